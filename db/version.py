"""Which schema a database has, and whether this program can use it."""

from __future__ import annotations

from typing import Literal

from db.connection import Connection
from db.engine import Database
from db.errors import DatabaseError, NewerSchema, NoDatabase, OlderSchema
from db.rows import fetch

VERSION = "0031"
"""The newest migration; a database says in `alembic_version` which one it has. Grows as text does."""

State = Literal["empty", "older", "current", "newer"]


def state(database: Database) -> State:
    """What there is at this address, compared with VERSION. Never creates a file."""
    if database.path is not None and not database.path.exists():
        return "empty"
    with database.read() as connection:
        return state_in(connection, database)


def state_in(connection: Connection, database: Database) -> State:
    """The same within a transaction."""
    tables = tables_of(connection)
    if "alembic_version" not in tables:
        if is_foreign(tables):
            raise DatabaseError(
                f"database {database.address}: it holds tables of another program (no `alembic_version`); "
                "give dateline a database or file of its own"
            )
        return "empty"
    found = fetch(connection, "SELECT version_num FROM alembic_version")
    if not found:
        return "empty"
    if found[0][0] == VERSION:
        return "current"
    return "newer" if found[0][0] > VERSION else "older"


def require_current(database: Database) -> None:
    """Raise NoDatabase, OlderSchema or NewerSchema unless this program can read the database as it is."""
    match state(database):
        case "empty":
            raise NoDatabase(f"database {database.address}: there is no archive yet; `dateline crawl` makes one")
        case "older":
            raise OlderSchema(
                f"database {database.address}: it was made by an older dateline; run `dateline db upgrade` first"
            )
        case "newer":
            raise newer(database)


def newer(database: Database) -> NewerSchema:
    return NewerSchema(
        f"database {database.address}: it was made by a newer dateline than this one (schema {VERSION}); "
        "update the program: pip install --upgrade dateline"
    )


def tables_of(connection: Connection) -> set[str]:
    return {name for (name,) in fetch(connection, _TABLES_SQLITE if connection.is_sqlite else _TABLES_POSTGRES)}


def is_foreign(tables: set[str]) -> bool:
    """Whether there are tables named like ours."""
    if not tables:
        return False
    from db.schema import metadata

    return bool(tables & set(metadata.tables))


_TABLES_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'table'"
_TABLES_POSTGRES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
"""
