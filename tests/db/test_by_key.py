"""Many keys at once: each row is found once, on both databases, however many keys there are."""

from __future__ import annotations

import pytest

from db import Database
from db.by_key import Rows, add_alike, find_rows
from db.raw import MOST, write_rows

KEYS = Rows("hash, article_id, NULL", "sketch", "hash")
CLUES = Rows("key, 0, held", "clue", "key")
ADD_KEYS = "INSERT OR IGNORE INTO sketch SELECT column1, ?1 FROM {each}"


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, 31, 33, MOST])
def test_each_row_is_found_once(database: Database, count: int) -> None:
    with database.write() as connection:
        write_rows(connection, "INSERT INTO sketch VALUES ({mark}, {mark})", [(key, 7) for key in range(100)])
        found = find_rows(connection, [(KEYS, range(-1, count - 1))])
        assert sorted(found) == [(key, 7, None) for key in range(min(100, count - 1))]


def test_several_tables_are_asked_at_once(database: Database) -> None:
    with database.write() as connection:
        write_rows(connection, "INSERT INTO sketch VALUES ({mark}, {mark})", [(1, 7), (1, 8), (2, 7)])
        write_rows(connection, "INSERT INTO clue VALUES ({mark}, {mark}, {mark})", [(1, 0, "7:de:60 ")])
        found = find_rows(connection, [(KEYS, [1, 3]), (CLUES, [1, 2, 3])])
        assert sorted(found, key=str) == [(1, 0, "7:de:60 "), (1, 7, None), (1, 8, None)]


def test_as_many_keys_are_added_as_there_are(database: Database) -> None:
    with database.write() as connection:
        if not connection.is_sqlite:
            pytest.skip("SQLite's own way")
        for _ in range(2):  # what is there already stays
            add_alike(connection, ADD_KEYS, 7, range(2 * MOST + 10))
        add_alike(connection, ADD_KEYS, 8, [])
        assert connection.exec_driver_sql("SELECT count(*), max(article_id) FROM sketch").one() == (2 * MOST + 10, 7)
