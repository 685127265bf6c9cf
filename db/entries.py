"""The dated entries of a live blog's version. Needs a write transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from db.article_rows import EntryRow
from db.connection import Connection
from db.schema import entry


def add(connection: Connection, revision_id: int, entries: Sequence[EntryRow]) -> None:
    """In their order; of a version that has none yet."""
    if entries:
        connection.execute(
            entry.insert(),
            [
                {
                    "revision_id": revision_id,
                    "position": position,
                    "published_at": told.published_at,
                    "title": told.title,
                    "text": told.text,
                }
                for position, told in enumerate(entries, 1)
            ],
        )


def replace(connection: Connection, revision_id: int, entries: Sequence[EntryRow]) -> None:
    """What a newer parser finds in the page that the version came from."""
    connection.execute(delete(entry).where(entry.c.revision_id == revision_id))
    add(connection, revision_id, entries)
