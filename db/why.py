"""What the archive knows of one source or one page, for telling why it stands as it does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from db.connection import Connection
from db.schema import address, article, endpoint, fetch, gap, page, revision, source

FETCHES = 5
"""Of a page's requests, the last so many."""


def source_row(connection: Connection, name: str) -> Row[Any] | None:
    gaps = select(func.count()).where(gap.c.source_id == source.c.id).scalar_subquery()
    return connection.execute(select(source, gaps.label("gaps")).where(source.c.name == name)).one_or_none()


def waiting(connection: Connection, source_id: int, now: datetime) -> int:
    """Pages of the source that are due."""
    query = select(func.count()).where(page.c.source_id == source_id, page.c.next_visit_at <= now)
    return int(connection.execute(query).scalar_one())


def polls(connection: Connection, source_id: int) -> Sequence[Row[Any]]:
    query = select(endpoint).where(endpoint.c.source_id == source_id).order_by(endpoint.c.kind, endpoint.c.id)
    return connection.execute(query).all()


def page_rows(
    connection: Connection, *, url_key: str | None = None, article_id: int | None = None
) -> Sequence[Row[Any]]:
    """The page of this key, or the pages that lead to this article, its own first; each with source and article."""
    version = revision.alias()
    versions = select(func.count()).where(version.c.article_id == article.c.id).scalar_subquery()
    query = (
        select(
            page,
            source.c.name.label("source"),
            endpoint.c.url.label("found_at"),
            article.c.canonical_url,
            article.c.duplicate_of,
            article.c.gone_at,
            revision.c.title,
            versions.label("revisions"),
        )
        .join(source, source.c.id == page.c.source_id)
        .outerjoin(endpoint, endpoint.c.id == page.c.endpoint_id)
        .outerjoin(article, article.c.id == page.c.article_id)
        .outerjoin(revision, revision.c.id == article.c.revision_id)
        .where(page.c.url_key == url_key if article_id is None else page.c.article_id == article_id)
        .order_by(page.c.state != "article", page.c.id)
    )
    return connection.execute(query).all()


def addresses(connection: Connection, page_id: int) -> list[tuple[str, str | None]]:
    query = select(address.c.url, address.c.kind).where(address.c.page_id == page_id).order_by(address.c.id)
    return [(row.url, row.kind) for row in connection.execute(query)]


def fetches(connection: Connection, page_id: int) -> list[tuple[datetime, str, str | None]]:
    """(when, outcome, error) of the page's last requests, the newest first."""
    query = select(fetch.c.fetched_at, fetch.c.outcome, fetch.c.error).where(fetch.c.page_id == page_id)
    newest = connection.execute(query.order_by(fetch.c.id.desc()).limit(FETCHES))
    return [(row.fetched_at, row.outcome, row.error) for row in newest]
