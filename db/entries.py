"""The dated entries of a live blog's version. Needs a write transaction."""

from __future__ import annotations

from collections.abc import Sequence

from db.article_rows import EntryRow
from db.connection import Connection
from db.raw import write_rows
from db.rows import stored, write


def add(connection: Connection, revision_id: int, entries: Sequence[EntryRow]) -> None:
    """In their order; of a version that has none yet."""
    rows = [
        tuple(stored(connection, (revision_id, position, told.published_at, told.title, told.text)))
        for position, told in enumerate(entries, 1)
    ]
    if rows:
        write_rows(connection, _ADD, rows)


def replace(connection: Connection, revision_id: int, entries: Sequence[EntryRow]) -> None:
    """What a newer parser finds in the page that the version came from."""
    write(connection, "DELETE FROM entry WHERE revision_id = {mark}", revision_id)
    add(connection, revision_id, entries)


_ADD = """
    INSERT INTO entry (revision_id, position, published_at, title, text)
    VALUES ({mark}, {mark}, {mark}, {mark}, {mark})
"""
