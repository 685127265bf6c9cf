"""Rows read and written without SQLAlchemy: statements in SQL for both databases, built once from names.

For what a crawl asks and notes even where it finds nothing new, and for what it writes with each article. Values are
stored as `db.types` stores them: times to the second, lists as JSON. Errors are those that SQLAlchemy would raise.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar

from db.connection import Connection
from db.frozen import fields_of
from db.moments import as_stored
from db.raw import carry_out, carry_out_each, from_driver, marked, write_together

Row = Mapping[str, Any]

T = TypeVar("T")

_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})
"""Types that go to the driver as they are."""


def insert_new(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert the rows; one that breaks a unique constraint is left out in silence. All have the same columns."""
    if rows:
        _write_all(connection, _insert(connection.is_sqlite, table, tuple(rows[0])) + " ON CONFLICT DO NOTHING", rows)


def insert_or_update(
    connection: Connection, table: str, rows: Sequence[Row], *, key: Sequence[str], change: Sequence[str]
) -> None:
    """Insert the rows; where `key` is there already, its columns `change` take the new values. All have the same
    columns."""
    if rows:
        names = tuple(rows[0])
        _write_all(connection, _insert_or_update(connection.is_sqlite, table, names, tuple(key), tuple(change)), rows)


def insert(connection: Connection, table: str, row: Row) -> int:
    """The id of the new row."""
    statement = _insert(connection.is_sqlite, table, tuple(row))
    if connection.is_sqlite:  # which knows it by itself
        return int(carry_out(connection, statement, stored(connection, row.values())).lastrowid)
    return int(carry_out(connection, _returning_id(statement), stored(connection, row.values())).fetchone()[0])


def insert_all(connection: Connection, table: str, names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> list[int]:
    """The ids of the new rows, in their order; each has its values in the order of `names`.

    One row after the other into one table, and its indexes, takes half as long as with rows of others between them. On
    SQLite many are one statement: one that has triggers or references keeps each page of the file as it was before.
    """
    ids = _new_ids(connection, table, len(rows))
    values = [[id_, *stored(connection, row)] for id_, row in zip(ids, rows, strict=True)]
    if connection.is_sqlite:
        write_together(connection, _insert_rows(table, ("id", *names)), values)
    else:
        _each(connection, _insert(False, table, ("id", *names)), values)
    return ids


def update(connection: Connection, table: str, row_id: int, values: Row) -> None:
    """Let these columns of the row of this id take these values."""
    update_all(connection, table, {row_id: values})


def update_all(connection: Connection, table: str, rows: Mapping[int, Row]) -> None:
    """The same of several rows by their ids. All have the same columns."""
    if not rows:
        return
    names = tuple(next(iter(rows.values())))
    if connection.is_sqlite and len(rows) > 1:
        values = [stored(connection, [id_, *row.values()]) for id_, row in rows.items()]
        write_together(connection, _update_rows(table, names), values)
    else:
        values = [stored(connection, [*row.values(), id_]) for id_, row in rows.items()]
        _each(connection, _update(connection.is_sqlite, table, names), values)


def write(connection: Connection, statement: str, *values: Any) -> None:
    """`{mark}` stands for each value in turn."""
    carry_out(connection, marked(connection.is_sqlite, statement), stored(connection, values))


def fetch(connection: Connection, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a statement finds or returns, as the driver has it: on SQLite times are words, and claims 0 or 1."""
    found: list[tuple[Any, ...]] = carry_out(
        connection, marked(connection.is_sqlite, statement), stored(connection, values)
    ).fetchall()
    return found


def fetch_as(connection: Connection, kind: Callable[..., T], statement: str, *values: Any) -> list[T]:
    """Its rows as a dataclass. `{columns}` stands for the names of its fields; those that are times end in `_at` (or
    are a sitemap's `lastmod`), those that are claims begin with `is_`."""
    names = fields_of(kind)
    rows = fetch(connection, statement.replace("{columns}", ", ".join(names)), *values)
    if not connection.is_sqlite:
        return [kind(*row) for row in rows]
    read = [_READ.get(_sort_of(name)) for name in names]
    return [kind(*[one(value) if one else value for one, value in zip(read, row, strict=True)]) for row in rows]


def stored(connection: Connection, values: Iterable[Any]) -> list[Any]:
    """As the driver takes them. SQLite's makes words of times and lists itself, by the adapters of `db.sqlite`."""
    if connection.is_sqlite:
        return [*values]
    return [value if type(value) in _PLAIN else _stored(value) for value in values]


def among(statement: str, values: Iterable[Any]) -> tuple[str, list[Any]]:
    """The statement in which `{among}` stands for "is one of these", of which there is one at least, and its values.

    They are padded with the last one to one of few lengths, so that either database knows the statement from before.
    """
    given = list(values)
    size = 1 << (len(given) - 1).bit_length()
    asked = statement.replace("{among}", f"IN ({', '.join(['{mark}'] * size)})")
    return asked, [*given, *[given[-1]] * (size - len(given))]


def _write_all(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    _each(connection, statement, [stored(connection, row.values()) for row in rows])


def _each(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    if len(rows) == 1:
        carry_out(connection, statement, rows[0])
    elif rows:
        carry_out_each(connection, statement, rows)


def _new_ids(connection: Connection, table: str, count: int) -> list[int]:
    """Ids that no row of the table has. On SQLite the next ones: nobody else writes before this transaction ends."""
    if connection.is_sqlite:
        ((last,),) = fetch(connection, f'SELECT coalesce(max(id), 0) FROM "{table}"')  # noqa: S608  (a name of ours)
        return list(range(last + 1, last + 1 + count))
    return [id_ for (id_,) in fetch(connection, _NEXT_IDS, f'"{table}"', count)]


_NEXT_IDS = "SELECT nextval(pg_get_serial_sequence({mark}, 'id')) FROM generate_series(1, {mark})"


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return as_stored(value, is_sqlite=False)
    if isinstance(value, list | tuple):
        return list_as_json(tuple(value))
    return value


@lru_cache(maxsize=512)
def list_as_json(values: tuple[str, ...]) -> str:
    """Cached: most are empty, and a site has the same authors again and again."""
    return as_json(values)


as_json = json.JSONEncoder(ensure_ascii=False).encode
"""For SQLAlchemy's JSON columns, too. `json.dumps` makes an encoder for each value."""


_READ: dict[str, Callable[[Any], Any]] = {
    "time": from_driver,
    "claim": lambda value: None if value is None else bool(value),
}


def _sort_of(name: str) -> str:
    if name.startswith("is_"):
        return "claim"
    return "time" if name.endswith("_at") or name == "lastmod" else ""


@cache
def _insert(is_sqlite: bool, table: str, names: tuple[str, ...]) -> str:
    marks = ", ".join(["?" if is_sqlite else "%s"] * len(names))
    return f'INSERT INTO "{table}" ({_quoted(names)}) VALUES ({marks})'  # noqa: S608  (only names of ours)


@cache
def _insert_rows(table: str, names: tuple[str, ...]) -> str:
    return f'INSERT INTO "{table}" ({_quoted(names)}) VALUES {{rows}}'  # noqa: S608  (only names of ours)


@cache
def _returning_id(insert: str) -> str:
    return f"{insert} RETURNING id"


@cache
def _insert_or_update(
    is_sqlite: bool, table: str, names: tuple[str, ...], key: tuple[str, ...], change: tuple[str, ...]
) -> str:
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in change)
    return f"{_insert(is_sqlite, table, names)} ON CONFLICT ({_quoted(key)}) DO UPDATE SET {changes}"


@cache
def _update(is_sqlite: bool, table: str, names: tuple[str, ...]) -> str:
    mark = "?" if is_sqlite else "%s"
    changes = ", ".join(f'"{name}" = {mark}' for name in names)
    return f'UPDATE "{table}" SET {changes} WHERE id = {mark}'  # noqa: S608  (only names of ours)


@cache
def _update_rows(table: str, names: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{name}" = column{place}' for place, name in enumerate(names, 2))
    return f'UPDATE "{table}" SET {changes} FROM (VALUES {{rows}}) WHERE id = column1'  # noqa: S608  (only names of ours)


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
