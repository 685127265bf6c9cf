"""INSERT that yields to the row that is there already, in both dialects' words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows; one that breaks a unique constraint is left out in silence."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), [dict(row) for row in rows])


def insert_or_update(
    connection: Connection,
    table: Table,
    rows: Sequence[Row],
    *,
    key: Sequence[str],
    change: Sequence[str],
    where: ColumnElement[bool] | None = None,
) -> None:
    """Insert the rows; where `key` is there already, its columns `change` take the new values.

    `where`: a condition on the row that is there; one that doesn't meet it stays as it is.
    """
    if rows:
        statement = _insert(connection, table)
        changed = {name: statement.excluded[name] for name in change}
        connection.execute(
            statement.on_conflict_do_update(index_elements=list(key), set_=changed, where=where),
            [dict(row) for row in rows],
        )


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
