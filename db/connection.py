"""A transaction, and what may be asked in it: by the driver's own connection, or in SQLAlchemy's words.

SQLAlchemy takes longer to import than a crawl takes that finds nothing new. So on SQLite, where nothing else needs it,
it comes with the first statement in its words; those that such a crawl carries out are written in SQL (`db.raw`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVarTuple, overload

if TYPE_CHECKING:
    from sqlalchemy import Connection as Above
    from sqlalchemy import CursorResult, Dialect, Executable
    from sqlalchemy.engine.interfaces import _CoreAnyExecuteParams
    from sqlalchemy.sql.selectable import TypedReturnsRows

Ts = TypeVarTuple("Ts")


class Connection:
    """A transaction that `Database.read` or `Database.write` has opened.

    `driver`: sqlite3's or psycopg's connection. `info`: what is remembered for as long as that connection lives.
    """

    __slots__ = ("_above", "_make_above", "driver", "info", "is_sqlite")

    def __init__(self, driver: Any, info: dict[Any, Any], make_above: Callable[[], Above], *, is_sqlite: bool) -> None:
        self.driver = driver
        self.info = info
        self.is_sqlite = is_sqlite
        self._make_above = make_above
        self._above: Above | None = None

    @property
    def sqlalchemy(self) -> Above:
        """SQLAlchemy's connection above the driver's, in the same transaction."""
        if self._above is None:
            self._above = self._make_above()
        return self._above

    @property
    def dialect(self) -> Dialect:
        return self.sqlalchemy.dialect

    @overload
    def execute(
        self, statement: TypedReturnsRows[*Ts], parameters: _CoreAnyExecuteParams | None = None
    ) -> CursorResult[*Ts]: ...

    @overload
    def execute(
        self, statement: Executable, parameters: _CoreAnyExecuteParams | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    def execute(self, statement: Any, parameters: _CoreAnyExecuteParams | None = None) -> Any:
        """Carry out a statement in SQLAlchemy's words."""
        return self.sqlalchemy.execute(statement, parameters)

    def exec_driver_sql(self, statement: str) -> CursorResult[*tuple[Any, ...]]:
        """Carry out a statement in the database's words."""
        return self.sqlalchemy.exec_driver_sql(statement)

    def commit(self) -> None:
        """End the transaction, with the knowledge of both."""
        if self._above is not None and self._above.in_transaction():
            self._above.commit()
        else:
            self.driver.commit()

    def rollback(self) -> None:
        if self._above is not None and self._above.in_transaction():
            self._above.rollback()
        else:
            self.driver.rollback()

    def close(self) -> None:
        if self._above is not None:
            self._above.close()
        self.driver.close()


def over(above: Above) -> Connection:
    """For who has SQLAlchemy's connection already: a migration, or an archive on Postgres."""
    is_sqlite = above.dialect.name == "sqlite"
    connection = Connection(above.connection.driver_connection, above.info, lambda: above, is_sqlite=is_sqlite)
    connection._above = above
    return connection
