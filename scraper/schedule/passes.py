"""When a source is due again after a pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

from scraper.config import Cron, Duration
from scraper.schedule.rhythm import FIRST, SHORTEST

BACKOFF_LONGEST = timedelta(days=1)

MANY = 100
"""Failures in a row that make a pause as long as it gets."""


def next_pass(
    schedule: Literal["auto"] | Duration | Cron,
    started_at: datetime,
    now: datetime,
    *,
    poll_at: datetime | None,
    page_at: datetime | None,
    failures: int,
) -> datetime:
    """When a source is due again after a pass that began at `started_at` and ends `now`.

    `poll_at`, `page_at`: when the next of its endpoints and the next of its pages is due; they decide under `auto`.
    `failures`: passes in a row that failed, this one included. A fixed interval counts from the start of a pass, so
    that a pass's own length doesn't shift it; a time that was missed is made up for once, not once for every miss.
    A source that fails is left alone longer and longer.
    """
    if isinstance(schedule, Cron):
        fire_at = schedule.trigger().get_next_fire_time(None, now)
        return datetime.fromtimestamp(fire_at.timestamp(), UTC)
    if isinstance(schedule, Duration):
        interval = schedule.timedelta
        if failures:
            interval = min(interval * 2 ** min(failures - 1, 10), max(BACKOFF_LONGEST, interval))
        return max(started_at + interval, now)
    if failures:
        doubled: timedelta = FIRST * 2 ** min(failures - 1, 10)
        return max(started_at + min(doubled, BACKOFF_LONGEST), now)
    due_at = poll_at or started_at + FIRST
    if page_at is not None:
        due_at = min(due_at, max(page_at, now + SHORTEST))
    return max(due_at, now)


def furthest_pass(schedule: Literal["auto"] | Duration | Cron, now: datetime) -> datetime:
    """No source is due later than that; what is was planned by a clock that was wrong, or by another schedule."""
    return next_pass(schedule, now, now, poll_at=None, page_at=None, failures=MANY) + BACKOFF_LONGEST
