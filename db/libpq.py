"""Postgres by its own protocol library, for the few statements of the hot path: each prepared once a connection.

What psycopg's cursors do around a statement takes a client three times as long as asking and reading the answer.
Values go as text, of the type that the statement gives them; answers are read by psycopg's own loaders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from db.connection import Connection
from db.frozen import frozen

if TYPE_CHECKING:
    from sqlalchemy import Connection as Above
    from sqlalchemy import Engine
    from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

Values = Sequence[Any] | Mapping[str, Any]

_PREPARED = "dateline_prepared"
"""Of a driver's connection: the statements that are prepared there, and by which names."""

_DROPPING = ("DROP", "ALTER", "DISCARD", "DEALLOCATE")
"""After these, and after a rollback, psycopg may let go of all that is prepared, ours too."""

FEW = 4
"""Rows that are written one by one. More of them psycopg sends without waiting for an answer to each."""

KEPT = 100
"""Statements that are kept prepared on a connection; each takes some memory of the server's."""

_IN_TRANSACTION, _FATAL = 2, 7
"""libpq's PQTRANS_INTRANS and PGRES_FATAL_ERROR."""

_AS_WRITTEN = (float, datetime)
"""Postgres reads them as Python writes them."""

_MARK = re.compile(r"%\((\w+)\)s|%s|%%")


@frozen
class _Numbered:
    """A statement with `$1` for its first value. `names`: of its values in their order, where they have names."""

    sql: bytes
    names: tuple[str, ...]

    def in_order(self, values: Values) -> Sequence[Any]:
        return [values[name] for name in self.names] if isinstance(values, Mapping) else values


class _Prepared:
    """A statement that is prepared on a connection, and by which name. How the columns of its answers are read is known
    from the first one: to look it up takes as long as to read a row."""

    __slots__ = ("_own", "_reader", "name")

    def __init__(self, name: bytes, own: Any) -> None:
        self.name = name
        self._own = own
        self._reader: Any = None

    def rows(self, result: Any) -> list[tuple[Any, ...]]:
        count = result.ntuples
        if not count:
            return []
        if self._reader is None:
            self._reader = _psycopg().adapt.Transformer(self._own)
            self._reader.set_pgresult(result)
        else:
            self._reader.set_pgresult(result, set_loaders=False)
        rows: list[tuple[Any, ...]] = self._reader.load_rows(0, count, tuple)
        self._reader.set_pgresult(None, set_loaders=False)  # which may be large
        return rows


@dataclass(slots=True)
class _Known:
    """What is prepared on one connection, by statement. `lost`: names that psycopg may have let go of."""

    prepared: dict[str, _Prepared] = field(default_factory=dict)
    lost: list[bytes] = field(default_factory=list)
    count: int = 0

    def forget(self) -> None:
        self.lost += [one.name for one in self.prepared.values()]
        self.prepared.clear()


class Answer:
    """The rows of a statement, as a cursor has them."""

    __slots__ = ("_asked", "_result")

    def __init__(self, asked: _Prepared, result: Any) -> None:
        self._asked = asked
        self._result = result

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._asked.rows(self._result)

    def fetchone(self) -> tuple[Any, ...] | None:
        rows = self.fetchall()
        return rows[0] if rows else None


def carry_out(connection: Connection, statement: str, values: Values) -> Any:
    """An answer with `fetchall` and `fetchone`. Errors are psycopg's.

    Where no transaction is open psycopg carries it out, and opens one.
    """
    own: Any = connection.driver
    if own.pgconn.transaction_status != _IN_TRANSACTION or own.prepare_threshold is None:
        return own.execute(statement, values)
    known = connection.info.get(_PREPARED)
    if known is None:
        known = connection.info[_PREPARED] = _Known()
    numbered = _numbered(statement)
    prepared = known.prepared.get(statement) or _prepare(own, known, statement, numbered)
    given = [_as_text(value, own) for value in numbered.in_order(values)]
    return Answer(prepared, _checked(own.pgconn.exec_prepared(prepared.name, given)))


def carry_out_each(connection: Connection, statement: str, rows: Iterable[Values]) -> None:
    """The same for each of these; a few one by one, as many are sent at a stretch by psycopg."""
    given = list(rows)
    if len(given) > FEW:
        with connection.driver.cursor() as cursor:
            cursor.executemany(statement, given)
        return
    for row in given:
        carry_out(connection, statement, row)


def forget_in_time(engine: Engine) -> None:
    """Prepare anew what psycopg may have let go of: it drops all that is prepared on a connection."""
    from sqlalchemy import event

    event.listen(engine, "rollback", _forget)
    event.listen(engine, "rollback_savepoint", lambda connection, _name, _context: _forget(connection))
    event.listen(engine, "before_cursor_execute", _forget_before)
    event.listen(engine, "reset", _forget_returned)


def _forget(connection: Above) -> None:
    known = connection.info.get(_PREPARED)
    if known is not None:
        known.forget()


def _forget_returned(_driver: Any, record: ConnectionPoolEntry, state: PoolResetState) -> None:
    """Of a connection that was let go of in the midst of a transaction: the pool itself rolls that back."""
    known = record.info.get(_PREPARED)
    if known is not None and not state.transaction_was_reset:
        known.forget()


def _forget_before(connection: Above, _cursor: Any, statement: str, *_others: Any) -> None:
    if statement.lstrip()[:10].upper().startswith(_DROPPING):
        _forget(connection)


def _prepare(own: Any, known: _Known, statement: str, numbered: _Numbered) -> _Prepared:
    server = own.pgconn
    if len(known.prepared) >= KEPT:
        known.forget()
    while known.lost and hasattr(server, "close_prepared"):
        server.close_prepared(known.lost.pop())  # whether it is there or not
    known.count += 1
    name = f"dateline_{known.count}".encode()
    _checked(server.prepare(name, numbered.sql))
    made = known.prepared[statement] = _Prepared(name, own)
    return made


def _checked(result: Any) -> Any:
    if result.status == _FATAL:
        raise _psycopg().errors.error_from_result(result)
    return result


def _as_text(value: Any, own: Any) -> bytes | None:
    """A value as Postgres reads it. Raises psycopg's DataError for what it can't hold."""
    if value is None:
        return None
    if isinstance(value, str):
        if "\0" in value:
            raise _psycopg().DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
        return value.encode()
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, _AS_WRITTEN):
        return str(value).encode()
    dumped: bytes = _psycopg().adapt.Transformer(own).get_dumper(value, _psycopg().adapt.PyFormat.TEXT).dump(value)
    return dumped


@cache
def _psycopg() -> Any:
    """Imported where there is a Postgres."""
    return import_module("psycopg")


@cache
def _numbered(statement: str) -> _Numbered:
    names: list[str] = []
    count = 0

    def number(mark: re.Match[str]) -> str:
        nonlocal count
        if mark[0] == "%%":
            return "%"
        if mark[1] is None:
            count += 1
            return f"${count}"
        if mark[1] not in names:
            names.append(mark[1])
        return f"${names.index(mark[1]) + 1}"

    return _Numbered(_MARK.sub(number, statement).encode(), tuple(names))
