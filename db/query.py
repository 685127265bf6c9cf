"""A query that somebody typed, run so that it can read everything and change nothing, and ends in time.

SQLite: the file is opened read-only, and an authorizer lets SELECT through and nothing else (no ATTACH, no PRAGMA).
Postgres: a read-only transaction, one statement by the extended protocol, only statements that read, no function that
reaches beyond the database, and never with a superuser's rights.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from db.engine import Database
from db.errors import DatabaseError, QueryError, explain
from db.frozen import frozen
from db.moments import TIME_FORMAT
from db.sqlite import BUSY_TIMEOUT_MS

LONGEST_VALUE = 64 * 1024 * 1024
"""Bytes of one value on SQLite, so that `zeroblob(1e9)` fails instead of filling the memory."""

STEPS_BETWEEN_LOOKS = 10_000
"""Instructions of SQLite's machine between two looks at the clock; less than a millisecond."""

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_READING = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(select|with|values|table|explain|show)\b", re.I | re.S)
_BEYOND = re.compile(
    r"""\b(?:pg_(?:read|ls|stat_file|file|write|terminate|cancel|reload|rotate|switch|promote|create|drop|logical|
    replication|wal|backup|start|stop|import|log|advisory|try_advisory|notify|sleep_|export|current_logfile|hba|
    config|authid|shadow|user_mapping|largeobject)\w*
    |lo_\w+|loread|lowrite|dblink\w*|set_config|\w+_to_xml\w*|ts_stat|ts_rewrite|currval|nextval|setval|
    inet_server_\w+)\b|u&["']""",
    re.I | re.X,
)
"""Functions and catalogues of Postgres that read files, signal, lock, notify, hold secrets, or run text as SQL."""


@frozen
class Limits:
    """Of one query; None: no limit. Rows beyond `rows` are cut off, a query beyond `seconds` is a QueryError."""

    rows: int | None = None
    seconds: float | None = None


NO_LIMITS = Limits()


@frozen
class Result:
    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def run(database: Database, query: str, limits: Limits = NO_LIMITS) -> Iterator[Result]:
    """The rows of one reading statement, streamed. Raises QueryError for a wrong, a writing or an endless one."""
    if "\0" in query or not _READING.match(query):
        raise QueryError("sql: only a query that reads is run here: SELECT, WITH, VALUES or EXPLAIN")
    with (_sqlite if database.is_sqlite else _postgres)(database, query, limits) as result:
        yield result if limits.rows is None else Result(result.columns, islice(result.rows, limits.rows))


def plain(value: Any) -> Any:
    """A value as both databases show it: times as `2022-02-10T09:30:00Z`."""
    return value.astimezone(UTC).strftime(TIME_FORMAT) if isinstance(value, datetime) else value


@contextmanager
def _sqlite(database: Database, query: str, limits: Limits) -> Iterator[Result]:
    path = database.path
    if path is None:
        raise DatabaseError("an in-memory database has nothing to query")
    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            _restrict(connection, limits)
            cursor = connection.execute(query)
            yield Result(tuple(column[0] for column in cursor.description or ()), iter(cursor))
    except sqlite3.Error as error:
        raise QueryError(f"sql: {_reason(error, limits)}") from error
    except (sqlite3.Warning, OverflowError, MemoryError) as error:
        raise QueryError(f"sql: {error or 'a value is too large'}") from error


def _restrict(connection: sqlite3.Connection, limits: Limits) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    # A virtual table declares its columns when it is first used, which the authorizer takes for CREATE TABLE.
    connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]'), revision_search LIMIT 0")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_authorize)
    if limits.seconds is not None:
        end = time.monotonic() + limits.seconds
        connection.set_progress_handler(lambda: int(time.monotonic() > end), STEPS_BETWEEN_LOOKS)


def _authorize(action: int, name: str | None, value: str | None, *_: object) -> int:
    """FTS5 itself looks at `data_version`, which changes nothing."""
    if action == sqlite3.SQLITE_PRAGMA and name == "data_version" and value is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _reason(error: Exception, limits: Limits) -> str:
    said = str(error)
    if "not authorized" in said or "prohibited" in said:
        return "only reading is allowed here"
    return f"it took longer than {limits.seconds:g} s" if said == "interrupted" else said


@contextmanager
def _postgres(database: Database, query: str, limits: Limits) -> Iterator[Result]:
    import psycopg

    if found := _BEYOND.search(query):
        raise QueryError(f"sql: only reading is allowed here, and {found.group()} may do more")
    try:
        raw = database.engine.raw_connection()
    except DBAPIError as error:
        raise explain(error, database.address) or error from error
    try:
        connection: psycopg.Connection[Any] = raw.driver_connection  # type: ignore[assignment]
        connection.read_only = True
        if connection.execute("SELECT current_setting('is_superuser')").fetchone() == ("on",):
            connection.execute("SET LOCAL ROLE pg_read_all_data")
        if limits.seconds is not None:
            connection.execute(f"SET LOCAL statement_timeout = {max(1, round(limits.seconds * 1000))}")
        yield _streamed(connection, query)
    except psycopg.errors.QueryCanceled as error:
        raise QueryError(f"sql: it took longer than {limits.seconds or 0:g} s") from error
    except psycopg.Error as error:
        raise QueryError(f"sql: {str(error).splitlines()[0]}") from error
    finally:
        raw.invalidate()  # what the query may have set in its session must not reach the next user
        raw.close()


def _streamed(connection: Any, query: str) -> Result:
    """Row by row as the server sends them. One statement: `SELECT 1; DROP TABLE x` is a syntax error here."""
    cursor = connection.cursor()
    rows = cursor.stream(query.encode())
    first = next(rows, None)

    def all_rows() -> Iterator[tuple[Any, ...]]:
        if first is not None:
            yield first
            yield from rows

    return Result(tuple(column.name for column in cursor.description or ()), all_rows())
