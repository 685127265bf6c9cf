"""A day or a time as people type it."""

from __future__ import annotations

from datetime import UTC, datetime

from scraper.errors import UsageError


def day(text: str | None, option: str) -> datetime | None:
    """In UTC where it names no zone. Raises UsageError."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: expected a date such as 2026-02-10 or 2026-02-10T09:30, got '{text}'") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
