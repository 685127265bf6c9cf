"""Postgres without psycopg's cursors: the same answers and errors, whatever psycopg forgets in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from psycopg import errors

from db import Database, libpq
from db.connection import Connection, over
from db.deferred import savepoint
from db.raw import select_among
from tests.postgres import Archives

READ = "SELECT %s::int, %s::text"


@pytest.fixture
def postgres(postgres_archives: Archives) -> Iterator[Database]:
    url = postgres_archives.take()
    database = Database(url)
    yield database
    database.close()
    postgres_archives.give_back(url)


def own(connection: Connection) -> list[str]:
    """What is prepared by us."""
    query = "SELECT name FROM pg_prepared_statements WHERE name LIKE 'dateline%%' ORDER BY name"
    return [name for (name,) in connection.exec_driver_sql(query)]


def ask(connection: Connection) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = libpq.carry_out(connection, READ, (1, "é")).fetchall()
    return found


def prepare_by_psycopg(connection: Connection) -> None:
    """So that it has something to let go of."""
    for _ in range(8):
        connection.exec_driver_sql("SELECT 1")


def test_values_and_answers_are_those_of_a_cursor(postgres: Database) -> None:
    query = "SELECT %s::bigint, %s::float, %s::text, %s::bool, %s::timestamptz, %s::bigint[], %s::text, 5 %% 3"
    values = (2**40, 0.1, "it's %s", True, datetime(2026, 2, 10, 9, 30, tzinfo=UTC), [1, -2], None)
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        answer = libpq.carry_out(connection, query, values)
        assert isinstance(answer, libpq.Answer)
        assert answer.fetchall() == [(*values, 2)]
        assert libpq.carry_out(connection, query, values).fetchone() == (*values, 2)
        assert libpq.carry_out(
            connection, "SELECT %(b)s::int, %(a)s::int, %(b)s::int", {"a": 1, "b": 2}
        ).fetchall() == [(2, 1, 2)]
        assert libpq.carry_out(connection, "SELECT 1 WHERE false", ()).fetchone() is None


def test_it_is_prepared_once(postgres: Database) -> None:
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        assert [ask(connection) for _ in range(3)] == [[(1, "é")]] * 3
        assert len(own(connection)) == 1
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        ask(connection)
        assert len(own(connection)) == 1


def test_answers_are_read_in_any_order(postgres: Database) -> None:
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        asked = [libpq.carry_out(connection, READ, (number, None)) for number in range(3)]
        assert [answer.fetchall() for answer in reversed(asked)] == [[(2, None)], [(1, None)], [(0, None)]]
        assert ask(connection) == ask(connection) == [(1, "é")]


def test_the_first_statement_opens_the_transaction(postgres: Database) -> None:
    add = "INSERT INTO sketch VALUES (%s, %s)"
    with suppress(ZeroDivisionError), postgres.write() as connection:
        libpq.carry_out(connection, add, (1, 1))
        libpq.carry_out(connection, add, (2, 1))
        raise ZeroDivisionError
    with postgres.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sketch").scalar_one() == 0


@pytest.mark.parametrize("statement", ["ALTER TABLE sketch SET (fillfactor = 90)", "DROP VIEW gaps"])
def test_what_psycopg_lets_go_of_is_prepared_anew(postgres: Database, statement: str) -> None:
    with postgres.engine.connect() as above:
        connection = over(above)
        connection.exec_driver_sql("SELECT 1")
        ask(connection)
        prepare_by_psycopg(connection)
        connection.exec_driver_sql(statement)
        assert own(connection) == []
        assert ask(connection) == [(1, "é")]
        connection.rollback()
        connection.exec_driver_sql("SELECT 1")
        assert ask(connection) == [(1, "é")]
        assert len(own(connection)) == 1


@pytest.mark.parametrize("has_prepared", [False, True], ids=["psycopg has prepared nothing", "psycopg has"])
def test_a_savepoint_that_is_taken_back_costs_nothing_but_a_preparation(postgres: Database, has_prepared: bool) -> None:
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        ask(connection)
        if has_prepared:
            prepare_by_psycopg(connection)
        with suppress(ZeroDivisionError), savepoint(connection):
            ask(connection)
            raise ZeroDivisionError
        assert ask(connection) == [(1, "é")]
        assert len(own(connection)) == 1


def test_errors_are_psycopg_s(postgres: Database) -> None:
    with postgres.engine.connect() as above:
        connection = over(above)
        for statement, values, error in (
            ("INSERT INTO sketch VALUES (%s, %s), (1, 1)", (1, 1), errors.UniqueViolation),
            ("SELECT %s::text", ("a\0b",), errors.DataError),
            ("SELECT %s::int", ("one",), errors.InvalidTextRepresentation),
            ("SELEKT %s", (1,), errors.SyntaxError),
        ):
            connection.exec_driver_sql("SELECT 1")
            with pytest.raises(error):
                libpq.carry_out(connection, statement, values)
            connection.rollback()


def test_many_rows_are_written_as_few_are(postgres: Database) -> None:
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        for count in (1, libpq.FEW, libpq.FEW + 10):
            libpq.carry_out_each(
                connection, "INSERT INTO sketch VALUES (%s, %s)", [(count, one) for one in range(count)]
            )
        rows = connection.exec_driver_sql("SELECT hash, count(*) FROM sketch GROUP BY hash ORDER BY hash")
        assert [tuple(row) for row in rows] == [(n, n) for n in (1, libpq.FEW, libpq.FEW + 10)]


def test_no_more_are_kept_than_a_server_holds_with_ease(postgres: Database) -> None:
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        for number in range(libpq.KEPT + 5):
            assert libpq.carry_out(connection, f"SELECT {number}", ()).fetchone() == (number,)
        assert len(own(connection)) == 5


def test_a_connection_that_nobody_closed_is_as_good_as_new(postgres: Database) -> None:
    above = postgres.engine.connect()
    connection = over(above)
    connection.exec_driver_sql("SELECT 1")
    ask(connection)
    prepare_by_psycopg(connection)
    record = above.connection
    del above, connection
    record.close()  # type: ignore[no-untyped-call]
    with postgres.read() as again:
        again.exec_driver_sql("SELECT 1")
        assert ask(again) == [(1, "é")]


def test_the_plan_for_a_short_list_is_kept(postgres: Database) -> None:
    query = "SELECT a.id FROM article AS a JOIN revision AS r ON r.id = a.revision_id WHERE a.id {among}"
    with postgres.write() as connection:
        connection.exec_driver_sql("SELECT 1")
        for _ in range(9):
            assert select_among(connection, query, [1, 2, 3]) == []
        kept = "SELECT generic_plans FROM pg_prepared_statements WHERE name LIKE 'dateline%%'"
        assert connection.exec_driver_sql(kept).scalar_one() > 0
