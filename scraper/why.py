"""`dateline why`: what a source, an address or an article is waiting for, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from db import Database, links, why
from db.connection import Connection
from db.types import LARGEST_ID
from scraper.errors import UsageError
from scraper.identify import clean_url, url_key
from scraper.identify.explain import Tie, explain_ties
from scraper.schedule.explain import PageFacts, PollFacts, SourceFacts, explain_page, explain_source


def explain(database: Database, subject: str, now: datetime) -> list[str]:
    """Lines about the source of that name, the page at that URL, or the article of that number.

    Raises UsageError where the archive knows nothing of it.
    """
    with database.read() as connection:
        if subject.startswith(("http://", "https://")):
            rows = why.page_rows(connection, url_key=url_key(clean_url(subject) or subject))
            missing = "nobody has told us of this address: no feed, sitemap, section or redirect led to it"
            return _pages(connection, rows, subject, missing, now)
        if subject.isdecimal():
            number = int(subject)
            rows = why.page_rows(connection, article_id=number) if number <= LARGEST_ID else []
            return _pages(connection, rows, subject, f"there is no article {subject}", now)
        found = why.source_row(connection, subject)
        if found is None:
            raise UsageError(f"no source is called '{subject}' here; `dateline crawl` notes those of config.yaml")
        return explain_source(_source(connection, found, now), now)


def _pages(connection: Connection, rows: Sequence[Row[Any]], subject: str, missing: str, now: datetime) -> list[str]:
    if not rows:
        raise UsageError(f"{subject}: {missing}")
    lines = [line for row in rows for line in explain_page(_page(connection, row), now)]
    known = sorted({row.article_id for row in rows if row.article_id is not None})
    return lines + [line for article_id in known for line in _ties(connection, article_id)]


def _ties(connection: Connection, article_id: int) -> list[str]:
    """What the article is to others."""
    ties = []
    (member,) = links.members(connection, [article_id])
    rows = links.of(connection, [article_id])
    ends = {end for row in rows for end in (row.a_id, row.b_id)}
    url_of = {one.id: one.canonical_url for one in links.members(connection, ends)}
    for row in rows:
        other = row.b_id if row.a_id == article_id else row.a_id
        apart_s = row.apart_s if row.apart_s is None or row.a_id == article_id else -row.apart_s
        ties.append(
            Tie(
                other_id=other,
                other_url=url_of[other],
                relation=row.relation,
                rule=row.rule,
                score=row.score,
                apart_s=apart_s,
                method=row.method,
                decided_at=row.decided_at,
                unlinked_at=row.unlinked_at,
            )
        )
    return explain_ties(article_id, member.duplicate_of, member.story_id, ties)


def _source(connection: Connection, row: Row[Any], now: datetime) -> SourceFacts:
    return SourceFacts(
        name=row.name,
        schedule=row.schedule,
        is_active=row.is_active,
        next_visit_at=row.next_visit_at,
        held_by=row.lease_holder,
        held_until=row.lease_until,
        last_success_at=row.last_success_at,
        failures=row.failures,
        last_error=row.last_error,
        waiting=why.waiting(connection, row.id, now),
        gaps=row.gaps,
        is_distrusted=row.is_distrusted,
        polls=[
            PollFacts(
                kind=poll.kind,
                url=poll.url,
                next_poll_at=poll.next_poll_at,
                because=poll.poll_reason,
                failures=poll.failures,
                error=poll.error,
                is_distrusted=poll.is_distrusted,
                found_by=poll.found_by,
            )
            for poll in why.polls(connection, row.id)
        ],
    )


def _page(connection: Connection, row: Row[Any]) -> PageFacts:
    return PageFacts(
        url=row.url,
        source=row.source,
        state=row.state,
        reason=row.reason,
        found_at=row.found_at,
        discovered_at=row.discovered_at,
        last_fetched_at=row.last_fetched_at,
        next_visit_at=row.next_visit_at,
        attempts=row.attempts,
        article_id=row.article_id,
        title=row.title,
        canonical_url=row.canonical_url,
        duplicate_of=row.duplicate_of,
        revisions=row.revisions,
        gone_at=row.gone_at,
        addresses=why.addresses(connection, row.id),
        fetches=why.fetches(connection, row.id),
    )
