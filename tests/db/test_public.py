"""Lists of articles are narrowed down alike on both databases."""

from __future__ import annotations

import pytest

from db import Database
from db.public import Filter, newest
from tests.db.samples import begin, record, store


@pytest.fixture
def named(database: Database) -> Database:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        store(connection, source_id, run_id, record(1, authors=("Mesut Özil",), section="Ökonomie"))
        store(connection, source_id, run_id, record(2, authors=("Иван ПЕТРОВ",), section="Мир"))
        store(connection, source_id, run_id, record(3, authors=("Ann 100%",)))
    return database


FILTERS = [
    (Filter(author="özil"), [1]),
    (Filter(author="ÖZIL"), [1]),
    (Filter(author="Петров"), [2]),
    (Filter(author="иван петр"), [2]),
    (Filter(author="0%"), [3]),
    (Filter(author="%z"), []),
    (Filter(section="ökonomie"), [1]),
    (Filter(section="МИР"), [2]),
]


def test_case_counts_in_no_script(named: Database) -> None:
    found = [(narrow, [row["id"] for row in newest(named, narrow, 9)]) for narrow, _ in FILTERS]
    assert found == FILTERS
