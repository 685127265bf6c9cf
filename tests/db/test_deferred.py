"""What waits for the end of its transaction."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import pytest

from db import Database
from db.connection import Connection
from db.deferred import at_end, savepoint, when_committed


class Notes:
    """Takes down what is written, and with what at once."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def write(self, _connection: Connection, items: Sequence[str]) -> None:
        self.calls.append(list(items))


@pytest.fixture
def notes() -> Notes:
    return Notes()


def test_all_of_a_transaction_is_written_at_once_at_its_end(database: Database, notes: Notes) -> None:
    with database.write() as connection:
        at_end(connection, notes.write, "one")
        at_end(connection, notes.write, "two")
        assert notes.calls == []
    assert notes.calls == [["one", "two"]]


def test_a_transaction_that_fails_owes_nothing_and_nor_does_the_next(database: Database, notes: Notes) -> None:
    with suppress(RuntimeError), database.write() as connection:
        at_end(connection, notes.write, "lost")
        raise RuntimeError
    with database.write() as connection:
        at_end(connection, notes.write, "kept")
    assert notes.calls == [["kept"]]


def test_what_a_savepoint_takes_back_is_not_written(database: Database, notes: Notes) -> None:
    with database.write() as connection:
        at_end(connection, notes.write, "before")
        with savepoint(connection):
            at_end(connection, notes.write, "kept")
        with suppress(RuntimeError), savepoint(connection):
            at_end(connection, notes.write, "taken back")
            raise RuntimeError
        at_end(connection, notes.write, "after")
    assert notes.calls == [["before", "kept", "after"]]


def test_who_waits_for_the_commit_is_told_of_it_alone(database: Database) -> None:
    told: list[str] = []
    with suppress(RuntimeError), database.write() as connection:
        when_committed(connection, lambda: told.append("lost"))
        raise RuntimeError
    with database.write() as connection:
        at_end(connection, lambda c, _: when_committed(c, lambda: told.append("kept")), "an item")
        with suppress(RuntimeError), savepoint(connection):
            when_committed(connection, lambda: told.append("lost too"))
            raise RuntimeError
        assert told == []
    assert told == ["kept"]


def test_nobody_else_has_the_connection_before_all_are_told(database: Database) -> None:
    told: list[list[str]] = []

    def tell(connection: Connection) -> None:
        with database.read() as other:
            told.append([] if other.driver is connection.driver else ["another"])

    with database.write() as connection:
        when_committed(connection, partial(tell, connection))
    assert told == [["another"]]
