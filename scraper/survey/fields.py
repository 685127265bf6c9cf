"""What the fields of an item mean: told by their names, and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from db.frozen import frozen
from scraper.discover import told_time
from scraper.survey.items import flatten, is_headline, quoted
from scraper.text import letters

LONG = 400
"""Characters of a field that holds the article's text; a lead has fewer."""

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_SECTION = "(?:section|categor|rubric|channel|topic)"
_IMAGE = "(?:image|photo|picture|cover|thumb|img)"
_TAG = re.compile(r"<[^>]*>")

Values = Sequence[Any]


def map_fields(items: Sequence[Mapping[str, Any]], headlines: Collection[str] = ()) -> dict[str, str]:
    """Name of the field (`title`, `published`, ...) to its path in an item. `headlines`: link texts of the site."""
    table = _table(items)
    known = {letters(headline) for headline in headlines}
    found: dict[str, str] = {}
    for meaning in _MEANINGS:
        fitting = [
            path for path, values in table.items() if path not in found.values() and _fits(values, meaning.holds)
        ]
        shown = {path: _among(table[path], known) if meaning.name == "title" else 0.0 for path in fitting}
        named = [path for path in fitting if meaning.rank(path) is not None or shown[path]]
        if named:
            found[meaning.name] = min(named, key=lambda path: (-shown[path], meaning.rank(path) or LAST))
    return found | _from_lists(table)


def _table(items: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Path to the values of all items, None where one lacks it."""
    rows = [dict(flatten(item)) for item in items]
    paths = dict.fromkeys(path for row in rows for path in row)
    return {path: [row.get(path) for row in rows] for path in paths}


def _fits(values: Values, holds: Callable[[Any], bool]) -> bool:
    there = [value for value in values if value not in (None, "")]
    return len(there) >= len(values) * 0.5 and sum(map(holds, there)) >= len(there) * 0.8


def _among(values: Values, known: Collection[str]) -> float:
    if not known:
        return 0.0
    return round(sum(isinstance(value, str) and letters(value) in known for value in values) / len(values), 1)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) >= LONG


def _is_prose(value: Any) -> bool:
    return isinstance(value, str) and len(value) >= 40 and " " in _TAG.sub("", value)


def _is_time(value: Any) -> bool:
    moment = told_time(value)
    return moment is not None and 1990 < moment.year < 2100


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://", "/")) and " " not in value


def _is_headline(value: Any) -> bool:
    return isinstance(value, str) and is_headline(value)


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and bool(_CODE.fullmatch(value))


def _is_label(value: Any) -> bool:
    return isinstance(value, str) and 1 < len(value) < 60 and "://" not in value


@frozen
class _Meaning:
    """`words`: what such a field is called, the likeliest first; `holds`: whether a value can be meant."""

    name: str
    words: tuple[str, ...]
    holds: Callable[[Any], bool]

    def rank(self, path: str) -> tuple[int, int, int] | None:
        """The lower the likelier; None where the name says nothing of the kind."""
        for place, word in enumerate(self.words):
            if re.search(word, path, re.IGNORECASE):
                return (place, path.count("."), len(path))
        return None


LAST = (99, 0, 0)
"""The rank of a title that is known by the links alone, whatever it is called."""

_MEANINGS = (
    _Meaning("text", ("content", "body", "text", "html", "full"), _is_text),
    _Meaning("title", ("title", "headline", "heading", "name"), _is_headline),
    _Meaning("published", ("publish", "pubdate", "created", "posted", "date", "time"), _is_time),
    _Meaning("modified", ("modif", "updat", "chang", "edit"), _is_time),
    _Meaning("url", ("url", "link", "href", "permalink", "route", "path"), _is_address),
    _Meaning("lead", ("lead", "intro", "excerpt", "summary", "descr", "teaser", "standfirst", "dek"), _is_prose),
    _Meaning("authors", ("author", "byline", "writer", "creator"), _is_label),
    _Meaning("section", (rf"{_SECTION}\w*\.(?:name|title|label)$", f"{_SECTION}$"), _is_label),
    _Meaning("image", (rf"{_IMAGE}\w*\.(?:src|url)$", _IMAGE), _is_address),
    _Meaning("language", ("lang", "locale"), _is_code),
)
"""In this order: what one has taken is no longer there for the next."""


def _from_lists(table: Mapping[str, Values]) -> dict[str, str]:
    """Fields whose values are lists, of words or of objects."""
    found: dict[str, str] = {}
    for path, values in table.items():
        inner = [item for value in values if isinstance(value, list) for item in value]
        if not inner:
            continue
        if re.search("author|byline|writer", path, re.IGNORECASE):
            _keep(found, "authors", path, inner)
        elif re.search("tag|keyword", path, re.IGNORECASE):
            _keep(found, "keywords", path, inner)
        elif (pair := _translation(inner)) is not None:
            found.setdefault("translations", f"{path}[].[{pair[0]}, {pair[1]}]")
    return found


def _keep(found: dict[str, str], name: str, path: str, inner: Values) -> None:
    if all(isinstance(item, str) for item in inner):
        found.setdefault(name, path)
    elif all(isinstance(item, dict) for item in inner):
        key = next((key for key in ("name", "title", "label") if isinstance(inner[0].get(key), str)), None)
        if key:
            found.setdefault(name, f"{path}[].{key}")


def _translation(inner: Values) -> tuple[str, str] | None:
    """The keys of language and address, where a list holds an article's other languages."""
    if not all(isinstance(item, dict) for item in inner):
        return None
    first = inner[0]
    language = next((key for key in first if all(_CODE.fullmatch(str(item.get(key))) for item in inner)), None)
    address = next((key for key in first if all(_is_address(item.get(key)) for item in inner)), None)
    return (quoted(language), quoted(address)) if language and address else None
