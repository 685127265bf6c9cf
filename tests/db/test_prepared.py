"""Statements that the driver carries out give and take what SQLAlchemy would."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, select, update

from db import Database
from db.errors import Conflict
from db.prepared import Prepared
from db.schema import source

SEEN = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
ROW = {
    "name": "a",
    "url": "https://a.example/",
    "schedule": "auto",
    "is_active": True,
    "created_at": SEEN,
    "signals": ["robots.txt: content-signal: ai-train=no", "ü"],
}

ADD = Prepared(source.insert().returning(source.c.id), ROW)
READ = Prepared(
    select(source.c.name, source.c.is_active, source.c.created_at, source.c.signals, source.c.language).where(
        source.c.name == bindparam("name")
    )
)
RENAME = Prepared(update(source).where(source.c.name == bindparam("old")).values(name=bindparam("new"), language=None))


def test_values_come_back_as_they_went_in(database: Database) -> None:
    with database.write() as connection:
        number = ADD.number(connection, ROW)
        assert ADD.number(connection, {**ROW, "name": "b", "signals": None}) == number + 1
        expected = ("a", True, SEEN, ROW["signals"], None)
        assert READ.rows(connection, {"name": "a"}) == [expected]
        assert READ.rows(connection, {"name": "b"})[0][3] is None
        assert READ.rows(connection, {"name": "c"}) == []


def test_a_statement_keeps_the_values_that_it_was_written_with(database: Database) -> None:
    with database.write() as connection:
        ADD.write_all(connection, [{**ROW, "name": name} for name in "abc"])
        connection.execute(update(source).values(language="de"))
        RENAME.write(connection, {"old": "b", "new": "x"})
        found = connection.execute(select(source.c.name, source.c.language).order_by(source.c.name)).all()
    assert [tuple(row) for row in found] == [("a", "de"), ("c", "de"), ("x", None)]


def test_errors_are_those_that_sqlalchemy_raises(database: Database) -> None:
    with database.write() as connection:
        ADD.write(connection, ROW)
    with pytest.raises(Conflict), database.write() as connection:
        ADD.write(connection, ROW)


def test_a_time_without_a_zone_is_refused_as_everywhere(database: Database) -> None:
    with database.write() as connection, pytest.raises(ValueError, match="without a zone"):
        ADD.write(connection, {**ROW, "created_at": SEEN.replace(tzinfo=None)})
