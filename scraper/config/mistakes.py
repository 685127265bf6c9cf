"""pydantic's findings as problems with a line, in our words, with the wrong value where it is fit to be shown."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .environment import Override
from .mask import MASK, mask_text
from .position import KeyPath, Lines, Problem
from .settings import SAME_NAME

LONGEST_QUOTE = 60
"""Characters of a wrong value that are shown."""

MISSING = {
    "name": "missing; give the source a short name such as 'bbc'",
    "url": "missing; give the address of the site's front page",
}

_SHAPES = {"model_type": "expected keys and values", "model_attributes_type": "expected keys and values"}


def mistakes(
    error: ValidationError,
    lines: Lines,
    given: Mapping[str, Override],
    shown: Mapping[KeyPath, str],
    known: set[KeyPath],
) -> list[Problem]:
    """One problem a finding, without those at or below a path of `known`, whose fault has been told already."""
    found = []
    for detail in error.errors(include_url=False):
        path = tuple(step for step in detail["loc"] if isinstance(step, str | int))
        if any(path[:length] in known for length in range(1, len(path) + 1)):
            continue
        if detail["type"] == SAME_NAME:  # see duplicate_names
            continue
        override = given.get(str(path[0])) if path else None
        if detail["type"] != "missing":
            path = lines.nearest_item(path)
        quoted = (override and override.shown) or shown.get(path) or _quote(detail["input"], path)
        found.append(
            Problem(path, _message(detail, path, quoted), lines.of(path), origin=override.origin if override else None)
        )
    return found


def duplicate_names(values: Mapping[str, Any], lines: Lines) -> list[Problem]:
    """Sources of the same name, told even when other mistakes keep pydantic from getting that far."""
    sources = values.get("sources")
    first: dict[str, int] = {}
    found = []
    for index, source in enumerate(sources if isinstance(sources, list) else []):
        name = source.get("name") if isinstance(source, dict) else None
        if not isinstance(name, str):
            continue
        path: KeyPath = ("sources", index, "name")
        line = lines.of(path)
        if name in first:
            found.append(Problem(path, f"{_quote(name, path)} is taken by the source in line {first[name]}", line))
        first.setdefault(name, line)
    return found


def _message(detail: ErrorDetails, path: KeyPath, quoted: str) -> str:
    kind = detail["type"]
    if kind == "missing":
        return MISSING.get(str(path[-1]), "missing")
    if kind == "extra_forbidden":
        from .suggest import advice  # most files have no such mistake

        return advice(path)
    if kind == "value_error":
        message = str(detail["ctx"]["error"])
    else:
        message = _SHAPES.get(kind) or f"expected something else ({detail['msg'].lower()})"
    return f"{message}, got {quoted}" if message.startswith("expected") else message


def _quote(value: object, path: KeyPath) -> str:
    if "headers" in path:
        return f"'{MASK}'"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list"
    if not isinstance(value, str):
        return str(value)[:LONGEST_QUOTE] if isinstance(value, float) else _figures(value)
    text = mask_text(value)
    return repr(text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}...")


def _figures(value: object) -> str:
    try:
        text = str(value)
    except ValueError:  # an int of more digits than Python is willing to print
        return "a very long number"
    return text if len(text) <= LONGEST_QUOTE else "a very long number"
