"""The driver's own connection, for the few queries of the hot path where SQLAlchemy costs more than the query."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection


def driver(connection: Connection) -> Any:
    """sqlite3's or psycopg's connection, in the transaction that `connection` has open."""
    return connection.connection.driver_connection


def is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
