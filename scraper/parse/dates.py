"""When: from JSON-LD, meta tags, time elements, the address and visible text; with precision and provenance, in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scraper.article import Precision
from scraper.parse.document import Document
from scraper.parse.evidence import Hints

FUTURE = timedelta(days=1)
"""Clocks and zones differ by less; a date further ahead is a mistake or an event."""

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No web page is older; such a date is a default value."""

PUBLISHED_META = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date.published",
    "publishdate", "publish-date", "publish_date", "pubdate", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "citation_publication_date", "citation_date",
    "cxenseparse:recs:publishtime", "article.published", "published_time", "created", "date", "ptime", "displaydate",
    "article_date_original", "cre_date", "originalpublicationdate", "datecreated",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "dcterms.modified",
    "dc.date.modified",
    "last-modified", "lastmod", "utime", "modified",
)  # fmt: skip

_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0?[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)")
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)$")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?Z?)?$")
_RFC2822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d\d:\d\d")
_LOCAL = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?:\D{1,12}?(\d{1,2})[:.](\d\d))?")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./年]\s?(\d{1,2})[-./月]\s?(\d{1,2})日?(?:\D{1,6}(\d{1,2}):(\d\d))?")
_WORDY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b|"
    r"\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar januari janvier enero gennaio janeiro январь января янв stycznia ocak januar",
            "feb february februar februari février fevrier febrero febbraio fevereiro февраль февраля фев lutego şubat",
            "mar march märz maerz mars marzo março марта март мар marca mart maart",
            "apr april avril abril aprile апреля апрель апр kwietnia nisan",
            "may mai mayo maggio maio мая май maja mayıs mei maj",
            "jun june juni juin junio giugno junho июня июнь июн czerwca haziran",
            "jul july juli juillet julio luglio julho июля июль июл lipca temmuz",
            "aug august août aout agosto августа август авг sierpnia ağustos augustus augusti",
            "sep sept september septembre septiembre settembre setembro сентября сентябрь сен września eylül",
            "oct okt october oktober octobre octubre ottobre outubro октября октябрь окт października ekim",
            "nov november novembre noviembre novembro ноября ноябрь ноя listopada kasım",
            "dec dez december dezember décembre decembre diciembre dicembre dezembro декабря декабрь дек grudnia",
        ),
        1,
    )
    for name in names.split()
}


RARER_LANGUAGES = (
    "ar fa he hi el fi hu cs sk ro bg sr hr sl vi id ms uk be nb da sv lt lv et ca eu th bn ta ka hy az kk".split()  # noqa: SIM905
)
"""What dateparser is asked for beyond the table; asked for all that it knows, it takes a second to say no."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC, how precisely it is known, and who told."""

    at: datetime
    precision: Precision
    source: str


def find_published(
    document: Document, article: dict[str, Any] | None, hints: Hints, now: datetime | None, ruled: str | None = None
) -> Moment | None:
    """The best witness: a time to the minute before one to the day, and among equals the one that stands first here."""
    told = [found for found in _published(document, article, hints, ruled) if _is_credible(found.at, now)]
    candidates = told or [found for found in _visible(document) if _is_credible(found.at, now)]
    exact = next((found for found in candidates if found.precision in {"second", "minute"}), None)
    if not candidates:
        return None
    first = candidates[0]
    if exact is not None and (exact is first or abs(exact.at - first.at) < timedelta(days=2)):
        return exact
    return first


def find_modified(
    document: Document, article: dict[str, Any] | None, published: Moment | None, now: datetime | None
) -> datetime | None:
    """When it was changed, if that is later than its publication."""
    told = [article.get("dateModified")] if article else []
    told += [document.meta[name] for name in MODIFIED_META if name in document.meta]
    for value in told:
        found = read_moment(value, "meta") if isinstance(value, str) else None
        if found is not None and _is_credible(found.at, now):
            return None if published is not None and found.at < published.at else found.at
    return None


def read_moment(text: str, source: str) -> Moment | None:
    """A time as machines and people write it. No zone counts as UTC. None for what can't be read."""
    text = " ".join(text.split())[:80]
    if not text:
        return None
    return _iso(text, source) or _rfc2822(text, source) or _local(text, source) or _wordy(text, source)


def _published(document: Document, article: dict[str, Any] | None, hints: Hints, ruled: str | None) -> Iterator[Moment]:
    told: list[tuple[Any, str]] = [(ruled, "rule")] if ruled else []
    if article is not None:
        told += [(article.get("datePublished"), "jsonld"), (article.get("dateCreated"), "jsonld")]
    told += [(document.meta[name], "meta") for name in PUBLISHED_META if name in document.meta]
    told += [(value, "time") for value in _time_elements(document)]
    for value, source in told:
        found = read_moment(value, source) if isinstance(value, str) else None
        if found is not None:
            yield found
    if hints.published_at is not None:
        yield Moment(hints.published_at.astimezone(UTC), "second", hints.published_from or "feed")
    if document.url and (found := from_url(document.url)):
        yield found


def from_url(url: str) -> Moment | None:
    """The day that an address carries, as in /2022/02/10/ or -20220210-."""
    path = url.partition("?")[0].partition("#")[0].partition("://")[2].partition("/")[2]
    match = _URL_DATE.search(path)
    return _day(int(match[1]), int(match[2]), int(match[3]), "url") if match else None


def _time_elements(document: Document) -> Iterator[str]:
    """Those marked as publication first, then those in the article; not those of teasers far below."""
    for selector in (
        '[itemprop="datePublished"]', "time[pubdate]", "article header time[datetime]", "header time[datetime]",
        "h1 ~ * time[datetime]", "h1 ~ time[datetime]", "article time[datetime]", "main time[datetime]",
        "time[datetime]",
    ):  # fmt: skip
        for node in document.tree.css(selector)[:2]:
            attributes = node.attributes
            value = attributes.get("datetime") or attributes.get("content") or node.text()
            if value and value.strip():
                yield value
                break


def _visible(document: Document) -> Iterator[Moment]:
    """A date in a place that is named for it, else the first one near the headline."""
    for selector in (
        '[class*="publish"]', '[class*="date"]', '[class*="time"]', '[id*="date"]', '[class*="meta"]',
        '[class*="byline"]',
        "h1 + *", "h1 ~ *", "header",
    ):  # fmt: skip
        for node in document.tree.css(selector)[:5]:
            text = " ".join(node.text(separator=" ").split())
            if 6 <= len(text) <= 200 and (found := _in_text(text)) is not None:
                yield found
                return
    body = document.tree.body
    text = " ".join(body.text(separator=" ").split())[:3000] if body is not None else ""
    found = _in_text(text)
    if found is not None:
        yield found


def _in_text(text: str) -> Moment | None:
    match = _WORDY.search(text)
    if match and (found := _wordy(match[0], "text")):
        return found
    return _local(text, "text")


def _iso(text: str, source: str) -> Moment | None:
    if match := _DAY.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), source)
    if match := _DIGITS.match(text):
        year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups())
        if hour is None:
            return _day(year or 0, month or 0, day or 0, source)
        return _time(year or 0, month or 0, day or 0, hour, minute or 0, second, source)
    if not text[:4].isdecimal():
        return None
    tidy = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", re.sub(r"(\d)\s+([+-]\d\d:?\d\d)$", r"\1\2", text.replace(",", ".")))
    try:
        moment = datetime.fromisoformat(tidy)
    except ValueError:
        return None
    try:
        at = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
    has_seconds = text.count(":") - (text[-3:-2] == ":" and text[-6:-5] in "+-") >= 2
    return Moment(at, "second" if has_seconds else "minute", source)


def _rfc2822(text: str, source: str) -> Moment | None:
    if not _RFC2822.match(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
        at = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Moment(at, "second", source)


def _local(text: str, source: str) -> Moment | None:
    """`10.02.2022, 09:30`; with slashes the day stands first unless it can't."""
    if match := _YEAR_FIRST.search(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _LOCAL.search(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        if month > 12 >= day:
            day, month = month, day
    else:
        return None
    if match[4] is not None:
        return _time(year, month, day, int(match[4]), int(match[5]), None, source)
    return _day(year, month, day, source)


def _wordy(text: str, source: str) -> Moment | None:
    """`10. Februar 2022`, `February 10, 2022`; the months of the main languages by table, others by dateparser."""
    words = re.findall(r"[^\W\d_]+|\d+", text.lower())
    month = next((_MONTHS[word] for word in words if word in _MONTHS), None)
    numbers = [int(word) for word in words if word.isdecimal()]
    year = next((number for number in numbers if 1900 <= number < 2100), None)
    day = next((number for number in numbers if 1 <= number <= 31), None)
    clock = re.search(r"\b(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm|uhr)?", text.lower())
    if month and year and day:
        if clock:
            hour = int(clock[1]) % 12 + 12 if clock[4] == "pm" else int(clock[1])
            second = int(clock[3]) if clock[3] else None
            return _time(year, month, day, hour, int(clock[2]), second, source) or _day(year, month, day, source)
        return _day(year, month, day, source)
    if month or not (year and day and _WORDY.search(text)):
        return None
    return _by_library(text, source)


def _by_library(text: str, source: str) -> Moment | None:
    import dateparser  # a large library for rare languages: loaded when one comes up

    try:
        moment = dateparser.parse(
            text, languages=RARER_LANGUAGES, settings={"RETURN_AS_TIMEZONE_AWARE": True, "TIMEZONE": "UTC"}
        )
    except Exception:  # a date that nobody can read is no date
        return None
    return Moment(moment.astimezone(UTC), "day", source) if moment else None


def _day(year: int, month: int, day: int, source: str) -> Moment | None:
    try:
        return Moment(datetime(year, month, day, tzinfo=UTC), "day", source)
    except ValueError:
        return None


def _time(year: int, month: int, day: int, hour: int, minute: int, second: int | None, source: str) -> Moment | None:
    try:
        at = datetime(year, month, day, hour, minute, second or 0, tzinfo=UTC)
    except ValueError:
        return None
    return Moment(at, "minute" if second is None else "second", source)


def _is_credible(at: datetime, now: datetime | None) -> bool:
    return at >= OLDEST and (now is None or at <= now + FUTURE)
