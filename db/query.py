"""A query that somebody typed, run so that it can read everything and change nothing.

SQLite: the file is opened read-only, and an authorizer lets SELECT through and nothing else (no ATTACH, no PRAGMA).
Postgres: a read-only transaction, one statement by the extended protocol, and only statements that read.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from db.engine import BUSY_TIMEOUT_MS, Database
from db.errors import DatabaseError, QueryError, explain
from db.types import TIME_FORMAT

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_READING = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(select|with|values|table|explain|show)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Result:
    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def run(database: Database, query: str) -> Iterator[Result]:
    """The rows of one reading statement, streamed. Raises QueryError for a wrong or a writing one."""
    if not _READING.match(query):
        raise QueryError("sql: only a query that reads is run here: SELECT, WITH, VALUES or EXPLAIN")
    with (_sqlite if database.is_sqlite else _postgres)(database, query) as result:
        yield result


def plain(value: Any) -> Any:
    """A value as both databases show it: times as `2022-02-10T09:30:00Z`."""
    return value.astimezone(UTC).strftime(TIME_FORMAT) if isinstance(value, datetime) else value


@contextmanager
def _sqlite(database: Database, query: str) -> Iterator[Result]:
    path = database.path
    if path is None:
        raise DatabaseError("an in-memory database has nothing to query")
    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.set_authorizer(
                lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
            )
            cursor = connection.execute(query)
            yield Result(tuple(column[0] for column in cursor.description or ()), iter(cursor))
    except sqlite3.Error as error:
        reason = "only reading is allowed here" if "not authorized" in str(error) else str(error)
        raise QueryError(f"sql: {reason}") from error
    except sqlite3.Warning as error:
        raise QueryError(f"sql: {error}") from error


@contextmanager
def _postgres(database: Database, query: str) -> Iterator[Result]:
    import psycopg

    try:
        raw = database.engine.raw_connection()
    except DBAPIError as error:
        raise explain(error, database.address) from error
    try:
        connection: psycopg.Connection[Any] = raw.driver_connection  # type: ignore[assignment]
        connection.read_only = True
        # A prepared statement is one statement: `SELECT 1; DROP TABLE x` is a syntax error.
        cursor = connection.execute(query.encode(), prepare=True)
        yield Result(tuple(column.name for column in cursor.description or ()), iter(cursor))
    except psycopg.Error as error:
        raise QueryError(f"sql: {str(error).splitlines()[0]}") from error
    finally:
        raw.invalidate()  # what the query may have set in its session must not reach the next user
        raw.close()
