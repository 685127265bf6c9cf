"""The entries of a live blog: with each version, and mended where a newer parser reads the same page."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from db import Database, articles, past
from db.article_rows import Edit, EntryRow
from tests.db.samples import NOW, begin, record, standing, store

FIRST = EntryRow(NOW, "Kick-off", "The match is on.")
GOAL = EntryRow(NOW + timedelta(minutes=9), None, "A goal.")


def rows(database: Database) -> list[tuple[object, ...]]:
    query = "SELECT revision, is_current, position, title, text FROM entries ORDER BY 1, 3"
    with database.read() as connection:
        return [(row[0], bool(row[1]), *row[2:]) for row in connection.execute(text(query))]


def test_each_version_keeps_its_entries(database: Database) -> None:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        store(connection, source_id, run_id, record(entries=(FIRST,)))
        known = standing(connection, "example.org/1")
        later = record(text="Anders.", entries=(GOAL, FIRST))
        articles.revise(connection, known, later, Edit(("text",)), 1, NOW + timedelta(hours=1))
    assert rows(database) == [
        (1, False, 1, "Kick-off", "The match is on."),
        (2, True, 1, None, "A goal."),
        (2, True, 2, "Kick-off", "The match is on."),
    ]


def test_a_newer_parser_mends_them(database: Database) -> None:
    with database.write() as connection:
        article_id = store(connection, *begin(connection), record(entries=(FIRST,)))
        past.read_anew(connection, past.standing(connection, article_id), record(entries=(GOAL, FIRST)), Edit())
    assert [row[2:] for row in rows(database)] == [(1, None, "A goal."), (2, "Kick-off", "The match is on.")]
    with database.write() as connection:
        other = record(text="Anders.", entries=(GOAL,))
        past.read_anew(connection, past.standing(connection, article_id), other, Edit(("text",)))
    assert [row[:3] for row in rows(database)] == [(1, False, 1), (1, False, 2), (2, True, 1)]
