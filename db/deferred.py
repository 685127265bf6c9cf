"""What is written once, at the end of a transaction, for all that was done in it.

SQLite's full-text index writes what it holds into its tables before every statement that may be undone by itself, such
as an UPDATE of a table with foreign keys: an article at a time costs it ten times what a hundred together do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from db.connection import Connection

Write = Callable[[Connection, Sequence[Any]], None]

_KEY = "dateline_deferred"


@dataclass(slots=True)
class _Deferred:
    """Of one transaction. `afterwards`: what is called when all is committed."""

    items: list[tuple[Write, Any]] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)


def at_end(connection: Connection, write: Write, item: Any) -> None:
    """Have `write` called with this item, and all others that it was named with, before the transaction commits.

    What a savepoint takes back is forgotten. For transactions that `Database.write` has opened.
    """
    _of(connection).items.append((write, item))


def when_committed(connection: Connection, call: Callable[[], None]) -> None:
    """Have this called once the transaction has been committed; never if it isn't, or isn't `Database.write`'s."""
    if _KEY in connection.info:
        _of(connection).afterwards.append(call)


def begin(connection: Connection) -> None:
    """A new transaction owes nothing."""
    connection.info[_KEY] = _Deferred()


def settle(connection: Connection) -> None:
    """Write what is owed, in the order in which it came."""
    owed: dict[Write, list[Any]] = {}
    for write, item in _of(connection).items:
        owed.setdefault(write, []).append(item)
    for write, items in owed.items():
        write(connection, items)


def committed(connection: Connection) -> None:
    """Tell those who wanted to know."""
    for call in connection.info.pop(_KEY).afterwards:
        call()


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """A block of which all is taken back, what is owed too, when it raises; the transaction goes on."""
    owed = _of(connection)
    items, calls = len(owed.items), len(owed.afterwards)
    try:
        with connection.sqlalchemy.begin_nested():
            yield
    except BaseException:
        del owed.items[items:], owed.afterwards[calls:]
        raise


def _of(connection: Connection) -> _Deferred:
    found: _Deferred = connection.info.setdefault(_KEY, _Deferred())
    return found
