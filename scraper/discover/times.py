"""Times as sitemaps and JSON feeds write them: W3C datetime (a profile of ISO 8601) at any precision."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SHORT = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")


def read_time(text: str | None) -> datetime | None:
    """An aware UTC time, the beginning of what is named; None for what can't be read. No zone counts as UTC."""
    if text is None or not (text := text.strip()):
        return None
    if len(text) <= len("2026-11-30") and (match := _SHORT.fullmatch(text)):
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            return datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def told_time(told: object) -> datetime | None:
    """A time in JSON: text as `read_time` reads it; a number as seconds or milliseconds since 1970."""
    if isinstance(told, int | float) and not isinstance(told, bool):
        try:
            return datetime.fromtimestamp(told / 1000 if told > 10**11 else told, UTC)
        except (OverflowError, OSError, ValueError):
            return None
    return read_time(told) if isinstance(told, str) else None
