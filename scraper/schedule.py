"""When things are due: pure functions from what we know to a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from scraper.config import Cron, Duration
from scraper.errors import FetchErrorKind

AUTO_SHORTEST = timedelta(minutes=10)
AUTO_FIRST = timedelta(minutes=30)
AUTO_LONGEST = timedelta(hours=6)
"""`auto`: more often while there is news, less often while there is none."""

SOURCE_BACKOFF_LONGEST = timedelta(days=1)

PAGE_BACKOFF = timedelta(minutes=15)
PAGE_BACKOFF_LONGEST = timedelta(days=7)
"""A page that fails is tried again after 15 minutes, 30, 60 ... and then once a week: nothing is given up for ever."""

REFUSED_AGAIN = timedelta(days=7)
GONE_AGAIN = timedelta(days=30)
REJECTED_AGAIN = timedelta(days=30)


def next_pass(
    schedule: Literal["auto"] | Duration | Cron,
    started_at: datetime,
    now: datetime,
    *,
    previous: timedelta | None,
    found_new: bool,
    failures: int,
) -> datetime:
    """When a source is due again after a pass that began at `started_at` and ends `now`.

    `previous`: the last interval. `failures`: passes in a row that failed, this one included.
    An interval counts from the start of a pass, so that a pass's own length doesn't shift it; a time that was
    missed is made up for once, not once for every miss. A source that fails is left alone longer and longer.
    """
    if isinstance(schedule, Cron):
        fire_at = schedule.trigger().get_next_fire_time(None, now)
        return datetime.fromtimestamp(fire_at.timestamp(), UTC)
    interval = schedule.timedelta if isinstance(schedule, Duration) else _auto(previous, found_new)
    if failures:
        interval = min(interval * 2 ** min(failures - 1, 10), max(SOURCE_BACKOFF_LONGEST, interval))
    return max(started_at + interval, now)


def next_revisit(plan: Sequence[timedelta], first_seen_at: datetime, now: datetime) -> datetime | None:
    """When to look at an article again: the first point of the plan, counted from our first visit, that lies ahead."""
    return next((first_seen_at + age for age in sorted(plan) if first_seen_at + age > now), None)


def retry_page(kind: FetchErrorKind, status: int | None, attempts: int, now: datetime) -> datetime:
    """When to try a page again after its `attempts`-th failure in a row."""
    if kind in {"robots", "unsafe", "url"}:
        return now + REFUSED_AGAIN
    if status in {404, 410, 451}:
        return now + GONE_AGAIN
    doubled = PAGE_BACKOFF * int(2 ** min(max(attempts - 1, 0), 20))
    return now + min(doubled, PAGE_BACKOFF_LONGEST)


def _auto(previous: timedelta | None, found_new: bool) -> timedelta:
    if previous is None:
        return AUTO_FIRST
    wished = previous / 1.5 if found_new else previous * 1.5
    return min(max(wished, AUTO_SHORTEST), AUTO_LONGEST)
