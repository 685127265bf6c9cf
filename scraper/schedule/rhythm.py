"""How often to ask a feed, sitemap or section what is new: by what the last poll brought and by the hour of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from db.frozen import frozen

FIRST = timedelta(minutes=30)
SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=6)
"""An endpoint's interval begins with FIRST and stays within the other two."""

FURTHEST = timedelta(days=2)
"""No poll is planned further ahead, also where failures, a quiet hour and chance meet."""

LONGEST_HINT = timedelta(hours=1)
"""A server may ask for patience (TTL, Cache-Control), but not for more than this."""

MUCH = 0.5
"""With so large a share of new entries, a poll has come late."""

LEAST = 3
"""Entries; in a shorter listing it means nothing that all are new."""

ENOUGH = 50
"""Publications before we believe that a source has a rhythm."""

QUIET, BUSY = 0.25, 4.0
"""The most that an hour of the day may count against the average one."""

STEP = timedelta(minutes=5)


@frozen
class Poll:
    """What one poll showed."""

    interval: timedelta | None
    """That was planned until this poll; None: it was the first."""
    listed: int = 0
    new: int = 0
    """Entries that nobody had told us of before."""
    hint: timedelta | None = None
    """How long the server wants to be left alone."""
    failures: int = 0
    """In a row, this one included."""


@frozen
class Plan:
    at: datetime
    interval: timedelta
    """Before the hour of the day is considered."""
    because: str


def next_poll(poll: Poll, rhythm: Sequence[float], now: datetime, jitter: float = 0.0) -> Plan:
    """When to poll again. `rhythm`: of `daily_rhythm`. `jitter` (-1..1) shifts it by up to a tenth."""
    if poll.failures:
        interval = min(FIRST * 2 ** min(poll.failures - 1, 8), timedelta(days=1))
        return Plan(now + interval * (1 + jitter / 10), interval, f"it has failed {poll.failures} times in a row")
    interval, because = _interval(poll)
    if poll.hint is not None and not is_gap(poll) and interval < min(poll.hint, LONGEST_HINT):
        interval, because = min(poll.hint, LONGEST_HINT), f"{because}; the server asks for {_words(poll.hint)}"
    wait = _wait(interval, rhythm, now)
    if wait > interval * 1.2:
        because += "; it publishes little at this time of day"
    elif wait < interval * 0.8:
        because += "; it publishes much at this time of day"
    return Plan(now + wait * (1 + jitter / 10), interval, because)


def after_outage(answered_at: datetime, now: datetime, jitter: float = 0.0) -> Plan:
    """When to poll again what we could not ask: soon, for news was published meanwhile, but after a long outage no
    sooner than an eighth of it. `answered_at`: when it answered last."""
    interval = min(max((now - answered_at) / 8, SHORTEST), timedelta(days=1))
    return Plan(now + interval * (1 + jitter / 10), interval, "this machine could not ask")


def is_gap(poll: Poll) -> bool:
    """Whether more was published since the last poll than the listing holds: it shares nothing with what we know."""
    return poll.interval is not None and poll.listed >= LEAST and poll.new == poll.listed


def daily_rhythm(published: Sequence[datetime]) -> tuple[float, ...]:
    """How much each hour of the day (UTC) brings against the average hour; all 1.0 where too little is known."""
    if len(published) < ENOUGH:
        return (1.0,) * 24
    counts = Counter(moment.hour for moment in published)
    smooth = [(counts[(hour - 1) % 24] + 2 * counts[hour] + counts[(hour + 1) % 24]) / 4 for hour in range(24)]
    mean = sum(smooth) / 24
    return tuple(min(max(count / mean, QUIET), BUSY) for count in smooth)


def _interval(poll: Poll) -> tuple[timedelta, str]:
    if poll.interval is None:
        return FIRST, "this was the first poll"
    said = f"{poll.new} of {poll.listed} entries were new"
    if is_gap(poll):
        factor = 0.25
        said = f"all {poll.listed} entries were new, so some may have been missed"
    elif poll.new and poll.new >= poll.listed * MUCH:
        factor = 0.5
    elif poll.new:
        factor = 1 / 1.5
    else:
        factor, said = 1.5, "nothing was new"
    return min(max(poll.interval * factor, SHORTEST), LONGEST), said


def _wait(interval: timedelta, rhythm: Sequence[float], now: datetime) -> timedelta:
    """How long until as much is to be expected as an average `interval` brings."""
    wait, expected = timedelta(0), timedelta(0)
    while expected < interval and wait < LONGEST:
        expected += STEP * rhythm[(now + wait).hour]
        wait += STEP
    return min(max(wait, SHORTEST), LONGEST)


def _words(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes} min"
