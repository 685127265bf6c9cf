"""Opening a database and talking to it: reads that never wait, writes one at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from db import deferred
from db.address import open_file, read_address
from db.connection import Connection, over
from db.errors import DatabaseError, explain
from db.rows import as_json
from db.sqlite import SqliteFile
from db.turn import Turn

if TYPE_CHECKING:
    from sqlalchemy import Connection as Above
    from sqlalchemy import Engine
    from sqlalchemy.engine import URL

CONNECT_TIMEOUT_S = 10


class Database:
    """One archive's database. Cheap to make; connects on first use.

    Raises DatabaseError for an address that can't be understood and for a driver that isn't installed.
    """

    def __init__(self, url: str) -> None:
        self._address = read_address(url)
        self._turn: AbstractContextManager[None] = Turn() if self.is_sqlite else nullcontext()
        self._file = SqliteFile(self.path, lambda: open_file(self._address), self._above)
        self._lending = Lock()
        self._lent: sqlite3.Connection | None = None
        if not self.is_sqlite:
            _ = self.engine

    @property
    def url(self) -> URL:
        return self._address.parsed()

    @property
    def is_sqlite(self) -> bool:
        return self._address.is_sqlite

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database; None for Postgres."""
        return self._address.path

    @property
    def address(self) -> str:
        """The URL with its password masked: safe to print."""
        return self._address.masked

    @cached_property
    def engine(self) -> Engine:
        """SQLAlchemy's. On SQLite it has no connection of its own: it speaks over those that are there."""
        from sqlalchemy import create_engine, event
        from sqlalchemy.exc import NoSuchModuleError
        from sqlalchemy.pool import NullPool

        options: dict[str, Any] = {"json_serializer": as_json}
        if self.is_sqlite:
            engine = create_engine("sqlite://", creator=lambda: self._lent, poolclass=NullPool, **options)
            with closing(sqlite3.connect(":memory:")) as self._lent:
                engine.connect().close()  # with its first connection it looks at what SQLite can do, and rolls back
            return engine
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_TIMEOUT_S}}
        try:
            engine = create_engine(self.url, **options)
        except (NoSuchModuleError, ModuleNotFoundError):
            raise DatabaseError(
                "Postgres needs its driver, which is not installed; run: pip install 'dateline[postgres]'"
            ) from None
        from db import libpq

        event.listen(engine, "connect", _prepare_postgres)
        libpq.forget_in_time(engine)
        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the archive. Raises DatabaseError.

        It ends by a commit, though there is nothing to be kept: with a rollback psycopg forgets the statements that
        Postgres has planned for it.
        """
        with self._translated(), self._reading() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at the end of the block, or leaves no trace. Raises DatabaseError.

        On SQLite threads take turns.
        """
        with self._turn, self._translated(), self._writing() as connection:
            deferred.begin(connection)
            yield connection
            deferred.settle(connection)
            connection.commit()
            deferred.committed(connection)  # before anybody else is given it

    def close(self) -> None:
        self._file.close()
        if "engine" in self.__dict__:
            self.engine.dispose()

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._file.reading() if self.is_sqlite else self._postgres()

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._file.writing() if self.is_sqlite else self._postgres()

    @contextmanager
    def _postgres(self) -> Iterator[Connection]:
        with self.engine.connect() as above, above.begin():
            yield over(above)

    def _above(self, driver: sqlite3.Connection) -> Above:
        with self._lending:
            engine, self._lent = self.engine, driver
            return engine.connect()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            told = explain(error, self.address)
            if told is None:
                raise
            raise told from error


def _prepare_postgres(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()
