"""Keeps the news: schema, migrations, views, writes, search. Knows SQL, knows nothing of crawling or parsing.

Tables (singular) are ours and may change; the views (plural) are the public API on SQLite and Postgres alike.
SQLAlchemy is imported with the first use of either name: who only prepares words for the search needs none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.engine import Database
    from db.errors import DatabaseError

__all__ = ["Database", "DatabaseError"]

_HOMES = {"Database": "engine", "DatabaseError": "errors"}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
