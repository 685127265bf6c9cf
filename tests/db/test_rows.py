"""Rows of several go by few statements, each to its own id, with its own values."""

from __future__ import annotations

import pytest

from db import Database
from db.rows import fetch, insert_all, update_all

NAMES = ("source_id", "day", "language", "articles", "duplicates")
ALL = "SELECT id, day, articles FROM tally ORDER BY id"


@pytest.mark.parametrize("count", [0, 1, 2, 150])
def test_each_row_has_its_own_values(database: Database, count: int) -> None:
    with database.write() as connection:
        ids = insert_all(connection, "tally", NAMES, [(1, f"day {n}", "de", n, 0) for n in range(count)])
        assert fetch(connection, ALL) == [(id_, f"day {n}", n) for n, id_ in enumerate(ids)]


@pytest.mark.parametrize("count", [0, 1, 2, 150])
def test_each_row_takes_its_own_values(database: Database, count: int) -> None:
    with database.write() as connection:
        ids = insert_all(connection, "tally", NAMES, [(1, "before", "de", 0, 0)] * 151)
        update_all(connection, "tally", {id_: {"day": f"day {n}", "articles": n} for n, id_ in enumerate(ids[:count])})
        left = [(id_, "before", 0) for id_ in ids[count:]]
        assert fetch(connection, ALL) == [(id_, f"day {n}", n) for n, id_ in enumerate(ids[:count])] + left
