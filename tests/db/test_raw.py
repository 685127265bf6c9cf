"""Queries by the driver behave as if SQLAlchemy had carried them out."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from db import Database
from db.errors import Conflict
from db.raw import MOST, select_among, write_rows, write_together
from db.search import index
from db.search.index import Indexed
from db.search.prepare import Words

ADD_KEY = "INSERT INTO sketch VALUES ({mark}, {mark})"
KEYS = "SELECT hash, article_id FROM sketch WHERE hash {among}"


def test_a_list_may_be_longer_than_a_statement_takes(database: Database) -> None:
    keys = list(range(1, 2 * MOST + 10))
    with database.write() as connection:
        write_rows(connection, ADD_KEY, [(key, 1) for key in keys])
        assert sorted(select_among(connection, KEYS, keys)) == [(key, 1) for key in keys]
        assert select_among(connection, KEYS, []) == []


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, 31, 33])
def test_a_list_of_any_length_finds_each_row_once(database: Database, count: int) -> None:
    with database.write() as connection:
        write_rows(connection, ADD_KEY, [(key, 1) for key in range(100)])
        assert len(select_among(connection, KEYS, list(range(count)))) == count
        query = "SELECT hash FROM sketch WHERE hash {among} AND article_id {among}"
        assert len(select_among(connection, query, list(range(count)), [1, 2, 3])) == count


def test_a_driver_s_error_is_told_as_the_archive_s(database: Database) -> None:
    with pytest.raises(Conflict, match=r"unique|UNIQUE"), database.write() as connection:
        write_rows(connection, "INSERT INTO sketch VALUES ({mark}, {mark})", [(1, 1), (1, 1)])
    with database.read() as connection:
        assert connection.execute(text("select count(*) from sketch")).scalar_one() == 0


@pytest.mark.parametrize("count", [0, 1, 3, 64, 150])
def test_rows_are_written_by_few_statements(database: Database, count: int) -> None:
    with database.write() as connection:
        write_together(
            connection, "INSERT INTO sketch VALUES {rows} ON CONFLICT DO NOTHING", [(n, 1) for n in range(count)]
        )
        assert len(select_among(connection, KEYS, list(range(200)))) == count


def test_an_error_is_told_while_the_index_is_written_too(database: Database) -> None:
    """SQLite lets nobody set up functions then, as SQLAlchemy does when it connects."""

    def write_twice() -> None:
        with database.write() as connection:
            if connection.is_sqlite:
                index.add(connection, [Indexed(1, Words(b"", b"", b"wort"), "de", ())])
            write_rows(connection, ADD_KEY, [(1, 1), (1, 1)])

    with pytest.raises(Conflict, match=r"unique|UNIQUE"):
        write_twice()
