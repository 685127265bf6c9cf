"""In words: why a source or a page is due, waiting, skipped or refused, and how an article came to be what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.frozen import frozen


@frozen
class PollFacts:
    kind: str
    url: str
    next_poll_at: datetime | None
    because: str | None
    failures: int
    error: str | None
    is_distrusted: bool
    found_by: str


@frozen
class SourceFacts:
    name: str
    schedule: str
    is_active: bool
    next_visit_at: datetime | None
    held_by: str | None
    held_until: datetime | None
    last_success_at: datetime | None
    failures: int
    last_error: str | None
    waiting: int
    """Pages that are due."""
    gaps: int
    polls: Sequence[PollFacts]
    is_distrusted: bool = False
    """Of its articles; each endpoint has its own."""


@frozen
class PageFacts:
    url: str
    source: str
    state: str
    reason: str | None
    found_at: str | None
    discovered_at: datetime
    last_fetched_at: datetime | None
    next_visit_at: datetime | None
    attempts: int
    article_id: int | None
    title: str | None
    canonical_url: str | None
    duplicate_of: int | None
    revisions: int
    gone_at: datetime | None
    addresses: Sequence[tuple[str, str | None]]
    """(URL, why it is the same)."""
    fetches: Sequence[tuple[datetime, str, str | None]]
    """(when, outcome, error), the newest first."""


def explain_source(facts: SourceFacts, now: datetime) -> list[str]:
    said = [f"source {facts.name}: {_when_due(facts, now)}"]
    if facts.failures:
        said.append(f"the last {_times(facts.failures, 'pass')} failed: {facts.last_error}")
    if facts.last_success_at is not None:
        said.append(f"the last good pass ended {_ago(facts.last_success_at, now)}")
    if facts.waiting:
        said.append(f"{_times(facts.waiting, 'page')} of it are due and are fetched in the next pass")
    if facts.gaps:
        said.append(f"{_times(facts.gaps, 'poll')} shared nothing with the one before (view gaps)")
    if facts.is_distrusted:
        said.append("its 304s for articles were wrong before, so each is fetched whole")
    return said + [f"{poll.kind} {poll.url}: {_poll(poll, facts, now)}" for poll in facts.polls]


def explain_page(facts: PageFacts, now: datetime) -> list[str]:
    said = [f"page {facts.url} of source {facts.source}: {_state(facts)}"]
    told = f"told of by {facts.found_at}" if facts.found_at else "met on the way to another page"
    said.append(f"{told}, {_ago(facts.discovered_at, now)}")
    if facts.article_id is not None:
        said += _article(facts, now)
    said += [
        f"fetched {_ago(when, now)}: {outcome}{f' ({error})' if error else ''}"
        for when, outcome, error in facts.fetches
    ]
    said.append(_next_visit(facts, now))
    return said


def _when_due(facts: SourceFacts, now: datetime) -> str:
    if not facts.is_active:
        return "skipped: it is switched off, or not in config.yaml any more"
    if facts.held_by is not None and facts.held_until is not None and facts.held_until > now:
        return f"being crawled now, by {facts.held_by}"
    if facts.next_visit_at is None or facts.next_visit_at <= now:
        return f"due now (schedule {facts.schedule})"
    return f"waiting, due {_ahead(facts.next_visit_at, now)} (schedule {facts.schedule})"


def _poll(poll: PollFacts, facts: SourceFacts, now: datetime) -> str:
    if poll.found_by == "removed":
        return "asked no more: it is not in config.yaml any more"
    if poll.found_by == "robots":
        return "named by robots.txt; asked with the home page while that names no feed, for what is new"
    if poll.found_by == "gap":
        return "searched only when a feed has a gap"
    if poll.found_by == "index" or (poll.found_by == "pagination" and poll.next_poll_at is None):
        return "asked only when the listing above it has changed"
    if facts.schedule != "auto":
        said = "asked in every pass, as the schedule says"
    elif poll.next_poll_at is None or poll.next_poll_at <= now:
        said = "due now"
    else:
        said = f"due {_ahead(poll.next_poll_at, now)}"
    said += f"; {poll.because}" if poll.because else ""
    said += f"; {poll.error}" if poll.error and poll.failures else ""
    return said + ("; its 304s were wrong before, so it is asked without validators" if poll.is_distrusted else "")


def _state(facts: PageFacts) -> str:
    match facts.state:
        case "new":
            return "not fetched yet"
        case "article":
            return f"article {facts.article_id}"
        case "alias":
            return f"another address of article {facts.article_id}, which is fetched at its own"
        case "rejected":
            return f"no article: {facts.reason}"
        case "refused":
            return f"refused: {facts.reason}"
        case "gone":
            return f"gone: {facts.reason}"
        case "failed":
            return f"failed {_times(facts.attempts, 'time')} in a row: {facts.reason}"
    return facts.state


def _article(facts: PageFacts, now: datetime) -> list[str]:
    said = [f"article {facts.article_id}: {facts.title or 'without a title'} ({facts.canonical_url})"]
    if facts.duplicate_of is not None:
        said.append(f"it repeats article {facts.duplicate_of} (view links says by which rule)")
    if facts.revisions > 1:
        said.append(f"it was edited: {facts.revisions} versions (`dateline diff {facts.article_id}`)")
    if facts.gone_at is not None:
        said.append(f"the publisher has taken it down, noticed {_ago(facts.gone_at, now)}")
    return said + [f"known as {url}: {kind or 'not visited yet'}" for url, kind in facts.addresses]


def _next_visit(facts: PageFacts, now: datetime) -> str:
    if facts.next_visit_at is None:
        plan = "the plan of re-visits is over; a newer date in a feed or sitemap brings it back"
        return plan if facts.state == "article" else "it is not visited again"
    if facts.next_visit_at <= now:
        return "due now: it is visited in the source's next pass"
    return f"waiting: visited again {_ahead(facts.next_visit_at, now)}"


def _times(number: int, thing: str) -> str:
    plural = f"{thing}es" if thing.endswith("s") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"


def _ago(moment: datetime, now: datetime) -> str:
    return f"{_span(now - moment)} ago"


def _ahead(moment: datetime, now: datetime) -> str:
    return f"in {_span(moment - now)}"


def _span(span: timedelta) -> str:
    seconds = max(span.total_seconds(), 0)
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length or (unit == "min" and seconds >= 60):
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"
