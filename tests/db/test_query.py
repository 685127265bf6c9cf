"""`dateline sql` reads everything and changes nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from db import Database
from db.errors import QueryError
from db.query import NO_LIMITS, Limits, plain, run
from tests.db.samples import begin, record, store


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        store(connection, *begin(connection), record())
    return database


def rows(database: Database, query: str, limits: Limits = NO_LIMITS) -> list[tuple[object, ...]]:
    with run(database, query, limits) as result:
        return [tuple(plain(value) for value in row) for row in result.rows]


READ: list[tuple[str, list[tuple[object, ...]]]] = [
    ("select source, count(*) from articles where duplicate_of is null group by 1", [("example", 1)]),
    ("with x as (select 1 as one) select one from x", [(1,)]),
    ("select published_at from articles", [("2026-02-10T08:30:00Z",)]),
    ("select 'a''b; -- %' as text", [("a'b; -- %",)]),
    ("-- a comment\n /* and one */ select 1", [(1,)]),
    ("select title from articles where title like '%Kreml%'", [("Ein Treffen im Kreml",)]),
    ("select 1 where 1 = 0", []),
    ("select count(*) from revision_search", [(1,)]),
]


def test_what_is_read(filled: Database) -> None:
    assert [(query, rows(filled, query)) for query, _ in READ] == READ


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
    "merge into article using run on false when matched then delete",
    "refresh materialized view x",
    "set role postgres",
    "reset all",
    "savepoint x",
    "prepare x as delete from article",
    "execute x",
    "create extension dblink",
    "comment on table article is 'x'",
    "notify x",
    "explain analyze insert into run (status) values ('x')",
    "select pg_terminate_backend(1)",
    "select pg_read_file('/etc/passwd') from load_extension('x')",
    "select \"pg_ls_dir\"('/'), load_extension(1)",
    "select U&\"\\0070g_ls_dir\"('/')",
    "select pg_read_file/**/('/etc/passwd')",
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/dateline-never')",
    "select query_to_xml('delete from article', true, true, '')",
    "select set_config('transaction_read_only', 'off', false)",
    "select set_config('role', 'none', false)",
    "select pg_reload_conf()",
    "select pg_advisory_lock(1)",
    "select dblink_exec('', 'delete from article')",
    "select * from pg_shadow",
    "select article.rowid from article for update",
    "select * from pragma_user_version, pg_authid",
    "insert into revision_search (revision_search) values ('delete-all')",
    "select fts3_tokenizer('x', 1)",
    "select writefile('/tmp/dateline-never', 'x')",
    "select edit('x'), readfile('/etc/passwd')",
    "select 1\0; delete from article",
    "vacuum into '/tmp/dateline-never.db'",
    "create virtual table x using fts5(y)",
    "create trigger x after insert on run begin delete from article; end",
    "pragma writable_schema = on",
    "replace into run (id, status) values (1, 'x')",
    "upsert",
    "",
]


def test_what_would_change_something_is_refused(filled: Database) -> None:
    """One archive for all of them, which must be what it was at the end."""
    before = rows(filled, "select id, title, language from articles")
    let_through = [query for query in WRITES if is_run(filled, query)]
    assert let_through == []
    assert len(WRITES) >= 40
    assert rows(filled, "select id, title, language from articles") == before
    assert not list(Path("/tmp").glob("dateline-never*"))


def is_run(database: Database, query: str) -> bool:
    try:
        rows(database, query)
    except QueryError:
        return False
    return True


ENDLESS = [
    "with recursive x as (select 1 as n union all select n + 1 from x) select count(*) from x",
    "select count(*) from generate_series(1, 1000000000) a, generate_series(1, 1000000000) b",
    "select pg_sleep(60)",
]


def test_a_query_without_end_is_ended(filled: Database) -> None:
    for query in ENDLESS:
        with pytest.raises(QueryError, match=r"it took longer than 0.2 s|no such"):
            rows(filled, query, Limits(seconds=0.2))


def test_rows_beyond_the_limit_are_cut_off_and_never_gathered(filled: Database) -> None:
    query = "with recursive x as (select 1 as n union all select n + 1 from x) select n from x"
    if filled.is_sqlite:
        assert rows(filled, query, Limits(rows=3)) == [(1,), (2,), (3,)]
    query = "with recursive x as (select 1 as n union all select n + 1 from x where n < 9000) select n from x"
    assert rows(filled, query, Limits(rows=3, seconds=30)) == [(1,), (2,), (3,)]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_value_that_would_fill_the_memory_is_refused(filled: Database) -> None:
    for query in (
        "select zeroblob(1000000000)",
        "select hex(zeroblob(60000000))",
    ):
        with pytest.raises(QueryError, match=r"too big|too large"):
            rows(filled, query)


@pytest.mark.parametrize("kind", ["postgres"])
def test_a_superuser_reads_with_the_rights_of_a_reader(filled: Database) -> None:
    assert rows(filled, "select current_user") == [("pg_read_all_data",)]


def test_an_unknown_column_is_told_by_name(filled: Database) -> None:
    with pytest.raises(QueryError, match="headline"):
        rows(filled, "select headline from articles")


def test_times_are_the_same_from_both() -> None:
    assert plain(datetime.fromisoformat("2026-02-10T12:30:00+03:00")) == "2026-02-10T09:30:00Z"
    assert plain("2026-02-10T09:30:00Z") == "2026-02-10T09:30:00Z"
