"""`dateline sql` reads everything and changes nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from db import Database
from db.errors import QueryError
from db.query import plain, run
from tests.db.samples import begin, record, store


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        store(connection, *begin(connection), record())
    return database


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with run(database, query) as result:
        return [tuple(plain(value) for value in row) for row in result.rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select source, count(*) from articles where duplicate_of is null group by 1", [("example", 1)]),
        ("with x as (select 1 as one) select one from x", [(1,)]),
        ("select published_at from articles", [("2026-02-10T08:30:00Z",)]),
        ("select 'a''b; -- %' as text", [("a'b; -- %",)]),
        ("-- a comment\n /* and one */ select 1", [(1,)]),
        ("select title from articles where title like '%Kreml%'", [("Ein Treffen im Kreml",)]),
        ("select 1 where 1 = 0", []),
    ],
)  # fmt: skip
def test_what_is_read(filled: Database, query: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(filled, query) == expected


WRITES = [
    "delete from article",
    "update article set language = 'xx'",
    "insert into run (status) values ('x')",
    "drop view articles",
    "drop table revision",
    "create table x (y int)",
    "create temp table x as select 1",
    "alter table article add column x int",
    "truncate article",
    "vacuum",
    "reindex",
    "analyze",
    "attach database '/tmp/dateline-never.db' as x",
    "detach database main",
    "pragma user_version = 7",
    "pragma query_only = off",
    "begin",
    "commit",
    "set transaction read write",
    "copy article to '/tmp/dateline-never.csv'",
    "copy (select 1) to program 'touch /tmp/dateline-never'",
    "do $$ begin delete from article; end $$",
    "call nothing()",
    "grant all on article to public",
    "lock table article",
    "listen x",
    "explain analyze delete from article",
    "select 1; delete from article",
    "select 1; drop table revision; select 2",
    "select 1; commit; delete from article",
    "with gone as (delete from article returning *) select * from gone",
    "with x as (select 1) delete from article",
    "with x as (select 1) insert into run (status) select 'x' from x",
    "select load_extension('/tmp/x')",
    "select * into x from articles",
    "select pg_read_file('/no/such/file'), nextval('article_id_seq')",
    "values (1); delete from article",
    "select setval('article_id_seq', 99)",
    "/* select */ delete from article",
    "-- select\ndelete from article",
    "(delete from article)",
    "",
]


@pytest.mark.parametrize("query", WRITES)
def test_what_would_change_something_is_refused(filled: Database, query: str) -> None:
    before = rows(filled, "select id, title, language from articles")
    with pytest.raises(QueryError):
        rows(filled, query)
    assert rows(filled, "select id, title, language from articles") == before
    assert not list(Path("/tmp").glob("dateline-never*"))


def test_an_unknown_column_is_told_by_name(filled: Database) -> None:
    with pytest.raises(QueryError, match="headline"):
        rows(filled, "select headline from articles")


def test_times_are_the_same_from_both() -> None:
    assert plain(datetime.fromisoformat("2026-02-10T12:30:00+03:00")) == "2026-02-10T09:30:00Z"
    assert plain("2026-02-10T09:30:00Z") == "2026-02-10T09:30:00Z"
