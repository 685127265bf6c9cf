"""When to try again what went wrong, by the class of the error. Nothing is given up for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from scraper.errors import FetchErrorKind

PAGE_BACKOFF = timedelta(minutes=15)
PAGE_BACKOFF_LONGEST = timedelta(days=7)
"""A page that fails is tried again after 15 minutes, 30, 60 ... and then once a week."""

REFUSED_AGAIN = timedelta(days=7)
GONE_AGAIN = timedelta(days=30)
REJECTED_AGAIN = timedelta(days=30)


def retry_page(kind: FetchErrorKind, status: int | None, attempts: int, now: datetime) -> datetime:
    """When to try a page again after its `attempts`-th failure in a row."""
    if kind in {"robots", "unsafe", "url"}:
        return now + REFUSED_AGAIN
    if status in {404, 410, 451}:
        return now + GONE_AGAIN
    doubled = PAGE_BACKOFF * int(2 ** min(max(attempts - 1, 0), 20))
    return now + min(doubled, PAGE_BACKOFF_LONGEST)
