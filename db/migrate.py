"""Bringing a database to this program's schema: create, upgrade, back up, refuse what is newer.

A new archive is made from the models at once, on SQLite from what `db.ddl` has made of them; an old one is migrated by
Alembic. Tests hold all three together. The views and the triggers that count are not migrated but made anew after every
upgrade, so each stands in one file and can't drift from it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from db import tally
from db.connection import Connection
from db.engine import Database
from db.errors import DatabaseError
from db.raw import define
from db.rows import write
from db.search import table
from db.version import VERSION, newer, state, state_in

SCHEMA = Path(__file__).parent / "schema.sql"
VIEWS = Path(__file__).parent / "views"
MIGRATIONS = Path(__file__).parent / "migrations"

LOCK_KEY = 0x6461746C6E
"""Postgres advisory lock: two programs that start at once must not both migrate."""


def upgrade(database: Database) -> Path | None:
    """Create the schema or bring it up to date; harmless when nothing is to do.

    An existing SQLite archive is copied first; the copy's path is returned, None where none was needed.
    All or nothing: an upgrade that fails leaves the database as it was. Raises DatabaseError.
    """
    found = state(database)
    if found == "newer":
        raise newer(database)
    if found == "current":
        return None
    copy = _back_up(database.path) if found == "older" and database.path else None
    with database.write() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
        match state_in(connection, database):
            case "empty":
                _make(connection)
            case "older":
                _drop_views(connection)
                tally.stop(connection)
                _migrate(connection)
            case _:  # somebody else has just done it
                return copy
        create_views(connection)
        tally.start(connection)
    return copy


def create_views(connection: Connection) -> None:
    for name, statement in view_statements():
        define(connection, f"CREATE VIEW {name} AS\n{statement}")


def view_statements() -> list[tuple[str, str]]:
    """(name, SELECT) of every public view, in the order of creation."""
    return [(script.stem, script.read_text(encoding="utf-8")) for script in sorted(VIEWS.glob("*.sql"))]


def _back_up(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.before-upgrade-{stamp}")
    try:
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(f"database {path}: no backup could be made at {copy} ({error}); nothing changed") from error
    return copy


def _make(connection: Connection) -> None:
    if connection.is_sqlite:
        for statement in SCHEMA.read_text(encoding="utf-8").split(";\n\n"):
            define(connection, statement)
    else:
        _make_on_postgres(connection)
    table.create(connection)
    define(
        connection,
        "CREATE TABLE IF NOT EXISTS alembic_version "
        "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
    )
    write(connection, "INSERT INTO alembic_version VALUES ({mark})", VERSION)


def _make_on_postgres(connection: Connection) -> None:
    from sqlalchemy import MetaData

    from db.schema import metadata

    models = MetaData(naming_convention=metadata.naming_convention)  # a copy, as creating leaves marks
    for model in metadata.tables.values():
        model.to_metadata(models)
    for index in (index for made in models.tables.values() for index in made.indexes):
        # The models say of which rows an index is in SQLite's words alone.
        index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    models.create_all(connection.sqlalchemy)


def _migrate(connection: Connection) -> None:
    from alembic import command  # loaded only when there is something to migrate: it costs a tenth of a second
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection.sqlalchemy
    command.upgrade(config, "head")


def _drop_views(connection: Connection) -> None:
    from sqlalchemy import inspect

    ours = {name for name, _ in view_statements()}
    for name in inspect(connection.sqlalchemy).get_view_names():
        if name in ours:
            connection.exec_driver_sql(f"DROP VIEW {name}")
