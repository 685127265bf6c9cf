"""Filling empty tables by the million: Postgres takes rows by COPY, and makes indexes and checks references once at the
end, instead of row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from json import dumps
from typing import Any

from sqlalchemy import Table, text

from db.connection import Connection
from db.raw import carry_out
from db.types import JsonList


@contextmanager
def bare_tables(connection: Connection) -> Iterator[None]:
    """On Postgres the tables are without indexes and references within the block, but for what is unique.

    What can't be brought back, as a reference to a row that isn't there, is raised by the database.
    """
    if connection.is_sqlite:
        yield
        return
    references = connection.execute(_REFERENCES).all()
    indexes = connection.execute(_INDEXES).all()
    for row in references:
        connection.exec_driver_sql(f"ALTER TABLE {row.table} DROP CONSTRAINT {row.name}")
    for row in indexes:
        connection.exec_driver_sql(f"DROP INDEX {row.name}")
    yield
    for row in indexes:
        connection.exec_driver_sql(row.definition)
    for row in references:
        connection.exec_driver_sql(f"ALTER TABLE {row.table} ADD CONSTRAINT {row.name} {row.definition}")


def insert_all(connection: Connection, table: Table, batches: Iterable[Sequence[Mapping[str, Any]]]) -> None:
    """Insert rows that name the same columns; on Postgres a batch at a stretch."""
    for rows in batches:
        if connection.is_sqlite:
            connection.execute(table.insert(), rows)
            continue
        columns = [table.c[name] for name in rows[0]]
        named = connection.dialect.identifier_preparer
        statement = f"COPY {named.format_table(table)} ({', '.join(map(named.format_column, columns))}) FROM STDIN"
        json = {column.name for column in columns if isinstance(column.type, JsonList)}
        values = ([_json(v) if name in json else v for name, v in row.items()] for row in rows)
        carry_out(connection, statement, values, partial(_stream, connection))


def _stream(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.driver.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def _json(value: Any) -> str | None:
    return None if value is None else dumps(value, ensure_ascii=False)


_REFERENCES = text("""
    SELECT quote_ident(conname) AS name, conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace""")
_INDEXES = text("""
    SELECT quote_ident(i.relname) AS name, pg_get_indexdef(i.oid) AS definition
    FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid
    WHERE i.relnamespace = current_schema()::regnamespace AND NOT x.indisunique""")
