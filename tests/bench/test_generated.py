"""The generated archive is one: its articles are read, found and counted."""

from __future__ import annotations

from bench.generated import fill, words_by_rank
from db import Database
from db.public import Filter
from db.query import run
from db.search import search


def test_a_small_one(database: Database) -> None:
    fill(database, 60)
    with run(database, "select count(*), count(distinct source), min(revision), max(revision) from articles") as result:
        ((articles, sources, least, most),) = result.rows
    assert (articles, least, most) == (60, 1, 2)
    assert sources > 10
    commonest = search(database, words_by_rank(10)[0], Filter(), 100)
    assert len(commonest.hits) > 30
