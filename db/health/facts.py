"""What is measured of each source: its volume by day, the quality of what came lately against before, its requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Text, case, cast, func, select

from db.connection import Connection
from db.engine import Database
from db.frozen import frozen
from db.schema import article, endpoint, fetch, page, revision, source

LATELY = timedelta(days=3)
"""What is judged."""

BEFORE = timedelta(days=56)
"""What it is judged against: eight weeks, so that every weekday has been seen eight times."""

SHELL = "an empty shell"
"""How the reason begins that the crawl gives for a page that only its script draws."""

SHORT = 40
"""Words; an article with fewer has no text worth the name."""


@frozen
class Quality:
    """Of the articles first seen in a span of time."""

    articles: int = 0
    textless: int = 0
    undated: int = 0
    anonymous: int = 0
    walled: int = 0
    """Not free, or only their beginning to be had."""

    def share(self, name: str) -> float:
        return float(getattr(self, name)) / self.articles if self.articles else 0.0


@frozen
class Requests:
    """Of the last day."""

    made: int = 0
    failed: int = 0
    refused: int = 0
    rejected: int = 0
    """Pages that were no articles, as a consent wall is."""


@frozen
class Shells:
    """Pages that are empty until their script has run. `pages`: of the last day; `lists`: of the endpoints now."""

    pages: int = 0
    lists: int = 0


@frozen
class Facts:
    name: str
    is_active: bool
    created_at: datetime
    failures: int
    last_error: str | None
    last_success_at: datetime | None
    next_visit_at: datetime | None
    by_day: Mapping[date, int] = field(default_factory=dict)
    """Articles by the UTC day on which we first saw them, today and BEFORE."""
    lately: Quality = field(default_factory=Quality)
    before: Quality = field(default_factory=Quality)
    requests: Requests = field(default_factory=Requests)
    shells: Shells = field(default_factory=Shells)


def gather(database: Database, now: datetime) -> list[Facts]:
    """Of every source, in the order of names."""
    with database.read() as connection:
        days = _by_day(connection, now)
        lately = _quality(connection, now - LATELY, now)
        before = _quality(connection, now - BEFORE, now - LATELY)
        requests = _requests(connection, now - timedelta(days=1))
        shells = _shells(connection, now - timedelta(days=1))
        rows = connection.execute(select(source).order_by(source.c.name)).all()
    return [
        Facts(
            name=row.name,
            is_active=bool(row.is_active),
            created_at=row.created_at,
            failures=row.failures,
            last_error=row.last_error,
            last_success_at=row.last_success_at,
            next_visit_at=row.next_visit_at,
            by_day=days.get(row.id, {}),
            lately=lately.get(row.id, Quality()),
            before=before.get(row.id, Quality()),
            requests=requests.get(row.id, Requests()),
            shells=shells.get(row.id, Shells()),
        )
        for row in rows
    ]


def _by_day(connection: Connection, now: datetime) -> dict[int, dict[date, int]]:
    first = (now - BEFORE).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    day = func.substr(cast(article.c.first_seen_at, Text), 1, 10)
    of = article.c.source_id + 0  # a bare column draws SQLite to an index that begins with it, and through all articles
    query = select(of, day, func.count()).where(article.c.first_seen_at >= first).group_by(of, day)
    found: dict[int, dict[date, int]] = {}
    for source_id, text, count in connection.execute(query):
        found.setdefault(source_id, {})[date.fromisoformat(text)] = count
    return found


def _quality(connection: Connection, since: datetime, until: datetime) -> dict[int, Quality]:
    query = (
        select(
            article.c.source_id,
            func.count(),
            _times(revision.c.word_count < SHORT),
            _times(article.c.published_at.is_(None)),
            _times(cast(article.c.authors, Text) == "[]"),
            _times(article.c.is_truncated.is_(True) | article.c.is_free.is_(False)),
        )
        .join(revision, revision.c.id == article.c.revision_id)
        .where(article.c.first_seen_at >= since, article.c.first_seen_at < until)
        .group_by(article.c.source_id)
    )
    return {row[0]: Quality(*(int(value) for value in row[1:])) for row in connection.execute(query)}


def _requests(connection: Connection, since: datetime) -> dict[int, Requests]:
    query = (
        select(
            fetch.c.source_id,
            func.count(),
            _times(fetch.c.outcome == "failed"),
            _times(fetch.c.outcome == "refused"),
            _times(fetch.c.outcome == "rejected"),
        )
        .where(fetch.c.fetched_at >= since)
        .group_by(fetch.c.source_id)
    )
    return {row[0]: Requests(*(int(value) for value in row[1:])) for row in connection.execute(query)}


def _shells(connection: Connection, since: datetime) -> dict[int, Shells]:
    of_pages = (
        select(fetch.c.source_id, func.count())
        .join(page, page.c.id == fetch.c.page_id)
        .where(fetch.c.fetched_at >= since, fetch.c.outcome == "rejected", page.c.reason.startswith(SHELL))
        .group_by(fetch.c.source_id)
    )
    of_lists = (
        select(endpoint.c.source_id, func.count())
        .where(endpoint.c.error.startswith(SHELL))
        .group_by(endpoint.c.source_id)
    )
    pages = {row[0]: int(row[1]) for row in connection.execute(of_pages)}
    lists = {row[0]: int(row[1]) for row in connection.execute(of_lists)}
    return {key: Shells(pages.get(key, 0), lists.get(key, 0)) for key in pages | lists}


def _times(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
