"""A SQLite file's connections: how they are set up, kept for the next transaction, and how one begins."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.connection import Connection
from db.errors import DatabaseError
from db.moments import in_words
from db.rows import list_as_json

if TYPE_CHECKING:
    from sqlalchemy import Connection as Above

BUSY_TIMEOUT_MS = 30_000
"""How long a writer waits for another process's write to end; ours last milliseconds."""

LOOK_AGAIN_S = 0.005
"""How often it looks meanwhile, on average. SQLite itself would look ten times a second, and rarely meet the moment
between two transactions of a process that writes all the time."""

CACHE_KB = 64 * 1024
"""Of SQLite's pages a connection keeps in memory, as it comes to need them. With SQLite's own 2 MB every look-up in a
large archive reads its pages from the system anew."""

LOGGED = 4000
"""Of SQLite's pages in its log before it copies them to the file: some 16 MB. A crawl writes the same ones over and
over, and each is copied once; with SQLite's own 1,000 that takes a twentieth more of the writer's time."""

MAPPED = 2**27
"""Bytes at the start of SQLite's file that a writer reads where the system keeps them, without a call and a copy for
each page: a look-up in a large archive gains a fifth by it. It is no memory of the process's own, but counted as such,
so there is a bound, and an export, which reads the whole file, goes without."""

# For a value of any type but the plainest sqlite3 looks up who adapts it, and where nobody does asks the value and
# itself, at the price of an exception: a crawl's rows are half NULL, and that takes a fiftieth of the time in which
# they are written. Times and lists are adapted there, too, so that nobody has to look through every row for them.
sqlite3.register_adapter(type(None), {None: None}.get)
sqlite3.register_adapter(bytes, bytes)
sqlite3.register_adapter(bool, int)
sqlite3.register_adapter(datetime, in_words)
sqlite3.register_adapter(tuple, list_as_json)
sqlite3.register_adapter(list, lambda values: list_as_json(tuple(values)))


class SqliteFile:
    """Connections for any number of threads; each serves one transaction at a time, and is kept for the next.

    `path`: the file's; None for one in memory. `above`: SQLAlchemy's connection above one of sqlite3's.
    """

    def __init__(
        self,
        path: Path | None,
        connect: Callable[[], sqlite3.Connection],
        above: Callable[[sqlite3.Connection], Above],
    ) -> None:
        self._path = path
        self._connect = connect
        self._above = above
        self._idle: list[Connection] = []
        self._identity: tuple[int, int] | None = None
        """Which file it is, while there is a connection to it: its path may come to lead to another one, or nowhere."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file."""
        with self._lent() as connection:
            connection.driver.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One that takes the write lock at its start: a deferred transaction that turns into a writer fails at once
        with "database is locked" when somebody else has written since, busy timeout or not."""
        with self._lent() as connection:
            _begin_soon(connection.driver)
            yield connection

    def close(self) -> None:
        self._identity = None
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        """Commits at the end of the block, or takes back what was written. The one used last is taken first: it has
        the most in its memory."""
        if self._identity is not None and self._identity != _identity(self._path):
            told = "the file was moved, deleted or replaced while it was in use; put it back, or start dateline anew"
            raise DatabaseError(f"database {self._path}: {told}")
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._new()
        try:
            yield connection
            connection.commit()
        except BaseException:
            try:
                connection.rollback()
            except sqlite3.Error:  # it is of no use any more
                connection.close()
            else:
                self._idle.append(connection)
            raise
        self._idle.append(connection)

    def _new(self) -> Connection:
        driver = self._connect()
        try:
            prepare(driver)
        except BaseException:
            driver.close()
            raise
        self._identity = self._identity or _identity(self._path)
        return Connection(driver, {}, lambda: self._above(driver), is_sqlite=True)


def _identity(path: Path | None) -> tuple[int, int] | None:
    try:
        found = path.stat() if path is not None else None
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino) if found is not None else None


def prepare(driver: sqlite3.Connection) -> None:
    """Set a new connection up.

    Some builds of SQLite, Debian's for one, write every page that comes free once more, full of zeros: the full-text
    index frees one an article, as it merges. So they wipe only what lies in pages that are written anyway.
    """
    driver.isolation_level = None  # the driver's own BEGIN comes too late for DDL and locks; we say it
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        f"cache_size = {-CACHE_KB}",
        f"wal_autocheckpoint = {LOGGED}",
        "foreign_keys = ON",
        "secure_delete = FAST",
    ):
        driver.execute(f"PRAGMA {pragma}").close()
    driver.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows the letters of ASCII only


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _begin_soon(driver: sqlite3.Connection) -> None:
    """Take the write lock as soon as it is free. Raises OperationalError where it isn't for as long as we wait."""
    driver.execute(f"PRAGMA mmap_size = {MAPPED}")
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        end = time.monotonic() + BUSY_TIMEOUT_MS / 1000
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
            time.sleep(LOOK_AGAIN_S * 2 * random.random())  # noqa: S311  (no secret)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
