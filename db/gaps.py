"""Gaps: two polls of a listing that share nothing, and what was found when its sitemap was searched for the rest."""

from __future__ import annotations

from datetime import datetime

from db.connection import Connection
from db.frozen import frozen
from db.rows import fetch_as, insert, update


@frozen
class GapRow:
    id: int
    since_at: datetime
    until_at: datetime


def note(
    connection: Connection, source_id: int, endpoint_id: int, since_at: datetime, until_at: datetime, entries: int
) -> None:
    row = {
        "source_id": source_id,
        "endpoint_id": endpoint_id,
        "since_at": since_at,
        "until_at": until_at,
        "entries": entries,
    }
    insert(connection, "gap", row)


def unsearched(connection: Connection, source_id: int) -> list[GapRow]:
    """Those of the source that nobody has tried to fill, the oldest first."""
    return fetch_as(connection, GapRow, _UNSEARCHED, source_id)


def close(connection: Connection, gap_id: int, searched_at: datetime, found: int) -> None:
    """It was searched for; `found`: pages that we had not known."""
    update(connection, "gap", gap_id, {"searched_at": searched_at, "found": found})


_UNSEARCHED = "SELECT {columns} FROM gap WHERE source_id = {mark} AND searched_at IS NULL ORDER BY id"
