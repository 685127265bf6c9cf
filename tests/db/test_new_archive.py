"""An archive that is made at once has what one has that went through all migrations, down to each index."""

from __future__ import annotations

import re
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from db import Database, ddl, migrate, tally
from db.connection import Connection
from tests.conftest import MakeUrl


def test_a_new_archive_is_as_a_migrated_one(kind: str, make_database_url: MakeUrl) -> None:
    made, migrated = Database(make_database_url(kind)), Database(make_database_url(kind))
    migrate.upgrade(made)
    with migrated.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        config.attributes["connection"] = connection.sqlalchemy
        command.upgrade(config, "head")
        migrate.create_views(connection)
        tally.start(connection)
    with made.read() as one, migrated.read() as other:
        assert catalogue(one) == catalogue(other)
        assert one.exec_driver_sql(VERSION).all() == other.exec_driver_sql(VERSION).all()
    made.close()
    migrated.close()


def test_sqlite_is_given_the_models_as_they_are_today() -> None:
    told = "the models have changed: run `python -m db.ddl > db/schema.sql`"
    assert migrate.SCHEMA.read_text(encoding="utf-8") == ddl.statements(), told


VERSION = "SELECT version_num FROM alembic_version"

SQLITE = (
    "SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden, m.sql LIKE '%WITHOUT ROWID%' "
    "FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS c WHERE m.type = 'table'",
    'SELECT m.name, f."table", f."from", f."to", f.on_update, f.on_delete '
    "FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f",
    'SELECT m.name, i."unique", i.origin, i.partial, (SELECT group_concat(name) FROM pragma_index_info(i.name)) '
    "FROM sqlite_master AS m, pragma_index_list(m.name) AS i",
    "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table' OR sql LIKE '%VIRTUAL%'",
    "SELECT k, v FROM revision_search_config",
)
POSTGRES = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity "
    "FROM information_schema.columns WHERE table_schema = current_schema()",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = current_schema()::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    "SELECT relname, reloptions::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
)


def catalogue(connection: Connection) -> list[tuple[Any, ...]]:
    """All that the database knows of its tables, but for the order of their columns. Names of constraints count on
    Postgres only, and quotation marks and gaps of statements nowhere."""
    assert inspect(connection.sqlalchemy).get_table_names()
    queries = SQLITE if connection.is_sqlite else POSTGRES
    rows = [(number, *row) for number, query in enumerate(queries) for row in connection.exec_driver_sql(query)]
    return sorted((tuple(map(_plain, row)) for row in rows), key=repr)


def _plain(value: Any) -> Any:
    return re.sub(r'[\s"]+', "", value) if isinstance(value, str) else value
