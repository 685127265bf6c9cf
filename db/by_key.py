"""Many keys at once: rows of several tables by their keys in one statement, and rows of many keys that say the same.

On SQLite keys are a table of values that is joined with the others: for `key IN (...)` it would sort them into a table
of its own first, which takes as long as to look for them; and a row of its own for each key to be written takes twice
as long as one statement for all.
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
    parts = tuple([part for part, _ in asked])
    if not connection.is_sqlite:
        return _found(connection, _among_arrays(parts), [as_array(keys) for _, keys in asked])
    sizes = tuple([PADDED[len(keys)] for _, keys in asked])
    values: list[int | None] = []
    for (_, keys), size in zip(asked, sizes, strict=True):
        values += keys
        values += [None] * (size - len(keys))  # so that SQLite knows the statement from before; nothing equals NULL
    return _found(connection, _among_values(parts, sizes), values)


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
def _among_values(parts: tuple[Rows, ...], sizes: tuple[int, ...]) -> str:
    return " UNION ALL ".join(
        f"SELECT {one.columns} FROM (VALUES {','.join(['(?)'] * size)}) "  # noqa: S608  (only names)
        f"CROSS JOIN {one.table} ON {one.table}.{one.key} = column1"
        for one, size in zip(parts, sizes, strict=True)
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
