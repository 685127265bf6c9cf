"""Who wrote it: people, or where nobody is named the agency or newsroom that the page names in their stead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from db.frozen import frozen
from scraper.parse.blocks import Page
from scraper.parse.byline import find_byline, names_said
from scraper.parse.document import Document
from scraper.parse.jsonld import types_of
from scraper.parse.names import Name, read_names
from scraper.parse.nearby import Nearby
from scraper.parse.site import SiteNames
from scraper.parse.text import clean
from scraper.text import letters

MAX_AUTHORS = 20

_META = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "dc.creator.personalname",
    "parsely-author", "sailthru.author", "byl", "citation_author", "cxenseparse:author", "creator", "rbauthors",
)  # fmt: skip
_WRITTEN_BY = ("by", "von", "par", "por", "di", "da", "door", "av", "af", "автор", "przez", "oleh", "yazan", "author")


@frozen
class Authors:
    """`names`: people, else whom the page names instead of them; `agencies`: the agencies among all that are named."""

    names: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    source: str = ""
    """`rule`, `jsonld`, `meta` or `byline`."""
    are_people: bool = False
    """False for organisations, and for single words that may be anything."""


def find_authors(document: Document, article: dict[str, Any] | None, site: SiteNames, near: Nearby) -> Authors:
    """JSON-LD before meta tags before the visible byline; whoever names a person is believed before all others."""
    own = site.bare
    seen: list[tuple[str, tuple[Name, ...]]] = []
    for source, names in _witnesses(document, article, own, near):
        seen.append((source, names))
        people = [name for name in names if name.sort == "person"]
        if people:
            return _authors(people, seen, source)
    handles = ((source, (name,)) for source, names in seen for name in names if name.sort == "handle")
    source, first = next(handles, None) or next((told for told in seen if told[1]), ("", ()))
    kept = [name for name in first if name.sort != "agency"] or list(first)
    return _authors(kept, seen, source)


def authors_said(page: Page, names: Iterable[str]) -> Authors:
    """Who is said to have written it on a line of its own, anywhere on the page. `names`: the site's."""
    people = names_said(page, SiteNames(names, None).bare)
    return _authors(people, [("byline", people)], "byline")


def authors_in(texts: Iterable[str], site: SiteNames) -> Authors:
    """The names in bylines that a site's own rule has found."""
    names = tuple(name for text in texts for name in read_names(text, site.bare))
    people = [name for name in names if name.sort == "person"]
    return _authors(people or list(names), [("rule", names)], "rule")


def _witnesses(
    document: Document, article: dict[str, Any] | None, own: frozenset[str], near: Nearby
) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """(source, the names that it tells)."""
    if article is not None:
        yield "jsonld", _unique(_from_jsonld(article.get("author") or article.get("creator"), document, own))
    yield "meta", _unique(name for text in _from_meta(document) for name in read_names(clean(text) or "", own))
    yield "byline", find_byline(document, near, own)


def _authors(names: Sequence[Name], seen: Iterable[tuple[str, tuple[Name, ...]]], source: str) -> Authors:
    agencies = _unique(name for _, group in seen for name in group if name.sort == "agency")
    return Authors(
        tuple(name.text for name in _unique(names))[:MAX_AUTHORS],
        tuple(name.text for name in agencies)[:MAX_AUTHORS],
        source,
        any(name.sort == "person" for name in names),
    )


def _unique(names: Iterable[Name]) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for name in names:
        found.setdefault(letters(name.text), name)
    return tuple(found.values())


def _from_meta(document: Document) -> Iterator[str]:
    """Author tags, and the pairs that say `Written by` in one tag and the name in the next."""
    for key in _META:
        yield from document.lists.get(key, ())
    label = (document.first("twitter:label1") or "").lower()
    if label.rstrip(":").endswith(_WRITTEN_BY):
        yield from document.lists.get("twitter:data1", ())


def _from_jsonld(value: Any, document: Document, own: frozenset[str], depth: int = 0) -> Iterator[Name]:
    """Strings, persons, organisations, lists of them, and `@id` references to nodes elsewhere on the page."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield from read_names(clean(item) or "", own)
        elif isinstance(item, dict):
            is_whole = any("organization" in name for name in types_of(item))
            names = item.get("name") or _referenced(item.get("@id"), document)
            for name in names if isinstance(names, list) else [names]:
                if isinstance(name, str):
                    yield from read_names(clean(name) or "", own, is_whole=is_whole)
            if isinstance(item.get("@list"), list) and depth < 3:
                yield from _from_jsonld(item["@list"], document, own, depth + 1)


def _referenced(identity: Any, document: Document) -> Any:
    if not isinstance(identity, str):
        return None
    return next((node["name"] for node in document.jsonld if node.get("@id") == identity and node.get("name")), None)
