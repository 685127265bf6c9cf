"""Times as the databases keep them: aware, in UTC, to the second."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@lru_cache(maxsize=256)
def in_words(moment: datetime) -> str:
    """As SQLite has it. Cached: what is decided of one article has one time, which goes into ten columns."""
    return _in_utc(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def as_stored(moment: datetime, *, is_sqlite: bool) -> datetime | str:
    """As the database's driver takes it. Naive times are refused (ValueError): a time without a zone is a bug of ours,
    not data."""
    return in_words(moment) if is_sqlite else _in_utc(moment).replace(microsecond=0)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment!r}")
    return moment.astimezone(UTC)
