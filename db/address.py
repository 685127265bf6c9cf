"""Where a database is: the address that everybody writes, read without SQLAlchemy where it names a plain file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from db.errors import DatabaseError
from db.frozen import frozen

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_FILE = "sqlite:///"


@frozen
class Address:
    """`path`: the file of a SQLite database; None for Postgres. `masked`: without its password, safe to print."""

    url: str
    is_sqlite: bool
    path: Path | None
    masked: str

    def parsed(self) -> URL:
        return _parse(self.url)


def read_address(url: str) -> Address:
    """Raises DatabaseError for what is none, or none of ours."""
    if url.startswith(_FILE) and len(url) > len(_FILE) and "?" not in url:
        file = unquote(url.removeprefix(_FILE))
        plain = _FILE + quote(file, safe=" +/")
        return Address(plain, True, Path(file), plain)
    parsed = _parse(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    path = Path(parsed.database) if is_sqlite and parsed.database else None
    plain = parsed.render_as_string(hide_password=False)
    return Address(plain, is_sqlite, path, parsed.render_as_string(hide_password=True))


def open_file(address: Address) -> sqlite3.Connection:
    """A connection that any thread may use, one at a time. Raises sqlite3.Error."""
    if "?" not in address.url and address.path is not None:
        return sqlite3.connect(address.path.absolute(), check_same_thread=False)
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect

    names, options = Dialect().create_connect_args(address.parsed())
    driver: sqlite3.Connection = sqlite3.connect(*names, **{**options, "check_same_thread": False})  # type: ignore[call-overload]
    return driver


def _parse(url: str) -> URL:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

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
