"""Times as SQLite keeps them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@lru_cache(maxsize=256)
def in_words(moment: datetime) -> str:
    """Cached: what is decided of one article has one time, which goes into ten columns."""
    return moment.astimezone(UTC).strftime(TIME_FORMAT)
