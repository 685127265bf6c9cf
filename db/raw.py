"""The driver's own connection, for the few queries of the hot path where SQLAlchemy costs more than the query.

Statements are written once for both databases, with `{mark}` for a value and `{among}` for a list of whole numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from db import libpq
from db.connection import Connection

if TYPE_CHECKING:
    from sqlalchemy import Dialect

MOST = 896
"""Numbers a statement; older SQLites take 999 variables."""

_SIZES = (0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512, MOST)
"""Lists are padded to one of these lengths with their last number, so that SQLite knows the statement from before."""

_FEW = 8
"""Numbers that are given to Postgres one by one. As it knows how many they are, it keeps its plan; for an array, which
may be of any length, it plans anew at each question, and that takes longer than the answer."""

_AT_ONCE = 64
"""Rows that are written by one statement; what is left is written by half as many, and so on, so that few statements
are to be known."""

PADDED = [next(size for size in _SIZES if size >= length) for length in range(MOST + 1)]
"""By the length of a list, to what it is padded."""


def select_among(connection: Connection, query: str, *lists: Sequence[int]) -> list[Any]:
    """The rows of `query`, in which each `{among}` in turn stands for "is one of this list".

    Nothing where a list is empty. The longest is asked for in pieces of MOST, so an order or a count within the query
    counts for a piece only.
    """
    if not all(lists):
        return []
    place = max(range(len(lists)), key=lambda i: len(lists[i]))
    found: list[Any] = []
    for start in range(0, len(lists[place]), MOST):
        piece = [*lists[:place], lists[place][start : start + MOST], *lists[place + 1 :]]
        if connection.is_sqlite:
            found += _among_sqlite(connection, query, piece)
        else:
            found += _among_postgres(connection, query, piece)
    return found


def as_array(numbers: Iterable[int]) -> str:
    """As Postgres reads a list of whole numbers; psycopg takes several times as long to put one into words."""
    return f"{{{','.join(map(str, numbers))}}}"


def write_rows(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Carry out a statement once for each row; nothing where there is none."""
    carry_out_each(connection, marked(connection.is_sqlite, statement), rows)


def write_together(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Write all rows by one statement, in which `{rows}` stands for them; many in pieces."""
    mark = "?" if connection.is_sqlite else "%s"
    start, size = 0, _AT_ONCE
    while start < len(rows):
        while size > len(rows) - start:
            size //= 2
        piece = rows[start : start + size]
        carry_out(connection, _with_rows(statement, mark, size, len(piece[0])), list(chain.from_iterable(piece)))
        start += size


def define(connection: Connection, statement: str) -> None:
    """Carry out a statement of the schema; it takes no values, so that `%` stands for itself."""
    if connection.is_sqlite:
        carry_out(connection, statement, ())
    else:
        connection.exec_driver_sql(statement)


def carry_out_each(connection: Connection, statement: str, rows: Iterable[Any]) -> None:
    """The same with a statement in the driver's own words."""
    if not connection.is_sqlite:
        carry_out(connection, statement, rows, partial(libpq.carry_out_each, connection))
        return
    cursor = connection.driver.cursor()
    carry_out(connection, statement, rows, cursor.executemany)
    cursor.close()


def carry_out(
    connection: Connection, statement: str, values: Any, execute: Callable[[str, Any], Any] | None = None
) -> Any:
    """Give the driver a statement in its own words; its cursor, or what has `fetchall` and `fetchone` as one has.

    Errors are those that SQLAlchemy would raise. `execute`: what of the driver's is called.
    """
    try:
        if execute is not None:
            return execute(statement, values)
        if connection.is_sqlite:
            return connection.driver.execute(statement, values)
        return libpq.carry_out(connection, statement, values)
    except _error_of(connection) as error:
        raise _wrapped(connection, statement, error) from error


@cache
def marked(is_sqlite: bool, statement: str) -> str:
    """The statement with the database's own sign in place of each `{mark}`."""
    return statement.replace("{mark}", "?" if is_sqlite else "%s")


def from_driver(moment: Any) -> datetime | None:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def _among_sqlite(connection: Connection, query: str, lists: Sequence[Sequence[int]]) -> list[Any]:
    sizes = tuple([PADDED[len(one)] for one in lists])
    values = list(chain.from_iterable(map(_padded, lists, sizes)))
    return _select(connection, _with_lists(query, sizes), values)


def _among_postgres(connection: Connection, query: str, lists: Sequence[Sequence[int]]) -> list[Any]:
    sizes = tuple([PADDED[len(one)] if len(one) <= _FEW else 0 for one in lists])
    values: list[Any] = []
    for one, size in zip(lists, sizes, strict=True):
        values += _padded(one, size) if size else [as_array(one)]
    return _select(connection, _with_few(query, sizes), values)


def _padded(numbers: Sequence[int], size: int) -> list[int]:
    """With the last one over and over."""
    return [*numbers, *[numbers[-1]] * (size - len(numbers))]


def _select(connection: Connection, statement: str, values: Sequence[Any]) -> list[Any]:
    found: list[Any] = carry_out(connection, statement, values).fetchall()
    return found


def _error_of(connection: Connection) -> type[Exception]:
    return sqlite3.Error if connection.is_sqlite else connection.dialect.loaded_dbapi.Error


def _wrapped(connection: Connection, statement: str, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy would have raised it, so that nobody has to know who was asked."""
    from sqlalchemy.exc import DBAPIError

    wrapped: BaseException = DBAPIError.instance(
        statement, None, error, _error_of(connection), dialect=_dialect(connection)
    )
    return wrapped


def _dialect(connection: Connection) -> Dialect:
    """On SQLite without connecting SQLAlchemy, which sets functions up then: SQLite refuses that while the full-text
    index is written, and nobody would hear what went wrong."""
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

    return SQLiteDialect_pysqlite() if connection.is_sqlite else connection.dialect


@cache
def _with_lists(query: str, sizes: tuple[int, ...]) -> str:
    for size in sizes:
        query = query.replace("{among}", f"IN ({','.join('?' * size)})", 1)
    return query


@cache
def _with_few(query: str, sizes: tuple[int, ...]) -> str:
    for size in sizes:
        query = query.replace("{among}", f"IN ({','.join(['%s'] * size)})" if size else "= ANY(%s::bigint[])", 1)
    return query


@cache
def _with_rows(statement: str, mark: str, count: int, width: int) -> str:
    row = f"({', '.join([mark] * width)})"
    return statement.replace("{rows}", ", ".join([row] * count))
