"""One transaction, spoken to by the driver and in SQLAlchemy's words."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from db import Database, DatabaseError, migrate
from db.connection import Connection
from db.errors import Conflict
from db.rows import fetch, insert, insert_new, insert_or_update, update, write
from db.schema import host, run
from tests.db.samples import NOW

RUN = {"started_at": NOW, "status": "running", "holder": "one", "program_version": "1"}


def hosts_of(connection: Connection) -> list[tuple[str, int]]:
    """In either words."""
    asked = fetch(connection, "SELECT key, next_start_ms FROM host ORDER BY key")
    assert asked == [tuple(row) for row in connection.execute(select(host.c.key, host.c.next_start_ms).order_by("key"))]
    return [(key, ms) for key, ms in asked]


def test_what_is_written_in_the_one_way_is_read_in_the_other(database: Database) -> None:
    with database.write() as connection:
        insert_new(connection, "host", [{"key": "a", "next_start_ms": 1}])
        connection.execute(host.insert().values(key="b", next_start_ms=2))
        insert_or_update(connection, "host", [{"key": "a", "next_start_ms": 3}], key=["key"], change=["next_start_ms"])
        assert hosts_of(connection) == [("a", 3), ("b", 2)]
    with database.read() as connection:
        assert hosts_of(connection) == [("a", 3), ("b", 2)]


@pytest.mark.parametrize("is_sqlalchemy_first", [False, True])
def test_a_transaction_that_fails_takes_back_what_either_wrote(database: Database, is_sqlalchemy_first: bool) -> None:
    with suppress(ZeroDivisionError), database.write() as connection:
        if is_sqlalchemy_first:
            connection.execute(host.insert().values(key="b", next_start_ms=2))
        insert_new(connection, "host", [{"key": "a", "next_start_ms": 1}])
        if not is_sqlalchemy_first:
            connection.execute(host.insert().values(key="b", next_start_ms=2))
        raise ZeroDivisionError
    with database.write() as connection:
        assert hosts_of(connection) == []


def test_values_are_stored_as_sqlalchemy_stores_them(database: Database) -> None:
    with database.write() as connection:
        by_driver = insert(connection, "run", RUN)
        by_words = connection.execute(run.insert().values(RUN).returning(run.c.id)).scalar_one()
        update(connection, "run", by_driver, {"finished_at": NOW, "new": 2})
        connection.execute(run.update().where(run.c.id == by_words).values(finished_at=NOW, new=2))
        columns = [column for column in run.columns if column.name != "id"]
        one, other = connection.execute(select(*columns).order_by(run.c.id)).all()
    assert tuple(one) == tuple(other)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="without a zone"), database.write() as connection:
        insert(connection, "run", RUN | {"started_at": datetime(2026, 1, 1)})  # noqa: DTZ001


@pytest.mark.parametrize("statement", ["INSERT INTO host VALUES ('a')", "SELEKT 1"])
def test_errors_of_the_driver_are_told_as_the_database_s(database: Database, statement: str) -> None:
    with pytest.raises(DatabaseError, match="database "), database.write() as connection:
        write(connection, statement)


def test_a_row_that_is_there_already_is_a_conflict(database: Database) -> None:
    again = "INSERT INTO host (key, next_start_ms) VALUES ({mark}, 0)"
    with database.write() as connection:
        write(connection, again, "a")
    with pytest.raises(Conflict), database.write() as connection:
        write(connection, again, "a")


@pytest.mark.parametrize("replacement", ["none", "another"])
def test_a_file_that_was_moved_away_is_not_written_to_any_more(tmp_path: Path, replacement: str) -> None:
    """What is written there would be lost with it, and nobody would know."""
    path = tmp_path / "archive.db"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    path.rename(tmp_path / "away.db")
    if replacement == "another":
        path.touch()
    with pytest.raises(DatabaseError, match="moved, deleted or replaced"), database.write():
        pytest.fail("it is gone")
    (tmp_path / "away.db").rename(path)
    with database.read() as connection:
        assert hosts_of(connection) == []
    database.close()


def test_sqlite_lacks_room_for_its_file_or_for_temporary_ones_and_both_are_named(tmp_path: Path) -> None:
    """It says the same of either."""
    database = Database(f"sqlite:///{tmp_path / 'dateline.db'}")
    migrate.upgrade(database)
    rows = [{"key": f"{number:0>1000}", "next_start_ms": 1} for number in range(1000)]
    with database.write() as connection:
        fetch(connection, "PRAGMA max_page_count = 1")
    with pytest.raises(DatabaseError) as caught, database.write() as connection:
        insert_new(connection, "host", rows)
    database.close()
    temporary = os.environ.get("SQLITE_TMPDIR") or os.environ.get("TMPDIR") or "/var/tmp"
    assert f"dateline.db: its disk is full, or that of SQLite's temporary files in {temporary};" in str(caught.value)
