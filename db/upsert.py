"""INSERT that yields to the row that is there already, in both dialects' words; each statement is built once.

All rows of a call have the same columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

from db.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Row = Mapping[str, Any]


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows; one that breaks a unique constraint is left out in silence."""
    if rows:
        _insert_new(connection.dialect.name, table, tuple(rows[0])).write_all(connection, rows)


def insert_or_update(
    connection: Connection,
    table: Table,
    rows: Sequence[Row],
    *,
    key: Sequence[str],
    change: Sequence[str],
) -> None:
    """Insert the rows; where `key` is there already, its columns `change` take the new values."""
    if rows:
        statement = _insert_or_update(connection.dialect.name, table, tuple(rows[0]), tuple(key), tuple(change))
        statement.write_all(connection, rows)


@cache
def _insert_new(dialect: str, table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(_insert(dialect, table).on_conflict_do_nothing(), columns)


@cache
def _insert_or_update(
    dialect: str, table: Table, columns: tuple[str, ...], key: tuple[str, ...], change: tuple[str, ...]
) -> Prepared:
    statement = _insert(dialect, table)
    changed = {name: statement.excluded[name] for name in change}
    return Prepared(statement.on_conflict_do_update(index_elements=list(key), set_=changed), columns)


def upsert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say ON CONFLICT."""
    return _insert(connection.dialect.name, table)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # it is large, and most archives are files

    return postgresql.insert(table)
