"""Opening a database and talking to it: one engine, reads that never wait, writes one at a time."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from db import deferred, libpq
from db.errors import DatabaseError, explain
from db.turn import Turn

BUSY_TIMEOUT_MS = 30_000
"""How long a writer waits for another process's write to end; ours last milliseconds."""

LOOK_AGAIN_S = 0.005
"""How often it looks meanwhile, on average. SQLite itself would look ten times a second, and rarely meet the moment
between two transactions of a process that writes all the time."""

CONNECT_TIMEOUT_S = 10

CACHE_KB = 64 * 1024
"""Of SQLite's pages a connection keeps in memory, as it comes to need them. With SQLite's own 2 MB every look-up in a
large archive reads its pages from the system anew."""

MAPPED = 2**27
"""Bytes at the start of SQLite's file that a writer reads where the system keeps them, without a call and a copy for
each page: a look-up in a large archive gains a fifth by it. It is no memory of the process's own, but counted as such,
so there is a bound, and an export, which reads the whole file, goes without."""


class Database:
    """One archive's database. Cheap to make; connects on first use.

    Raises DatabaseError for an address that can't be understood and for a driver that isn't installed.
    """

    def __init__(self, url: str) -> None:
        self.url = _parse(url)
        self.engine = _engine(self.url)
        self._turn: AbstractContextManager[None] = Turn() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database; None for Postgres."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def address(self) -> str:
        """The URL with its password masked: safe to print."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the archive. Raises DatabaseError.

        It ends by a commit, though there is nothing to be kept: with a rollback psycopg forgets the statements that
        Postgres has planned for it.
        """
        with self._translated(), self.engine.connect() as connection:
            yield connection
            connection.commit()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at the end of the block, or leaves no trace. Raises DatabaseError.

        On SQLite threads take turns, and it takes the write lock at its start: a deferred transaction that turns into
        a writer fails at once with "database is locked" when somebody else has written since, busy timeout or not.
        """
        with self._turn, self._translated(), self.engine.connect() as connection:
            connection = connection.execution_options(dateline_begin="BEGIN IMMEDIATE")
            with connection.begin():
                deferred.begin(connection)
                yield connection
                deferred.settle(connection)
            deferred.committed(connection)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout) as error:
            raise explain(error, self.address) from error


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseError(
            "the database address can't be understood; expected sqlite:///file.db or postgresql://user@host/name"
        ) from None
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseError(f"database {parsed.get_backend_name()}: only SQLite and Postgres are supported")
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine(url: URL) -> Engine:
    options: dict[str, Any] = {"json_serializer": lambda value: json.dumps(value, ensure_ascii=False)}
    if url.get_backend_name() == "postgresql":
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_TIMEOUT_S}}
    try:
        engine = create_engine(url, **options)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise DatabaseError(
            "Postgres needs its driver, which is not installed; run: pip install 'dateline[postgres]'"
        ) from None
    deferred.follow_savepoints(engine)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgres)
        libpq.forget_in_time(engine)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for DDL and locks; _begin_sqlite says it
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA cache_size = {-CACHE_KB}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows the letters of ASCII only


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("dateline_begin", "BEGIN")
    if begin == "BEGIN":
        connection.exec_driver_sql(begin)
        return
    own: Any = connection.connection.driver_connection
    own.execute(f"PRAGMA mmap_size = {MAPPED}")
    own.execute("PRAGMA busy_timeout = 0")
    try:
        if not _begin_soon(own, begin):
            connection.exec_driver_sql(begin)  # raises what is wrong, in SQLAlchemy's words
    finally:
        own.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def _begin_soon(connection: sqlite3.Connection, begin: str) -> bool:
    """Take the write lock as soon as it is free; False where it wasn't for as long as we wait, or can't be had."""
    end = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute(begin)
            return True
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                return False
        time.sleep(LOOK_AGAIN_S * 2 * random.random())  # noqa: S311  (no secret)


def _prepare_postgres(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()
