"""Which of a page's times is its publication, and which its last change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.parse.dates.moment import Moment, day
from scraper.parse.dates.read import read_moment
from scraper.parse.dates.visible import Seen, marked_dates, seen_dates
from scraper.parse.document import Document
from scraper.parse.evidence import Hints

FUTURE = timedelta(days=1)
"""Clocks and zones differ by less; a date further ahead is a mistake or an event."""

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No web page is older; such a date is a default value."""

SAME = timedelta(days=2)
"""Witnesses that differ by less speak of one publication."""

PUBLISHED_META = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date.published",
    "publishdate", "publish-date", "publish_date", "pubdate", "og:pubdate", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created",
    "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "article.published", "published_time",
    "created", "date", "ptime", "displaydate", "article_date_original", "cre_date", "originalpublicationdate",
    "datecreated",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "utime", "modified",
)  # fmt: skip
_PUBLISHED_NAME = re.compile(r"publi(?:sh|cation)|pubdate|posted|release.?date|issue.?date", re.IGNORECASE)
_NO_DATE_NAME = re.compile(r"modif|updat|publisher|expire|author|section|state|status", re.IGNORECASE)

_MONTH, _DATE = r"1[0-2]|0?[1-9]", r"[12]\d|3[01]|0?[1-9]"
_URL_DATES = (
    re.compile(
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<border>[/_.-])(?P<month>{_MONTH})(?P=border)(?P<day>{_DATE})(?!\d)(?!(?<=\D\d)-[a-z])"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-]?(?P<month>1[0-2]|0[1-9])[/_-]?(?P<day>[12]\d|3[01]|0[1-9])(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>{_DATE})(?P<border>[/_.-])(?P<month>{_MONTH})(?P=border)(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
)
_SCRIPT_DATE = re.compile(
    r"""["']?(?:datePublished|publish(?:ed)?_?(?:date|time|at|on)?|publication_?date|pub_?date)["']?\s*[:=]\s*"""
    r"""\\?["']((?:19|20)\d\d-\d\d-\d\d[^"'\\<]{0,25})""",
    re.IGNORECASE,
)
_WITH_DOTS = frozenset(
    {"de", "ru", "uk", "pl", "cs", "sk", "fi", "no", "nb", "da", "et", "lv", "bg", "tr", "hr", "sr", "sl"}
)
_DAY_FIRST_PLACES = re.compile(r"\.(?:uk|au|in|ie|nz|za|sg|my|ng|pk|bd|lk|ke|hk|mt|eu)$")


def find_published(
    document: Document,
    article: dict[str, Any] | None,
    hints: Hints,
    now: datetime | None,
    ruled: str | None = None,
    heading: LexborNode | None = None,
) -> Moment | None:
    """The best witness: a time to the minute before one to the day, and among equals the one that stands first here."""
    told = [found for found in _told(document, article, hints, ruled) if _is_credible(found.at, now)]
    if told and _best(told).precision != "day":
        return _in_its_zone(_best(told), told, document)
    seen = _credible(document, heading, now)
    published = next((found.moment for found in seen if not found.is_update), None)
    if told:
        return _best([*told, published] if published else told)
    scripted = (found for found in _in_scripts(document) if _is_credible(found.at, now))
    return published or next(scripted, None) or _last_resort(document, article, seen, now)


def find_modified(
    document: Document,
    article: dict[str, Any] | None,
    published: Moment | None,
    now: datetime | None,
    ruled: str | None = None,
) -> datetime | None:
    """When it was changed, if that is later than its publication. `ruled`: what the site's rule found."""
    for found in _modified(document, article, ruled):
        if _is_credible(found.at, now):
            return None if published is not None and found.at < published.at else found.at
    return None


def from_url(url: str) -> Moment | None:
    """The day that an address carries, as in /2022/02/10/ or -20220210-."""
    path = url.partition("?")[0].partition("#")[0].partition("://")[2].partition("/")[2]
    for pattern in _URL_DATES:
        if match := pattern.search(path):
            return day(int(match["year"]), int(match["month"]), int(match["day"]), "url")
    return None


def _told(document: Document, article: dict[str, Any] | None, hints: Hints, ruled: str | None) -> Iterator[Moment]:
    """What is said to machines, the most trusted first."""
    month_first = _writes_month_first(document)
    yield from _read([ruled], "rule", month_first)
    if article is not None:
        yield from _read([article.get("datePublished"), article.get("dateCreated")], "jsonld", month_first)
    yield from marked_dates(document)
    yield from _read([document.meta.get(name) for name in PUBLISHED_META], "meta", month_first)
    yield from _read([value for name, value in document.meta.items() if _is_published_name(name)], "meta", month_first)
    yield from _read(
        [node.get("datePublished") for node in document.jsonld if node is not article], "jsonld", month_first
    )
    if hints.published_at is not None:
        yield Moment(hints.published_at, "second", hints.published_from or "feed")
    if document.url and (found := from_url(document.url)):
        yield found


def _read(values: list[Any], source: str, month_first: bool) -> Iterator[Moment]:
    for value in values:
        if isinstance(value, str) and (found := read_moment(value, source, month_first=month_first)):
            yield found


@lru_cache(maxsize=4096)
def _is_published_name(name: str) -> bool:
    return name not in PUBLISHED_META and _PUBLISHED_NAME.search(name) is not None and not _NO_DATE_NAME.search(name)


def _best(told: list[Moment]) -> Moment:
    """The first, or the first exact one of the same day; an address that tells of an earlier day is older."""
    first = told[0]
    address = next((found for found in told if found.source == "url"), None)
    if address is not None and first.source in {"jsonld", "meta"} and first.at - address.at > SAME:
        first = address
    if first.precision in {"second", "minute"}:
        return first
    exact = (found for found in told if found.precision in {"second", "minute"})
    return next(
        (found for found in exact if first.at.date() in {found.at.date(), found.at.astimezone(UTC).date()}), first
    )


def _in_its_zone(moment: Moment, told: list[Moment], document: Document) -> Moment:
    """The same instant as another witness tells it: some say it in UTC, others in the zone of the newsroom.

    Where only a day is told beside it (by the address, say) and the instant lies in the day before or after, its zone
    is the nearest one in which it lies in that day.
    """
    if moment.precision == "day" or moment.at.utcoffset():
        return moment
    values = [node.attributes.get("datetime") for node in document.marks if node.tag == "time"][:5]
    for found in (*told, *_read(values, "time", False)):
        if found.at == moment.at and found.at.utcoffset():
            return replace(moment, at=found.at)
    days = {found.at.date() for found in told if found.precision == "day"}
    if moment.at.date() not in days:
        for hours in (-moment.at.hour - 1, 24 - moment.at.hour):
            at = moment.at.astimezone(timezone(timedelta(hours=hours))) if -12 <= hours <= 14 else moment.at
            if at.date() in days:
                return replace(moment, at=at)
    return moment


def _credible(document: Document, heading: LexborNode | None, now: datetime | None) -> list[Seen]:
    """What the page shows; where all of it lies ahead, month and day are the other way round on this page."""
    month_first = _writes_month_first(document)
    for order in (month_first, not month_first):
        shown = seen_dates(document, heading, order)
        credible = [found for found in shown if _is_credible(found.moment.at, now)]
        if credible or not shown:
            return credible
    return []


def _writes_month_first(document: Document) -> bool:
    """Whether `02/03/2022` is in February.

    It is in American English, which `en` means where the address doesn't speak against it, and in languages that write
    dates with dots: slashes on their pages come from software.
    """
    language = (document.language or document.first("og:locale") or "").lower().replace("_", "-")
    if language.startswith("en-"):
        return language.startswith("en-us")
    host = (document.url or "").partition("://")[2].partition("/")[0]
    return language[:2] in _WITH_DOTS or (language == "en" and not _DAY_FIRST_PLACES.search(host))


def _in_scripts(document: Document) -> Iterator[Moment]:
    """What the page's own scripts hold of it."""
    for node in document.tree.css("script:not([src])"):
        script = node.text()
        if not any(hint in script for hint in ("ublish", "ublication", "ubDate", "ub_date")):
            continue
        match = _SCRIPT_DATE.search(script)
        if match and (found := read_moment(match[1], "script")):
            yield found


def _modified(document: Document, article: dict[str, Any] | None, ruled: str | None = None) -> Iterator[Moment]:
    told = [article.get("dateModified")] if article else []
    yield from _read([ruled], "rule", _writes_month_first(document))
    yield from _read([*told, *(document.meta.get(name) for name in MODIFIED_META)], "modified", False)


def _last_resort(
    document: Document, article: dict[str, Any] | None, seen: list[Seen], now: datetime | None
) -> Moment | None:
    """A page that only tells when it was changed was published no later: better than nothing, and called `modified`."""
    changed = [found.moment for found in seen] + list(_modified(document, article))
    changed += _read([node.get("dateModified") for node in document.jsonld], "modified", False)
    found = next((found for found in changed if _is_credible(found.at, now)), None)
    return Moment(found.at, found.precision, "modified") if found else None


def _is_credible(at: datetime, now: datetime | None) -> bool:
    return at >= OLDEST and (now is None or at <= now + FUTURE)
