"""What is wrong with a source, judged by its own past, and what to do about it. Pure: numbers in, sentences out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import mean, stdev
from typing import Literal

from db.frozen import frozen
from db.health.facts import Facts

Kind = Literal[
    "failing", "overdue", "silent", "flood", "textless", "undated", "anonymous", "walled", "errors", "refused",
    "rejected", "shells",
]  # fmt: skip

ADVICE: dict[Kind, str] = {
    "failing": "open the site in a browser; then `dateline doctor`",
    "overdue": "does cron or the service run? `dateline crawl` makes up for it",
    "silent": 'do its feeds still work? `dateline sql "select source, url, entries, error from endpoints"`',
    "flood": "a new section, an archive, or pages that are no articles: `dateline list` shows what came",
    "textless": "a new layout or a consent wall: compare `dateline parse URL` with the page",
    "undated": "a new layout: `dateline parse URL`, then perhaps a rule `published:`",
    "anonymous": "a new layout: `dateline parse URL`, then perhaps a rule `authors:`",
    "walled": "the publisher has put up a wall; a subscriber's `headers:` may help",
    "errors": '`dateline sql "select url, error from fetches where error is not null order by id desc limit 20"`',
    "refused": "leave out with `exclude:` what robots.txt forbids",
    "rejected": "a consent wall, or an `include:` that is too wide: `dateline parse URL`",
    "shells": "let `dateline add URL` look for the JSON behind it, or set `render: true` (dateline[render], Chromium)",
}
"""What to do."""

FAILURES = 3
"""Passes in a row that failed; two may be a restart of theirs."""

OVERDUE = timedelta(hours=6)
"""After the time that a visit was due; then nobody crawls, or the crawl hangs."""

LEAST_DAYS = 4
"""Days of the same weekday that must have been seen before a day is called unusual."""

LOW_SIGMAS, HIGH_SIGMAS = 2.0, 4.0
"""Standard deviations below and above the weekday's mean (Media Cloud alerts at 1.5 and 2, by mail, daily)."""

LEAST_ARTICLES = 20
"""Articles lately before their quality is judged."""

DRIFT = 0.30
"""Rise of a share against before: 0.10 before and 0.40 now is drift."""

LEAST_SHELLS = 3
"""Pages; one or two may be a game or a map among articles."""

LEAST_REQUESTS = 20
MOST_OF_THEM = 0.5
"""Share of a day's requests."""

_SHARES: tuple[tuple[Kind, str], ...] = (
    ("textless", "without text"),
    ("undated", "without a date"),
    ("anonymous", "without an author"),
    ("walled", "behind a paywall or cut off"),
)


@frozen
class Problem:
    """`finding`: what is seen; `advice`: what to do."""

    source: str
    kind: Kind
    finding: str
    advice: str


def judge(facts: Facts, now: datetime) -> list[Problem]:
    """A paused source has no problems: it is as its owner wants it."""
    if not facts.is_active:
        return []
    found = (*_visits(facts, now), *_volume(facts, now), *_quality(facts), *_answers(facts), *_shells(facts))
    return [Problem(facts.name, kind, finding, ADVICE[kind]) for kind, finding in found]


Found = tuple[Kind, str]


def _visits(facts: Facts, now: datetime) -> Iterator[Found]:
    if facts.failures >= FAILURES:
        yield "failing", f"the last {facts.failures} passes failed: {facts.last_error or 'no reason was noted'}"
    elif facts.next_visit_at is not None and now - facts.next_visit_at > OVERDUE:
        yield "overdue", f"a visit was due {int((now - facts.next_visit_at).total_seconds() // 3600)} hours ago"


def _volume(facts: Facts, now: datetime) -> Iterator[Found]:
    """Yesterday, the last whole day, against the same weekday of the weeks before, as far as we knew the source."""
    yesterday = now.astimezone(UTC).date() - timedelta(days=1)
    known_since = facts.created_at.astimezone(UTC).date()
    past = [yesterday - timedelta(weeks=week) for week in range(1, 8)]
    counts = [facts.by_day.get(day, 0) for day in past if day > known_since]
    if len(counts) < LEAST_DAYS:
        return
    usual, spread = mean(counts), max(stdev(counts), 1.0)
    count = facts.by_day.get(yesterday, 0)
    finding = f"{count} new articles on {yesterday}, where a {yesterday:%A} usually brings {usual:.0f}"
    if usual >= 3 and count < min(usual - LOW_SIGMAS * spread, usual / 2):
        yield "silent", finding
    elif count > max(usual + HIGH_SIGMAS * spread, 3 * usual + 10):
        yield "flood", finding


def _quality(facts: Facts) -> Iterator[Found]:
    if facts.lately.articles < LEAST_ARTICLES or facts.before.articles < LEAST_ARTICLES:
        return
    for kind, what in _SHARES:
        now, then = facts.lately.share(kind), facts.before.share(kind)
        if now - then >= DRIFT:
            yield kind, f"{now:.0%} of the newest articles are {what}, before {then:.0%}"


def _answers(facts: Facts) -> Iterator[Found]:
    asked = facts.requests
    if asked.made < LEAST_REQUESTS:
        return
    if asked.failed > asked.made * MOST_OF_THEM:
        yield "errors", f"{asked.failed} of {asked.made} requests of the last day failed"
    if asked.refused > asked.made * MOST_OF_THEM:
        yield "refused", f"{asked.refused} of {asked.made} requests of the last day were forbidden by robots.txt"
    if asked.rejected > asked.made * MOST_OF_THEM:
        yield "rejected", f"{asked.rejected} of {asked.made} requests of the last day brought no article"


def _shells(facts: Facts) -> Iterator[Found]:
    shells = facts.shells
    if shells.lists:
        yield "shells", "its front or section page is empty until its script has run"
    elif shells.pages >= LEAST_SHELLS and shells.pages > facts.requests.rejected * MOST_OF_THEM:
        yield "shells", f"{shells.pages} pages of the last day were empty until their script had run"
