"""Questions that are asked often: written with SQLAlchemy, compiled once for each database, carried out by its driver.

What SQLAlchemy does around an execution costs several times what SQLite takes for a row. The column types of `db.types`
convert values as everywhere. What is written, and what a crawl asks, is `db.rows`'.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Select

from db.connection import Connection
from db.frozen import frozen
from db.raw import carry_out

Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None


@frozen
class _Compiled:
    """For one database. `binds`: name, conversion, and the value where the statement itself has one, in their order."""

    sql: str
    binds: tuple[tuple[str, Convert, Any], ...]
    results: tuple[Convert, ...]
    is_positional: bool

    def arguments(self, values: Values) -> Sequence[Any] | Values:
        given = values.get
        found = [convert(given(name, own)) if convert else given(name, own) for name, convert, own in self.binds]
        return found if self.is_positional else {name: one for (name, _, _), one in zip(self.binds, found, strict=True)}


class Prepared:
    """A SELECT that names what it takes by `bindparam`. Errors are those that SQLAlchemy would raise."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[bool, _Compiled] = {}

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """What it finds."""
        compiled = self._for(connection)
        found = carry_out(connection, compiled.sql, compiled.arguments(values)).fetchall()
        if not any(compiled.results):
            return list(found)
        return [
            tuple(convert(value) if convert else value for value, convert in zip(row, compiled.results, strict=True))
            for row in found
        ]

    def _for(self, connection: Connection) -> _Compiled:
        found = self._compiled.get(connection.is_sqlite)
        if found is None:
            found = self._compiled[connection.is_sqlite] = self._compile(connection.dialect)
        return found

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect)
        own = compiled.params
        binds = {
            name: (name, bind.type.dialect_impl(dialect).bind_processor(dialect), own.get(name))
            for name, bind in compiled.binds.items()
        }
        returned = self._statement.exported_columns
        return _Compiled(
            sql=str(compiled),
            binds=tuple(binds[name] for name in (compiled.positiontup or binds)),
            results=tuple(column.type.dialect_impl(dialect).result_processor(dialect, None) for column in returned),
            is_positional=compiled.positional,
        )
