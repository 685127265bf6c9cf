"""When to try again what went wrong, by the class of the error.

Nothing is given up for ever, and nothing that stays dead is asked for daily.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scraper.errors import FetchErrorKind

BROKEN_AGAIN = timedelta(days=7)
"""A page that we could not deal with."""

REJECTED_AGAIN = timedelta(days=30)

GONE = frozenset({404, 410, 451})
LONGEST = timedelta(days=180)
GONE_BACKOFF = (timedelta(days=30), LONGEST)
REFUSAL = (timedelta(days=1), timedelta(days=30))
"""401, 403 and the other 4xx."""

PASSING = (timedelta(minutes=15), timedelta(days=7))
"""What passes by itself: DNS, connections, timeouts, 5xx, 429."""

BACKOFF: dict[FetchErrorKind, tuple[timedelta, timedelta]] = {
    "tls": (timedelta(hours=6), timedelta(days=14)),
    "body": (timedelta(hours=1), timedelta(days=14)),
    "redirect": (timedelta(days=1), timedelta(days=30)),
    "too_large": (timedelta(days=7), timedelta(days=30)),
    "robots": (timedelta(days=7), timedelta(days=30)),
    "signals": (timedelta(days=7), timedelta(days=30)),
    "unsafe": (timedelta(days=7), timedelta(days=30)),
    "soft_404": GONE_BACKOFF,
    "url": (timedelta(days=7), timedelta(days=30)),
}
"""For a page: the pause after its first failure in a row, and the longest; doubled each time in between."""


def retry_page(kind: FetchErrorKind, status: int | None, attempts: int, now: datetime) -> datetime:
    """When to try a page again after its `attempts`-th failure in a row."""
    first, longest = _backoff(kind, status)
    return now + min(first * int(2 ** min(max(attempts - 1, 0), 20)), longest)


def _backoff(kind: FetchErrorKind, status: int | None) -> tuple[timedelta, timedelta]:
    if kind != "status":
        return BACKOFF.get(kind, PASSING)
    if status in GONE:
        return GONE_BACKOFF
    return PASSING if status is None or status >= 500 or status in {408, 425, 429} else REFUSAL
