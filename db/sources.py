"""Sources and their endpoints: kept in step with the configuration, and how they fare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from db.connection import Connection
from db.frozen import frozen
from db.leases import FAR
from db.raw import from_driver
from db.rows import fetch, fetch_as, insert_new, insert_or_update, update, write

REMOVED = "removed"
"""How an endpoint was found that is not in the configuration any more."""

SOON = timedelta(days=2)
"""A visit that is planned within it is believed without reckoning what the schedule allows."""


@frozen
class SourceSpec:
    """What the configuration says of a source. `endpoints`: (kind, URL) pairs."""

    name: str
    url: str
    language: str | None
    schedule: str
    is_active: bool
    endpoints: tuple[tuple[str, str], ...]
    furthest: Callable[[datetime], datetime] | None = None
    """As of a moment, when it is due at the latest: what was planned further ahead is due at once."""


@frozen
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


@frozen
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


def sync(connection: Connection, specs: Sequence[SourceSpec], now: datetime) -> list[str]:
    """Write the configured sources down. One that is configured no longer stays, inactive, with all its articles.

    Returns the names of those that have been switched off by it.
    """
    known = {name: (id_, (*says, bool(is_active))) for id_, name, *says, is_active in fetch(connection, _SOURCES)}
    configured = {spec.name for spec in specs}
    gone = [name for name, (_, (*_, is_active)) in known.items() if is_active and name not in configured]
    for name in gone:
        update_source(connection, known[name][0], is_active=False)
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
        if s.name not in known or known[s.name][1] != (s.url, s.language, s.schedule, s.is_active)
    ]
    if rows:
        change = ["url", "language", "schedule", "is_active"]
        insert_or_update(connection, "source", rows, key=["name"], change=change)
    ids = {name: id_ for id_, name, *_ in fetch(connection, _SOURCES) if name in configured}
    _sync_endpoints(
        connection, set(ids.values()), {(ids[s.name], url): kind for s in specs for kind, url in s.endpoints}
    )
    furthest = {spec.name: spec.furthest for spec in specs if spec.furthest is not None}
    for id_, name, planned in fetch(connection, _LATE, now + SOON):
        if name in furthest and (from_driver(planned) or now) > furthest[name](now):
            update_source(connection, id_, next_visit_at=now)
    return gone


_LATE = "SELECT id, name, next_visit_at FROM source WHERE next_visit_at > {mark}"
_SOURCES = "SELECT id, name, url, language, schedule, is_active FROM source"


def _sync_endpoints(connection: Connection, sources: Set[int], configured: dict[tuple[int, str], str]) -> None:
    """Endpoints that are not in the configuration any more are asked no more, nor are feeds that a home page named
    which is not asked any more. Their rows stay, with all that they told of, and wake when they are configured again.
    Those of sources that are not configured at all stay as they are: another configuration may have them.
    """
    rows = fetch(connection, _ENDPOINTS)
    known = {(source_id, url) for _, source_id, url, _, _ in rows}
    new = [
        {"source_id": source_id, "kind": kind, "url": url, "found_by": "config"}
        for (source_id, url), kind in configured.items()
        if (source_id, url) not in known
    ]
    insert_new(connection, "endpoint", new)
    with_home = {place[0] for place, kind in configured.items() if kind == "home"}
    for id_, source_id, url, _kind, found_by in rows:
        is_configured = (source_id, url) in configured
        is_left = found_by == "config" or (found_by == "autodetect" and source_id not in with_home)
        if is_configured and found_by == REMOVED:
            update_endpoint(connection, id_, found_by="config", next_poll_at=None)
        elif is_left and not is_configured and source_id in sources:
            update_endpoint(connection, id_, found_by=REMOVED, next_poll_at=None)


_ENDPOINTS = "SELECT id, source_id, url, kind, found_by FROM endpoint"


def active(connection: Connection, names: Collection[str] = ()) -> list[SourceRow]:
    """The active sources, or those of these names, in the order of their names."""
    rows = fetch_as(connection, SourceRow, "SELECT {columns} FROM source WHERE is_active ORDER BY name")
    return [row for row in rows if row.name in names] if names else rows


def due(connection: Connection, now: datetime) -> list[str]:
    """The names of the active sources whose time has come and that nobody holds, the longest waiting first."""
    return [name for (name,) in fetch(connection, _DUE, now, now, now + FAR)]


_DUE = """
    SELECT name FROM source
    WHERE is_active AND (next_visit_at IS NULL OR next_visit_at <= {mark})
        AND (lease_until IS NULL OR lease_until NOT BETWEEN {mark} AND {mark})
    ORDER BY next_visit_at
"""


def endpoints(connection: Connection, source_id: int) -> list[EndpointRow]:
    """Those of one source, feeds first: they are the freshest and the cheapest."""
    query = "SELECT {columns} FROM endpoint WHERE source_id = {mark} ORDER BY kind, id"
    return fetch_as(connection, EndpointRow, query, source_id)


def add_endpoint(
    connection: Connection, source_id: int, kind: str, url: str, found_by: str, lastmod: datetime | None = None
) -> EndpointRow:
    """Note a feed, sitemap or section that we were told of; the row that is there already where we know it."""
    row = {"source_id": source_id, "kind": kind, "url": url, "found_by": found_by, "lastmod": lastmod}
    insert_new(connection, "endpoint", [row])
    write(connection, _FOUND_AGAIN, found_by, source_id, url, REMOVED)
    query = "SELECT {columns} FROM endpoint WHERE source_id = {mark} AND url = {mark}"
    (found,) = fetch_as(connection, EndpointRow, query, source_id, url)
    return found


_FOUND_AGAIN = "UPDATE endpoint SET found_by = {mark} WHERE source_id = {mark} AND url = {mark} AND found_by = {mark}"


def next_poll_at(connection: Connection, source_id: int) -> datetime | None:
    """When the next of the source's endpoints is due; None where none has a time yet."""
    ((found,),) = fetch(connection, "SELECT min(next_poll_at) FROM endpoint WHERE source_id = {mark}", source_id)
    return from_driver(found)


def published(connection: Connection, source_id: int, limit: int = 500) -> list[datetime]:
    """When the source's newest articles were published."""
    return [moment for (found,) in fetch(connection, _PUBLISHED, source_id, limit) if (moment := from_driver(found))]


_PUBLISHED = """
    SELECT published_at FROM article WHERE source_id = {mark} AND published_at IS NOT NULL
    ORDER BY published_at DESC LIMIT {mark}
"""


def update_endpoint(connection: Connection, endpoint_id: int, **values: Any) -> None:
    update(connection, "endpoint", endpoint_id, values)


def update_source(connection: Connection, source_id: int, **values: Any) -> None:
    update(connection, "source", source_id, values)


def named(connection: Connection, name: str) -> SourceRow:
    """The source of this name, active or not."""
    (found,) = fetch_as(connection, SourceRow, "SELECT {columns} FROM source WHERE name = {mark}", name)
    return found


def names(connection: Connection) -> list[str]:
    """Of all that there are or ever were."""
    return sorted(name for (name,) in fetch(connection, "SELECT name FROM source"))


def ensure(connection: Connection, name: str, now: datetime) -> None:
    """A source to which imported pages belong; one that no crawl visits, unless it is configured."""
    row = {"name": name, "url": "", "schedule": "manual", "is_active": False, "created_at": now}
    insert_new(connection, "source", [row])
