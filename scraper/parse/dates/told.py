"""What a page tells machines of its times: JSON-LD, marked elements, meta tags, scripts, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from scraper.parse.dates.moment import Moment, day
from scraper.parse.dates.read import read_moment
from scraper.parse.dates.visible import marked_dates
from scraper.parse.document import Document
from scraper.parse.evidence import Hints

PUBLISHED_META = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date.published",
    "publishdate", "publish-date", "publish_date", "pubdate", "og:pubdate", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created",
    "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "article.published", "published_time",
    "created", "date", "ptime", "displaydate", "article_date_original", "cre_date", "originalpublicationdate",
    "datecreated",
)  # fmt: skip
VAGUE_META = ("date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "created", "datecreated")
"""Of these the names that many sites fill with the time of the last change, or of an import."""

MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "utime", "modified",
)  # fmt: skip
_PUBLISHED_NAME = re.compile(r"publi(?:sh|cation)|pubdate|posted|release.?date|issue.?date", re.IGNORECASE)
_MODIFIED_NAME = re.compile(
    r"(?:modif\w*|updated?|change)[-_.:]?(?:date|time|at$|on$)|date[-_.:]?(?:modif|updat)", re.IGNORECASE
)
_NO_DATE_NAME = re.compile(r"modif|updat|publisher|expire|author|section|state|status", re.IGNORECASE)

_MONTH, _DATE = r"1[0-2]|0?[1-9]", r"[12]\d|3[01]|0?[1-9]"
_URL_DATES = (
    re.compile(
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<border>[/_.-])(?P<month>{_MONTH})(?P=border)(?P<day>{_DATE})"
        r"(?!\d)(?!(?<=\D\d)-[a-z])"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-]?(?P<month>1[0-2]|0[1-9])[/_-]?(?P<day>[12]\d|3[01]|0[1-9])(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>{_DATE})(?P<border>[/_.-])(?P<month>{_MONTH})(?P=border)(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
)
_SCRIPT_DATE = re.compile(r"""["']((?:19|20)\d\d-\d\d-\d\d[^"'\\<]{0,25})""")
_SCRIPT_NAME = re.compile(
    r"""(?:datePublished|publish(?:ed)?_?(?:date|time|at|on)?|publication_?date|pub_?date)["']?\s*[:=]\s*\\?$""",
    re.IGNORECASE,
)
LONGEST_SCRIPT_NAME = 60
"""Letters before a date in which its name stands."""

AMERICAN = "/-"
_WITH_DOTS = frozenset(
    {"de", "ru", "uk", "pl", "cs", "sk", "fi", "no", "nb", "da", "et", "lv", "bg", "tr", "hr", "sr", "sl"}
)
_DAY_FIRST_PLACES = re.compile(r"\.(?:uk|au|in|ie|nz|za|sg|my|ng|pk|bd|lk|ke|hk|mt|eu)$")


def told_published(
    document: Document, article: dict[str, Any] | None, hints: Hints, ruled: str | None
) -> Iterator[Moment]:
    """What is said to machines, the most trusted first."""
    month_first = month_first_signs(document)
    if ruled is not None:
        yield from read_all([ruled], "rule", month_first)
    if article is not None:
        yield from read_all([article.get("datePublished"), article.get("dateCreated")], "jsonld", month_first)
    yield from marked_dates(document)
    meta, names = document.meta, _names_among(tuple(document.meta))
    yield from read_all([meta[name] for name in names.published], "meta", month_first)
    alike = read_all([meta[name] for name in names.alike], "meta", month_first)
    yield from sorted(alike, key=lambda found: found.at)  # a new edition's comes later
    yield from read_all(
        [node.get("datePublished") for node in document.jsonld if node is not article], "jsonld", month_first
    )
    if hints.published_at is not None:
        yield Moment(hints.published_at, "second", hints.published_from or "feed")
    if document.url and (found := from_url(document.url)):
        yield found


def read_all(values: Iterable[Any], source: str, month_first: str) -> Iterator[Moment]:
    for value in values:
        if isinstance(value, str) and (found := read_moment(value, source, month_first=month_first)):
            yield found


class _Names(NamedTuple):
    """Of meta tags that tell a publication, the most trusted first; others that sound alike; those of a change."""

    published: tuple[str, ...]
    alike: tuple[str, ...]
    modified: tuple[str, ...]


@lru_cache(maxsize=1024)
def _names_among(names: tuple[str, ...]) -> _Names:
    """A site's pages have the same meta tags, next to all of them."""
    return _Names(
        tuple(name for name in PUBLISHED_META if name in names),
        tuple(filter(_is_published_name, names)),
        (*(name for name in MODIFIED_META if name in names), *filter(_is_modified_name, names)),
    )


@lru_cache(maxsize=4096)
def _is_published_name(name: str) -> bool:
    return name not in PUBLISHED_META and _PUBLISHED_NAME.search(name) is not None and not _NO_DATE_NAME.search(name)


@lru_cache(maxsize=4096)
def _is_modified_name(name: str) -> bool:
    return name not in MODIFIED_META and _MODIFIED_NAME.search(name) is not None


def told_modified(document: Document, article: dict[str, Any] | None, ruled: str | None = None) -> Iterator[Moment]:
    """What is said of its last change, the most trusted first. `ruled`: what the site's rule found."""
    if ruled is not None:
        yield from read_all([ruled], "rule", month_first_signs(document))
    yield from read_all([article.get("dateModified")] if article else [], "jsonld", "")
    names = _names_among(tuple(document.meta))
    yield from read_all([document.meta[name] for name in names.modified], "meta", "")


def told_by_scripts(document: Document) -> Iterator[Moment]:
    """What the page's own scripts hold of it."""
    for node in document.tree.css("script:not([src])"):
        script = node.text()
        if not any(hint in script for hint in ("ublish", "ublication", "ubDate", "ub_date")):
            continue
        for match in _SCRIPT_DATE.finditer(script):  # dates are rarer in scripts than words like their names
            at = match.start()
            if _SCRIPT_NAME.search(script[max(0, at - LONGEST_SCRIPT_NAME) : at]):
                if found := read_moment(match[1], "script"):
                    yield found
                break


def from_url(url: str) -> Moment | None:
    """The day that an address carries, as in /2022/02/10/ or -20220210-."""
    path = url.partition("?")[0].partition("#")[0].partition("://")[2].partition("/")[2]
    for pattern in _URL_DATES if "20" in path or "19" in path else ():
        if match := pattern.search(path):
            return day(int(match["year"]), int(match["month"]), int(match["day"]), "url")
    return None


def month_first_signs(document: Document) -> str:
    """The signs between numbers with which this page puts the month first: `/` if `02/03/2022` is in February.

    That is so in American English (`-` too), which `en` means where the address doesn't speak against it, and in
    languages that write dates with dots: slashes on their pages come from software.
    """
    language = (document.language or document.first("og:locale") or "").lower().replace("_", "-")
    if language.startswith("en-"):
        return AMERICAN if language.startswith("en-us") else ""
    host = (document.url or "").partition("://")[2].partition("/")[0]
    if language == "en":
        return "" if _DAY_FIRST_PLACES.search(host) else AMERICAN
    return "/" if language[:2] in _WITH_DOTS else ""
