"""Times as machines and people write them, in the main languages, scripts and calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scraper.parse.dates.moment import Moment, day, time
from scraper.parse.dates.months import month_named
from scraper.spacing import collapsed

try:
    from scraper.parse.dates.years import has_year as has_year
    from scraper.parse.dates.years import years
except ImportError:  # nothing is compiled here

    def has_year(text: str) -> bool:
        """Whether it may hold a date."""
        return YEAR.search(text) is not None

    def years(text: str) -> list[tuple[int, int]]:
        """(start, end) of each."""
        return [match.span() for match in YEAR.finditer(text)]


MAX_LENGTH = 80
"""Characters that are read; a date's own text is shorter."""

LONGEST_DAY = len("2022-02-10")

_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)$")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?Z?)?$")
_STAMP = re.compile(r"1\d{9}(?:\d{3})?$")
_RFC2822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d\d:\d\d")
_CLOCK = r"(?:\D{0,14}?(?<!\d)(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\b)?)?"
_WORD = r"[^\W\d_][^\s\d,|/():;]{1,14}?"
_WORD_FIRST = re.compile(
    rf"(?<![^\W_])(?P<word>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d){_CLOCK}",
    re.IGNORECASE,
)
_DAY_AND_YEAR = re.compile(r"\d(?:st|nd|rd|th|\.)?,?\s+(?:19|20)\d\d", re.IGNORECASE)
"""What stands behind that word: a word has many beginnings to try, this has few."""

_PATTERNS = (
    re.compile(
        rf"(?P<year>(?:19|20|25|13|14)(?<!\d\d\d)\d\d)\s?[-./年년]\s?(?P<month>\d{{1,2}})\s?[-./月월]\s?(?P<day>\d{{1,2}})"
        rf"(?!\d)\s?[日일]?{_CLOCK}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<first>\d(?<![\d.]\d)\d?)\s?(?P<border>[./-])\s?(?P<second_>\d{{1,2}})\s?(?P=border)\s?"
        rf"(?P<year>(?:19|20|25)\d\d|\d\d)(?![\d.]\d|\d){_CLOCK}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<day>\d(?<!\d\d)\d?)(?:st|nd|rd|th|\.|º|°|er|ος|-)?,?\s*(?:de\s+|of\s+|di\s+|d['’])?(?P<word>{_WORD})"
        rf"\.?,?\s+(?:de\s+|del\s+|г\.\s*)?(?P<year>(?:19|20|25|13|14)\d\d)(?!\d){_CLOCK}",
        re.IGNORECASE,
    ),
    _WORD_FIRST,
    re.compile(
        rf"(?P<year>(?:19|20)(?<!\d\d\d)\d\d)(?:\.|,|\sm\.)?\s+(?P<word>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?!\d){_CLOCK}",
        re.IGNORECASE,
    ),
)
"""Those that begin with a digit say so first: from one to the next Python leaps, and looks behind it only then."""

_FOREIGN_DIGITS = re.compile(r"[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]")

YEAR = re.compile(r"\d(?:\d{3}|[./-]\s?\d\d(?!\d))")
"""What every date has; a text without it needn't be looked at more closely. That it begins with a digit in any case
makes Python leap from one to the next."""

RARER_LANGUAGES = (
    "ar fa he hi el fi hu cs sk ro bg sr hr sl vi id ms uk be nb da sv lt lv et ca eu th bn ta ka hy az kk".split()  # noqa: SIM905
)
"""What dateparser is asked for beyond the table; asked for all that it knows, it takes a second to say no."""


def read_moment(text: str, source: str, *, month_first: str = "") -> Moment | None:
    """A time on its own. No zone counts as UTC. None for what can't be read. `month_first`: the
    signs between numbers that come after the month, as `/` in 02/03/2022 where that is in February."""
    text = collapsed(text)[:MAX_LENGTH]
    if len(text) < 6:
        return None
    return (
        _iso(text, source)
        or _rfc2822(text, source)
        or next((found for found, _ in moments_in(text, source, month_first=month_first)), None)
        or _by_library(text, source)
    )


def around_years(text: str, *, before: int, behind: int) -> Iterator[str]:
    """The pieces of a text that may hold dates, with so many letters around the years in them."""
    start = end = 0
    for first, last in years(text):
        if first - before > end:
            if end:
                yield text[start:end]
            start = first - before
        end = last + behind
    yield text[start:end]


def moments_in(text: str, source: str, *, month_first: str = "") -> Iterator[tuple[Moment, int]]:
    """Every date in a running text and where it begins, in the text's order."""
    if not has_year(text):
        return
    text = text if text.isascii() else _FOREIGN_DIGITS.sub(lambda match: str(int(match[0])), text)
    found: list[tuple[int, Moment]] = []
    for pattern in _PATTERNS:
        if pattern is _WORD_FIRST and not _DAY_AND_YEAR.search(text):
            continue
        for match in pattern.finditer(text):
            moment = _moment(match, source, month_first)
            if moment is not None and not any(abs(at - match.start()) < 4 for at, _ in found):
                found.append((match.start(), moment))
    yield from ((moment, at) for at, moment in sorted(found, key=lambda pair: pair[0]))


def _moment(match: re.Match[str], source: str, month_first: str) -> Moment | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000
    numbers = _numbers(parts, month_first)
    if numbers is None:
        return None
    month, date = numbers
    if parts["hour"] is None:
        return day(year, month, date, source)
    hour = int(parts["hour"])
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"][0] in "pP" else 0)
    second = int(parts["second"]) if parts["second"] else None
    return time(year, month, date, hour, int(parts["minute"]), second, source) or day(year, month, date, source)


def _numbers(parts: dict[str, str | None], month_first: str) -> tuple[int, int] | None:
    """(month, day)."""
    if parts.get("word"):
        month = month_named((parts["word"] or "").rstrip("."))
        return (month, int(parts["day"] or 0)) if month else None
    if parts.get("border"):
        first, second = int(parts["first"] or 0), int(parts["second_"] or 0)
        is_swapped = second > 12 >= first or (month_first and (parts["border"] or "") in month_first and first <= 12)
        return (first, second) if is_swapped else (second, first)
    return int(parts["month"] or 0), int(parts["day"] or 0)


def _iso(text: str, source: str) -> Moment | None:
    if not text[:4].isdecimal() or not text.isascii():
        return None
    if len(text) <= LONGEST_DAY and (match := _DAY.match(text)):
        return day(int(match[1]), int(match[2]), int(match[3]), source)
    if text.isdecimal() and (match := _STAMP.match(text)):
        return Moment(datetime.fromtimestamp(int(text[:10]), UTC), "second", source)
    if text[4].isdecimal() and (match := _DIGITS.match(text)):
        year, month, date, hour, minute, second = (int(part) if part else None for part in match.groups())
        if hour is None:
            return day(year or 0, month or 0, date or 0, source)
        return time(year or 0, month or 0, date or 0, hour, minute or 0, second, source)
    try:
        moment = datetime.fromisoformat(_tidied(text))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    has_seconds = text.count(":") - (text[-3:-2] == ":" and text[-6:-5] in "+-") >= 2
    return Moment(moment, "second" if has_seconds else "minute", source)


def _tidied(text: str) -> str:
    """As the standard has it; most times are written so already."""
    if text[10:11] == "T" and " " not in text and not text.endswith(("UTC", "GMT")):
        return text
    text = re.sub(r"(\d)\s+([+-]\d\d:?\d\d)$", r"\1\2", text.replace(",", "."))
    return re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", text)


def _rfc2822(text: str, source: str) -> Moment | None:
    if not _RFC2822.match(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Moment(moment, "second", source)


def _by_library(text: str, source: str) -> Moment | None:
    """A day with a year and a word in it that the table doesn't know."""
    if not re.search(r"(?:19|20)\d\d", text) or not re.search(r"(?<!\d)\d{1,2}(?!\d)", text) or text.isascii():
        return None
    import dateparser  # a large library for rare languages: loaded when one comes up

    try:
        moment = dateparser.parse(
            text, languages=RARER_LANGUAGES, settings={"RETURN_AS_TIMEZONE_AWARE": True, "TIMEZONE": "UTC"}
        )
    except Exception:  # a date that nobody can read is no date
        return None
    return day(moment.year, moment.month, moment.day, source) if moment else None
