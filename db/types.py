"""Column types that mean the same on SQLite and Postgres."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.moments import as_stored

LARGEST_ID = 2**63 - 1
"""What either database can hold as a whole number."""


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time to the second: timestamptz on Postgres, `2022-02-10T09:30:00Z` as text on SQLite.

    Naive times are refused (ValueError).
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        timestamptz = dialect.name == "postgresql"
        return dialect.type_descriptor(DateTime(timezone=True) if timestamptz else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else as_stored(value, is_sqlite=dialect.name != "postgresql")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)  # the Z makes it aware; twenty times as fast as strptime
        return value.astimezone(UTC)  # type: ignore[no-any-return]


class JsonList(TypeDecorator[list[str]]):
    """A list of strings: jsonb on Postgres, JSON text on SQLite.

    SQLAlchemy's Postgres side, which is a third of it, is imported where there is a Postgres.
    """

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON(none_as_null=True))
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))
