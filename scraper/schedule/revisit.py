"""When to look at an article again, for corrections: often while it is young, seldom later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta


def next_revisit(
    plan: Sequence[timedelta], first_seen_at: datetime, now: datetime, changed_at: datetime | None = None
) -> datetime | None:
    """The first point of the plan that lies ahead, counted from our first visit; None where the plan is over. Its ages
    rise.

    A correction seldom comes alone: after a change at `changed_at` the plan counts from there, but no point of it
    lies further from our first visit than its last one, so that a page that always changes isn't followed for ever.
    """
    points = [first_seen_at + age for age in plan]
    if changed_at is not None and plan:
        points += [changed_at + age for age in plan if changed_at + age <= first_seen_at + plan[-1]]
    return min((point for point in points if point > now), default=None)
