"""Many keys at once: rows of several tables by their keys, and rows of many keys that say the same.

On SQLite each table is asked by a statement of its own. These are few, so that the driver keeps them all: one for
several lists is often new to it, and takes longer to prepare than to carry out. Keys are a table of values that is
joined with the other: for `key IN (...)` it would sort them into a table of its own first, which takes as long as to
look for them; and a row of its own for each key to be written takes twice as long as one statement for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from db.connection import Connection
from db.raw import MOST, PADDED, as_array, carry_out


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """`columns` of the rows of a table whose `key`, a whole number, is one of a list. Compared as itself, as it
    is looked up for every article."""

    columns: str
    table: str
    key: str


def find_rows(connection: Connection, asked: Sequence[tuple[Rows, Sequence[int]]]) -> list[Any]:
    """All of these, in any order. Lists in which no key stands twice, none of them empty, of MOST at most; in the
    order of their tables they are found soonest. Every part has as many columns."""
    if not connection.is_sqlite:
        parts = tuple([part for part, _ in asked])
        return _found(connection, _among_arrays(parts), [as_array(keys) for _, keys in asked])
    found: list[Any] = []
    for part, keys in asked:
        size = PADDED[len(keys)]
        padding = [None] * (size - len(keys))  # so that SQLite knows the statement from before; nothing equals NULL
        found += _found(connection, _among_values(part, size), [*keys, *padding])
    return found


def add_alike(connection: Connection, statement: str, value: Any, keys: Sequence[int]) -> None:
    """On SQLite, write one value for each of these keys. `statement`: an INSERT from `{each}`, a table of them as
    `column1`, where the value is `?1`."""
    for start in range(0, len(keys), MOST):
        piece = keys[start : start + MOST]
        carry_out(connection, _for_each(statement, len(piece)), [value, *piece])


def _found(connection: Connection, statement: str, values: Sequence[Any]) -> list[Any]:
    found: list[Any] = carry_out(connection, statement, values).fetchall()
    return found


@cache
def _among_values(part: Rows, size: int) -> str:
    return (
        f"SELECT {part.columns} FROM (VALUES {','.join(['(?)'] * size)}) "  # noqa: S608  (only names)
        f"CROSS JOIN {part.table} ON {part.table}.{part.key} = column1"
    )


@cache
def _among_arrays(parts: tuple[Rows, ...]) -> str:
    return " UNION ALL ".join(
        f"SELECT {one.columns} FROM {one.table} WHERE {one.key} = ANY(%s::bigint[])"  # noqa: S608  (only names)
        for one in parts
    )


@cache
def _for_each(statement: str, count: int) -> str:
    return statement.replace("{each}", f"(VALUES {','.join(f'(?{number})' for number in range(2, count + 2))})")
