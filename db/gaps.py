"""Gaps: two polls of a listing that share nothing, and what was found when its sitemap was searched for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from db.schema import gap


@dataclass(frozen=True, slots=True)
class GapRow:
    id: int
    since_at: datetime
    until_at: datetime


def note(
    connection: Connection, source_id: int, endpoint_id: int, since_at: datetime, until_at: datetime, entries: int
) -> None:
    connection.execute(
        gap.insert(),
        {
            "source_id": source_id,
            "endpoint_id": endpoint_id,
            "since_at": since_at,
            "until_at": until_at,
            "entries": entries,
        },
    )


def unsearched(connection: Connection, source_id: int) -> list[GapRow]:
    """Those of the source that nobody has tried to fill, the oldest first."""
    columns = [gap.c[name] for name in GapRow.__slots__]
    query = select(*columns).where(gap.c.source_id == source_id, gap.c.searched_at.is_(None)).order_by(gap.c.id)
    return [GapRow(*row) for row in connection.execute(query)]


def close(connection: Connection, gap_id: int, searched_at: datetime, found: int) -> None:
    """It was searched for; `found`: pages that we had not known."""
    connection.execute(update(gap).where(gap.c.id == gap_id).values(searched_at=searched_at, found=found))
