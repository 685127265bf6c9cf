"""Questions that the driver carries out give and take what SQLAlchemy would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import bindparam, select

from db import Database
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

READ = Prepared(
    select(source.c.name, source.c.is_active, source.c.created_at, source.c.signals, source.c.language).where(
        source.c.name == bindparam("name")
    )
)
OLDER = Prepared(
    select(source.c.name).where(source.c.created_at < bindparam("moment"), source.c.schedule == "auto").limit(2)
)


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        connection.execute(source.insert(), [ROW, {**ROW, "name": "b", "signals": None}])
    return database


def test_values_come_back_as_they_went_in(filled: Database) -> None:
    with filled.read() as connection:
        assert READ.rows(connection, {"name": "a"}) == [("a", True, SEEN, ROW["signals"], None)]
        assert READ.rows(connection, {"name": "b"})[0][3] is None
        assert READ.rows(connection, {"name": "c"}) == []


def test_a_statement_keeps_the_values_that_it_was_written_with(filled: Database) -> None:
    with filled.read() as connection:
        assert sorted(OLDER.rows(connection, {"moment": SEEN + timedelta(seconds=1)})) == [("a",), ("b",)]
        assert OLDER.rows(connection, {"moment": SEEN}) == []


def test_a_time_without_a_zone_is_refused_as_everywhere(filled: Database) -> None:
    with filled.read() as connection, pytest.raises(ValueError, match="without a zone"):
        OLDER.rows(connection, {"moment": SEEN.replace(tzinfo=None)})
