"""The search index's table, as a new archive gets it; an old one comes to the same by migrations."""

from __future__ import annotations

from db.connection import Connection
from db.raw import define


def create(connection: Connection) -> None:
    for statement in _POSTGRES if not connection.is_sqlite else _SQLITE:
        define(connection, statement)


POSTGRES_INDEX = "CREATE INDEX ix_revision_search ON revision_search USING gin (words)"
WORD_ORDER = (
    """
    CREATE TABLE IF NOT EXISTS word_order (
        revision_id bigint PRIMARY KEY REFERENCES revision_search (revision_id) ON DELETE CASCADE,
        words bytea NOT NULL
    )
    """,
    # Bytes by chance; nothing is gained by trying to compress them.
    "ALTER TABLE word_order ALTER COLUMN words SET STORAGE EXTERNAL",
)
"""Postgres's; `db.search.word_order` says what for."""

MERGES = "INSERT INTO revision_search (revision_search, rank) VALUES ('automerge', 8)"
"""SQLite's. Each transaction leaves a segment of the index, and eight of a size are made one. With FTS5's own four each
word is written oftener, which costs a crawl of 12,000 pages a fifth more; a search looks into 14 instead of 12."""

_SQLITE = (
    # `content` names the table for tools such as Datasette; the words come from `db.search.index`, not from there.
    """
    CREATE VIRTUAL TABLE revision_search USING fts5(
        title, lead, text, content="revision", content_rowid="id",
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    )
    """,
    MERGES,
)
_POSTGRES = (
    """
    CREATE TABLE revision_search (
        revision_id bigint PRIMARY KEY REFERENCES revision (id) ON DELETE CASCADE,
        words tsvector NOT NULL
    )
    """,
    # The words go out of line, so that gathering the matches of a common word reads few blocks.
    "ALTER TABLE revision_search SET (toast_tuple_target = 128)",
    POSTGRES_INDEX,
    *WORD_ORDER,
)
