"""Which answers are kept in the archive, and where: the fetch log seen from the WARC files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from db.schema import fetch


@dataclass(frozen=True, slots=True)
class KeptPayload:
    """The earlier capture of a payload."""

    url: str
    fetched_at: datetime
    digest: str


def payload(connection: Connection, digest: str) -> KeptPayload | None:
    """The first capture that holds the payload of this digest, if its record is still there."""
    query = (
        select(func.coalesce(fetch.c.final_url, fetch.c.url), fetch.c.fetched_at)
        .where(fetch.c.payload_digest == digest, fetch.c.warc_type == "response", fetch.c.warc_deleted_at.is_(None))
        .order_by(fetch.c.id)
        .limit(1)
    )
    row = connection.execute(query).first()
    return KeptPayload(row[0], row[1], digest) if row else None
