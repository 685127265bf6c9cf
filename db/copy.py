"""Copying an archive to another database, SQLite to Postgres and back: one state, all or nothing, counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Table, bindparam, func, select, text, update

from db import migrate, schema, tally
from db.bulk import bare_tables, insert_all
from db.connection import Connection
from db.engine import Database
from db.errors import DatabaseError
from db.schema import metadata, source
from db.search import index
from db.version import require_current

BATCH = 1_000
"""Rows in memory at once."""


def copy(old: Database, new: Database) -> dict[str, int]:
    """Copy all rows into a database that has none; the number of rows of each table, the same in both.

    The search index and the tally aren't copied but made anew, since each database has its own kind. Leases stay
    behind: who holds one works on the old database. Raises DatabaseError; nothing is kept then.
    """
    require_current(old)
    migrate.upgrade(new)
    with old.read() as reading, new.write() as writing:
        tables = [table for table in metadata.sorted_tables if table is not schema.tally]
        _require_empty(new, writing)
        tally.stop(writing)
        with bare_tables(writing):
            for table in tables:
                _copy_table(reading, writing, table, _late_columns(writing, table, tables))
            for table in tables:
                _fill_in(reading, writing, table, _late_columns(writing, table, tables))
            writing.execute(update(source).values(lease_holder=None, lease_until=None))
            _go_on_numbering(writing, tables)
            writing.exec_driver_sql("ANALYZE")  # without it nobody knows how large the tables are now
        index.rebuild(writing)
        tally.start(writing)
        return _verified(reading, writing, tables, new)


def _require_empty(database: Database, connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(text("1")).select_from(table).limit(1)).first():
            raise DatabaseError(f"db copy: {database.address} holds an archive already; name a new database or file")


def _late_columns(writing: Connection, table: Table, order: Sequence[Table]) -> list[Column[Any]]:
    """Columns that point to rows which come later: to its own table, or to one that is copied after it. None where
    references are checked at the end."""
    if not writing.is_sqlite:
        return []
    later = set(order[order.index(table) :])
    return [column for column in table.columns if any(key.column.table in later for key in column.foreign_keys)]


def _copy_table(reading: Connection, writing: Connection, table: Table, late: Sequence[Column[Any]]) -> None:
    left_out = {column.name for column in late}
    columns = [column for column in table.columns if column.name not in left_out]
    insert_all(writing, table, _batches(reading, table, columns))


def _fill_in(reading: Connection, writing: Connection, table: Table, late: Sequence[Column[Any]]) -> None:
    if not late:
        return
    keys = list(table.primary_key.columns)
    statement = update(table).where(*(key == bindparam(f"key_{key.name}") for key in keys))
    statement = statement.values({column.name: bindparam(f"late_{column.name}") for column in late})
    for rows in _batches(reading, table, [*keys, *late]):
        pointed = [
            {f"key_{key.name}": row[key.name] for key in keys} | {f"late_{one.name}": row[one.name] for one in late}
            for row in rows
            if any(row[one.name] is not None for one in late)
        ]
        if pointed:
            writing.execute(statement, pointed)


def _batches(reading: Connection, table: Table, columns: Sequence[Column[Any]]) -> Iterator[list[dict[str, Any]]]:
    result = reading.execute(select(*columns).execution_options(stream_results=True, yield_per=BATCH))
    for rows in result.mappings().partitions():
        yield [{name: _storable(value) for name, value in row.items()} for row in rows]


def _storable(value: Any) -> Any:
    """Postgres has no NUL in text; as a character of a news article it means nothing."""
    return value.replace("\0", "") if isinstance(value, str) and "\0" in value else value


def _go_on_numbering(writing: Connection, tables: Sequence[Table]) -> None:
    """Postgres numbers by sequences, which don't know of the rows that came with their numbers."""
    if writing.is_sqlite:
        return
    for table in tables:
        for column in table.primary_key.columns:
            sequence = writing.execute(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": f'"{table.name}"', "column": column.name},
            ).scalar()
            highest = writing.execute(select(func.max(column))).scalar()
            if sequence and highest:
                writing.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def _verified(reading: Connection, writing: Connection, tables: Sequence[Table], new: Database) -> dict[str, int]:
    counts = {}
    for table in tables:
        count = select(func.count()).select_from(table)
        there, here = reading.execute(count).scalar_one(), writing.execute(count).scalar_one()
        if there != here:
            raise DatabaseError(
                f"db copy: {there} rows of {table.name} became {here} in {new.address}; nothing is kept"
            )
        counts[table.name] = int(here)
    return counts
