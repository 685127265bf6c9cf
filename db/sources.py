"""Sources and their endpoints: kept in step with the configuration, and how they fare."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from db.schema import article, endpoint, source
from db.upsert import insert_new, insert_or_update

REMOVED = "removed"
"""How an endpoint was found that is not in the configuration any more."""


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What the configuration says of a source. `endpoints`: (kind, URL) pairs."""

    name: str
    url: str
    language: str | None
    schedule: str
    is_active: bool
    endpoints: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    id: int
    name: str
    schedule: str
    created_at: datetime
    next_visit_at: datetime | None
    last_started_at: datetime | None
    failures: int
    last_error: str | None
    is_distrusted: bool
    pages_checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class EndpointRow:
    id: int
    kind: str
    url: str
    found_by: str
    lastmod: datetime | None
    etag: str | None
    last_modified: str | None
    payload_digest: str | None
    last_fetched_at: datetime | None
    failures: int
    next_poll_at: datetime | None
    interval_s: int | None
    full_at: datetime | None
    is_distrusted: bool


def sync(connection: Connection, specs: Sequence[SourceSpec], now: datetime) -> None:
    """Write the configured sources down. One that is configured no longer stays, inactive, with all its articles."""
    connection.execute(update(source).where(source.c.name.not_in([s.name for s in specs])).values(is_active=False))
    rows = [
        {
            "name": s.name,
            "url": s.url,
            "language": s.language,
            "schedule": s.schedule,
            "is_active": s.is_active,
            "created_at": now,
            "next_visit_at": now,
        }
        for s in specs
    ]
    insert_or_update(connection, source, rows, key=["name"], change=["url", "language", "schedule", "is_active"])
    ids = {row.name: row.id for row in connection.execute(select(source.c.id, source.c.name))}
    insert_new(
        connection,
        endpoint,
        [
            {"source_id": ids[s.name], "kind": kind, "url": url, "found_by": "config"}
            for s in specs
            for kind, url in s.endpoints
        ],
    )
    _part_from_removed(connection, {(ids[s.name], url) for s in specs for _, url in s.endpoints})


def _part_from_removed(connection: Connection, configured: set[tuple[int, str]]) -> None:
    """Endpoints that are not in the configuration any more are asked no more, nor are feeds that a home page named
    which is not asked any more. Their rows stay, with all that they told of, and wake when they are configured again.
    """
    columns = (endpoint.c.id, endpoint.c.source_id, endpoint.c.url, endpoint.c.kind, endpoint.c.found_by)
    mutable = endpoint.c.found_by.in_(("config", "autodetect", REMOVED))
    rows = connection.execute(select(*columns).where(mutable)).all()
    with_home = {row.source_id for row in rows if row.kind == "home" and (row.source_id, row.url) in configured}
    back = [row.id for row in rows if row.found_by == REMOVED and (row.source_id, row.url) in configured]
    gone = [
        row.id
        for row in rows
        if (row.source_id, row.url) not in configured
        and (row.found_by == "config" or (row.found_by == "autodetect" and row.source_id not in with_home))
    ]
    for found_by, numbers in (("config", back), (REMOVED, gone)):
        for number in numbers:
            update_endpoint(connection, number, found_by=found_by, next_poll_at=None)


def active(connection: Connection, names: Collection[str] = ()) -> list[SourceRow]:
    """The active sources, or those of these names, in the order of their names."""
    columns = [source.c[name] for name in SourceRow.__slots__]
    query = select(*columns).where(source.c.is_active).order_by(source.c.name)
    if names:
        query = query.where(source.c.name.in_(names))
    return [SourceRow(*row) for row in connection.execute(query)]


def due(connection: Connection, now: datetime) -> list[str]:
    """The names of the active sources whose time has come and that nobody holds, the longest waiting first."""
    is_due = source.c.next_visit_at.is_(None) | (source.c.next_visit_at <= now)
    is_free = source.c.lease_until.is_(None) | (source.c.lease_until <= now)
    query = select(source.c.name).where(source.c.is_active, is_due, is_free).order_by(source.c.next_visit_at)
    return list(connection.execute(query).scalars())


def endpoints(connection: Connection, source_id: int) -> list[EndpointRow]:
    """Those of one source, feeds first: they are the freshest and the cheapest."""
    columns = [endpoint.c[name] for name in EndpointRow.__slots__]
    query = select(*columns).where(endpoint.c.source_id == source_id).order_by(endpoint.c.kind, endpoint.c.id)
    return [EndpointRow(*row) for row in connection.execute(query)]


def add_endpoint(
    connection: Connection, source_id: int, kind: str, url: str, found_by: str, lastmod: datetime | None = None
) -> EndpointRow:
    """Note a feed, sitemap or section that we were told of; the row that is there already where we know it."""
    row = {"source_id": source_id, "kind": kind, "url": url, "found_by": found_by, "lastmod": lastmod}
    insert_new(connection, endpoint, [row])
    was_removed = (endpoint.c.source_id == source_id) & (endpoint.c.url == url) & (endpoint.c.found_by == REMOVED)
    connection.execute(update(endpoint).where(was_removed).values(found_by=found_by))
    columns = [endpoint.c[name] for name in EndpointRow.__slots__]
    query = select(*columns).where(endpoint.c.source_id == source_id, endpoint.c.url == url)
    return EndpointRow(*connection.execute(query).one())


def next_poll_at(connection: Connection, source_id: int) -> datetime | None:
    """When the next of the source's endpoints is due; None where none has a time yet."""
    query = select(func.min(endpoint.c.next_poll_at)).where(endpoint.c.source_id == source_id)
    found: datetime | None = connection.execute(query).scalar_one()
    return found


def published(connection: Connection, source_id: int, limit: int = 500) -> list[datetime]:
    """When the source's newest articles were published."""
    query = select(article.c.published_at).where(article.c.source_id == source_id, article.c.published_at.is_not(None))
    return list(connection.execute(query.order_by(article.c.published_at.desc()).limit(limit)).scalars())


def update_endpoint(connection: Connection, endpoint_id: int, **values: Any) -> None:
    connection.execute(update(endpoint).where(endpoint.c.id == endpoint_id).values(**values))


def update_source(connection: Connection, source_id: int, **values: Any) -> None:
    connection.execute(update(source).where(source.c.id == source_id).values(**values))


def named(connection: Connection, name: str) -> SourceRow:
    """The source of this name, active or not."""
    columns = [source.c[column] for column in SourceRow.__slots__]
    return SourceRow(*connection.execute(select(*columns).where(source.c.name == name)).one())


def names(connection: Connection) -> list[str]:
    """Of all that there are or ever were."""
    return sorted(connection.execute(select(source.c.name)).scalars())


def ensure(connection: Connection, name: str, now: datetime) -> None:
    """A source to which imported pages belong; one that no crawl visits, unless it is configured."""
    row = {"name": name, "url": "", "schedule": "manual", "is_active": False, "created_at": now}
    insert_new(connection, source, [row])
