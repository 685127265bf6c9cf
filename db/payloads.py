"""Payloads that are kept already: where the same bytes came before."""

from __future__ import annotations

from datetime import datetime

from db.connection import Connection
from db.frozen import frozen
from db.rows import fetch_as


@frozen
class KeptPayload:
    """The earlier capture of a payload."""

    url: str
    fetched_at: datetime
    digest: str


def payload(connection: Connection, digest: str) -> KeptPayload | None:
    """The first capture that holds the payload of this digest, if its record is still there."""
    return next(iter(fetch_as(connection, KeptPayload, _PAYLOAD, digest)), None)


_PAYLOAD = """
    SELECT coalesce(final_url, url), fetched_at, payload_digest FROM "fetch"
    WHERE payload_digest = {mark} AND warc_type = 'response' AND warc_deleted_at IS NULL ORDER BY id LIMIT 1
"""
