"""What a poll says of the next one: the endpoint's own rhythm, written into its row."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from db.frozen import frozen
from db.sources import REMOVED, EndpointRow
from scraper.crawl.work import Work, now
from scraper.response import Response
from scraper.schedule import FURTHEST, Plan, Poll, after_outage, daily_rhythm, next_poll

TOGETHER = timedelta(minutes=2)
"""Endpoints that are due so soon are polled with those that are due now."""

CHECK_AGAIN = timedelta(days=1)
"""How long a server is believed when it says 304, before a whole answer is asked for to see whether that is true."""

FOLLOWED = {"index", "pagination", "gap", "robots", REMOVED}
"""How an endpoint was found that is not polled by itself: on its parent's word, or when there is a gap to fill, or with
the home page, or no more."""


@frozen
class Rhythm:
    """Of one source, learned before a pass."""

    hours: tuple[float, ...]

    @classmethod
    def learned(cls, published: Sequence[datetime]) -> Rhythm:
        return cls(daily_rhythm(published))

    def plan(
        self, row: EndpointRow, *, listed: int = 0, new: int = 0, failures: int = 0, hint: timedelta | None = None
    ) -> dict[str, Any]:
        """The columns of the endpoint that say when it is polled next, and why."""
        if row.found_by == "pagination" and not failures:
            return {"next_poll_at": None, "poll_reason": None}  # it is read; the page before it says when again
        if row.found_by in FOLLOWED and row.found_by != "pagination":
            return {}
        plan = next_poll(poll_of(row, listed, new, failures, hint), self.hours, now(), _jitter())
        return {**_when(plan), "interval_s": round(plan.interval.total_seconds())}

    def postpone(self, row: EndpointRow) -> dict[str, Any]:
        """The same where we could not ask: its rhythm is what it was."""
        if row.last_fetched_at is None or row.found_by in FOLLOWED:
            return {}
        return _when(after_outage(row.last_fetched_at, now(), _jitter()))


def _when(plan: Plan) -> dict[str, Any]:
    return {"next_poll_at": plan.at, "poll_reason": plan.because}


def _jitter() -> float:
    return random.uniform(-1, 1)  # noqa: S311  (no secret)


def poll_of(row: EndpointRow, listed: int, new: int, failures: int = 0, hint: timedelta | None = None) -> Poll:
    interval = None if row.interval_s is None else timedelta(seconds=row.interval_s)
    return Poll(interval, listed, new, hint, failures)


def is_unread(work: Work, row: EndpointRow) -> bool:
    """Whether it is a further page of a list that was to be read and wasn't, as after a crash, and whose time it is."""
    when = row.next_poll_at if row.found_by == "pagination" else None
    return when is not None and _has_come(when, work)


def is_due(work: Work, row: EndpointRow) -> bool:
    """In a pass that somebody asked for, or on a fixed schedule, every endpoint is; else each has its own time."""
    if work.is_forced or work.settings.schedule != "auto" or row.next_poll_at is None:
        return True
    return _has_come(row.next_poll_at, work)


def _has_come(when: datetime, work: Work) -> bool:
    """A time that no plan could have said was written by a clock that was years ahead."""
    return not TOGETHER < when - work.started_at <= FURTHEST


def is_to_be_checked(row: EndpointRow, moment: datetime) -> bool:
    """Whether the server has been believed for long enough."""
    return row.full_at is not None and moment - row.full_at >= CHECK_AGAIN


def hint_of(response: Response, ttl_s: int | None) -> timedelta | None:
    """How long the feed (`ttl`) and the server (`Cache-Control: max-age`) want to be left alone."""
    found = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", response.header("Cache-Control") or "", re.IGNORECASE)
    longest = max(ttl_s or 0, int(found[1]) if found else 0)
    return timedelta(seconds=longest) if longest else None
