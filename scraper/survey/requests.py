"""Requests for lists that differ in few places, made into one pattern: language, category, page, offset, cursor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from db.frozen import frozen

Key = tuple[str | int, ...]
"""`("url", 3)`: a token of the address; `("body", "variables", "page")`: a value of the body."""

_TOKENS = re.compile(r"([/?&=#.:,;]+)")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_PAGE = re.compile(r"p|pg|page|paged|page_?(?:number|no|num|index)", re.IGNORECASE)
_OFFSET = re.compile(r"offset|start|skip|from", re.IGNORECASE)
_CURSOR = re.compile(r"after|cursor|(?:page_?)?token|continuation", re.IGNORECASE)
_NOISE = re.compile(r"_|t|ts|time|timestamp|v|ver|version|cb|nocache|rand(?:om)?|hash", re.IGNORECASE)


@frozen
class Request:
    """`body`: what was sent as JSON by POST; None: a GET."""

    url: str
    body: Any = None


@frozen
class Pattern:
    """The requests of one kind of list. `names`: the places that vary, and what stands for them."""

    url: str
    body: Any
    names: Mapping[Key, str]
    each: Mapping[str, tuple[str, ...]]
    first_page: int

    def values_of(self, request: Request) -> dict[str, str]:
        """What the names stand for in a request of this kind."""
        parts = components(request)
        return {name: str(parts[key]) for key, name in self.names.items() if parts.get(key) is not None}


def shape(request: Request) -> object:
    """Equal for requests that differ in values alone."""
    tokens = _TOKENS.split(request.url)
    parameters = tuple(tokens[place - 1] for place, between in enumerate(tokens) if between == "=")
    return (tuple(tokens[1::2]), parameters, tuple(components(request)))


def components(request: Request) -> dict[Key, Any]:
    """All values of a request, in their order."""
    tokens = _TOKENS.split(request.url)
    found: dict[Key, Any] = {("url", place): unquote(tokens[place]) for place in range(0, len(tokens), 2)}
    return found | dict(_leaves(request.body, ("body",)))


def generalise(requests: Sequence[Request], languages: Sequence[str]) -> Pattern:
    """One pattern for requests of one shape. `languages`: of the site; a place that holds one is a language."""
    first = requests[0]
    parts = [components(request) for request in requests]
    names: dict[Key, str] = {}
    each: dict[str, tuple[str, ...]] = {}
    first_page = 1
    for key in parts[0]:
        values = list(dict.fromkeys(part[key] for part in parts))
        kind = _kind(_name_of(key, first), values, languages)
        if kind == "page" and "page" not in names.values():
            first_page = min(int(value) for value in values)
        elif kind in {"language", "category"}:
            kind = _free(kind, each)
            each[kind] = tuple(str(value) for value in values)
        elif kind is None or kind in names.values():
            continue
        names[key] = kind
    return Pattern(_url(first, names), _body(first.body, names), names, each, first_page)


def _kind(name: str, values: Sequence[Any], languages: Sequence[str]) -> str | None:
    """What a place is: None where it is always the same."""
    numbers = [int(value) for value in values if str(value).isdecimal() and len(str(value)) < 7]
    if _CURSOR.fullmatch(name):
        return "cursor"
    if len(numbers) == len(values):
        if _PAGE.fullmatch(name) or sorted(numbers) in ([0, 1], [1, 2]):
            return "page"
        if _OFFSET.fullmatch(name):
            return "offset"
    if all(isinstance(value, str) and value in languages and _LANGUAGE.fullmatch(value) for value in values):
        return "language"
    return "category" if len(values) > 1 and not _NOISE.fullmatch(name) else None


def _name_of(key: Key, request: Request) -> str:
    """The name of a place: of the parameter, or the piece of the path before it."""
    if key[0] == "body":
        return str(key[-1])
    tokens, place = _TOKENS.split(request.url), int(key[1])
    if place == 0 or tokens[place - 1] in {"&", "?", "#", ".", "://"}:
        return ""
    return tokens[place - 2]


def _url(request: Request, names: Mapping[Key, str]) -> str:
    tokens = _TOKENS.split(request.url)
    for key, name in names.items():
        if key[0] == "url":
            tokens[int(key[1])] = f"{{{name}}}"
    return "".join(tokens)


def _body(value: Any, names: Mapping[Key, str], above: Key = ("body",)) -> Any:
    if isinstance(value, dict):
        return {key: _body(inner, names, (*above, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_body(inner, names, (*above, place)) for place, inner in enumerate(value)]
    return f"{{{names[above]}}}" if above in names else value


def _leaves(value: Any, above: Key) -> Iterator[tuple[Key, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*above, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*above, place))
    elif above != ("body",):
        yield above, value


def _free(name: str, taken: Mapping[str, object]) -> str:
    return name if name not in taken else f"{name}_{len(taken) + 1}"


def read_request(url: str, body: bytes | None) -> Request | None:
    """None where the body is no JSON."""
    if body is None:
        return Request(url)
    try:
        return Request(url, json.loads(body))
    except ValueError:
        return None
