"""What can be wrong with a database, told to the person who has to mend it.

DatabaseError        exit code 3 at the command line
├── NoDatabase       there is no archive at this address yet
├── OlderSchema      made by an older program: `dateline db upgrade`
├── NewerSchema      made by a newer program: update the program
├── Conflict         somebody else wrote the same row at the same moment: do the transaction again
└── QueryError       exit code 2: a query of the user's is wrong
"""

from __future__ import annotations

import os
import sqlite3
import sys


class DatabaseError(Exception):
    """The database cannot be used; the message says which one, why, and what to do."""


class NoDatabase(DatabaseError):
    pass


class OlderSchema(DatabaseError):
    pass


class NewerSchema(DatabaseError):
    pass


class Conflict(DatabaseError):
    pass


class QueryError(DatabaseError):
    """A query that somebody typed can't be run: a syntax error, an unknown column, an attempt to write."""


_TEMPORARY = os.environ.get("SQLITE_TMPDIR") or os.environ.get("TMPDIR") or "/var/tmp"  # noqa: S108  (as SQLite says)
"""Where SQLite sorts what is too much for memory."""

_ADVICE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("database is locked", "database table is locked"), "another process kept it locked for too long; try again"),
    (
        ("database or disk is full",),
        f"its disk is full, or that of SQLite's temporary files in {_TEMPORARY}; free some space and run the command "
        "again, everything stored so far is safe",
    ),
    (
        ("disk is full", "no space left", "diskfull", "could not extend file"),
        "the disk is full; free some space and run the command again, everything stored so far is safe",
    ),
    (
        ("unable to open database file",),
        "the file can't be opened; check that its folder exists and may be written by you, and that more files may "
        "be open at once (`ulimit -n`)",
    ),
    (("readonly database", "read-only"), "it may not be written; check the permissions of the file and its folder"),
    (("file is not a database", "malformed"), "the file is damaged or no SQLite database; restore it from a backup"),
    (("disk i/o error",), "the disk reports an error, or a file size limit was reached; check the disk and its quota"),
    (("password authentication failed",), "user or password is wrong; check `database` in config.yaml"),
    (('role "',), "nobody is known there by this name; correct the user in `database` in config.yaml"),
    (("does not exist",), "it does not exist; create it with `createdb`, or correct `database` in config.yaml"),
    (
        ("connection refused", "could not translate host name", "connection failed", "timeout expired", "no such file"),
        "the server doesn't answer; check that it runs and that `database` in config.yaml is right",
    ),
    (
        ("server closed the connection", "terminating connection", "connection is lost"),
        "the connection was lost; run the command again",
    ),
)


def explain(error: Exception, address: str) -> DatabaseError | None:
    """Turn a driver's or SQLAlchemy's error into ours; None for another. `address`: the masked URL of the database."""
    above = sys.modules.get("sqlalchemy.exc")  # who hasn't imported it can't have raised one of its errors
    if not isinstance(error, (sqlite3.Error, *((above.DBAPIError, above.TimeoutError) if above else ()))):
        return None
    conflicts = (sqlite3.IntegrityError, *((above.IntegrityError,) if above else ()))
    kind = Conflict if isinstance(error, conflicts) or _is_deadlock(error) else DatabaseError
    cause = str(getattr(error, "orig", None) or error).strip()
    lowered = cause.lower()
    advice = next((text for signs, text in _ADVICE if any(sign in lowered for sign in signs)), None)
    first_line = cause.splitlines()[0] if cause else type(error).__name__
    return kind(f"database {address}: {advice} ({first_line})" if advice else f"database {address}: {cause}")


def _is_deadlock(error: Exception) -> bool:
    """Postgres: 40001 serialization failure, 40P01 deadlock."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in {"40001", "40P01"}
