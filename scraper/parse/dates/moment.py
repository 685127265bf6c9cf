"""A time, how precisely it is known, and who told; and the calendars in which days are counted."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from db.frozen import frozen
from scraper.article import Precision

BUDDHIST = 543
"""Years that the Thai calendar is ahead."""

_JALALI_MONTHS = (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 29)


@frozen
class Moment:
    """An aware time in the zone in which it was told (UTC where none was), its precision and its source."""

    at: datetime
    precision: Precision
    source: str


def day(year: int, month: int, date: int, source: str) -> Moment | None:
    """None for a day that no calendar has."""
    at = _at(year, month, date, 0, 0, 0, UTC)
    return Moment(at, "day", source) if at else None


def time(
    year: int, month: int, date: int, hour: int, minute: int, second: int | None, source: str, zone: tzinfo = UTC
) -> Moment | None:
    """To the second, or to the minute where `second` is None."""
    at = _at(year, month, date, hour, minute, second or 0, zone)
    return Moment(at, "minute" if second is None else "second", source) if at else None


def _at(year: int, month: int, date: int, hour: int, minute: int, second: int, zone: tzinfo) -> datetime | None:
    if 2450 < year < 2650:
        year -= BUDDHIST
    elif 1300 < year < 1500:
        year, month, date = _from_jalali(year, month, date)
    try:
        return datetime(year, month, date, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def _from_jalali(year: int, month: int, date: int) -> tuple[int, int, int]:
    """A day of the Persian calendar as a Gregorian one; (0, 0, 0) where there is no such day.

    By the arithmetic calendar with a cycle of 33 years, exact from 1244 to 1472 of that calendar (1865 to 2093).
    """
    if not (1 <= month <= 12 and 1 <= date <= 31):
        return 0, 0, 0
    since = year - 979
    days = 365 * since + since // 33 * 8 + (since % 33 + 3) // 4 + sum(_JALALI_MONTHS[: month - 1]) + date - 1 + 79
    gregorian = datetime.fromordinal(datetime(1600, 1, 1).toordinal() + days)  # noqa: DTZ001 - a day, not a time
    return gregorian.year, gregorian.month, gregorian.day
