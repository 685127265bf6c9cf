"""Where in a JSON answer a list of articles is, and what its items hold: paths (JMESPath) and their values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db.frozen import frozen

FEWEST = 2
"""Items that make a list."""

DEEPEST = 6
"""Levels of an answer that are looked through; `data.site.section.articles.edges` is five."""

_PLAIN = re.compile(r"[A-Za-z_]\w*")
_TITLES = re.compile(r"(?:^|[._])(?:title|headline|heading|name|header|subject|caption)(?:$|[._])", re.IGNORECASE)


_BESIDE = ("cursor", "__typename", "type", "score", "sort")
"""What may stand beside a node and tells nothing of the article."""


@frozen
class Found:
    """`path`: JMESPath of the items in the answer."""

    path: str
    items: tuple[dict[str, Any], ...]


def find_items(answer: object) -> list[Found]:
    """The lists of things with a title in an answer, the longest first."""
    found = [one for one in _lists(answer, "", 0) if len(one.items) >= FEWEST and _have_titles(one.items)]
    return sorted(found, key=lambda one: -len(one.items))


def flatten(item: Mapping[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """(path, value) of all that an item holds: objects are gone into, lists are values."""
    for key, value in item.items():
        path = f"{above}.{quoted(key)}" if above else quoted(key)
        if isinstance(value, dict):
            if depth < 3:
                yield from flatten(value, path, depth + 1)
        else:
            yield path, value


def quoted(key: str) -> str:
    """A key as JMESPath wants it."""
    return key if _PLAIN.fullmatch(key) else json.dumps(key)


def _lists(value: object, path: str, depth: int) -> Iterator[Found]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(inner, f"{path}.{quoted(key)}" if path else quoted(key), depth + 1)
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        inner_key = _wrapped_in(value)
        if inner_key is None:
            yield Found(path or "@", tuple(value))
        else:
            yield Found(f"{path}[].{quoted(inner_key)}", tuple(item[inner_key] for item in value))


def _wrapped_in(items: Sequence[dict[str, Any]]) -> str | None:
    """The key below which all of an item stands, as in GraphQL's edges."""
    inner = [key for key, value in items[0].items() if isinstance(value, dict)]
    if len(inner) != 1 or any(set(item) - {inner[0], *_BESIDE} for item in items):
        return None
    return inner[0] if all(isinstance(item.get(inner[0]), dict) for item in items) else None


def _have_titles(items: Sequence[dict[str, Any]]) -> bool:
    return sum(any(_is_title(path, value) for path, value in flatten(item)) for item in items) > len(items) * 0.7


def _is_title(path: str, value: object) -> bool:
    return isinstance(value, str) and bool(_TITLES.search(path)) and is_headline(value)


def is_headline(value: str) -> bool:
    """Some words, no address and no page of text; in scripts without spaces, some letters."""
    words = max(len(value.split()), sum(1 for letter in value if letter > "\u2e80") // 2)
    return 3 <= words <= 40 and len(value) < 300 and "://" not in value
