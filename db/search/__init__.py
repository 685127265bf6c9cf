"""Full-text search that means the same on SQLite and Postgres: our own words and queries over FTS5 and tsvector.

words: text to lexemes     prepare: an article's words     facts: what is indexed besides
word_order: what stands side by side     vocabulary: what compounds are made of
index: writes     table: its tables
query: what somebody typed     compounds: what it means too     render: in a database's words
overview: what the archive has     narrow: its filters     statements: what is asked of the index
candidates: the newest matches     find: the best of them     snippet: where it was found
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.search.find import Page, Sort, search
    from db.search.query import read_query

__all__ = ["Page", "Sort", "read_query", "search"]

_HOMES = {"Page": "find", "Sort": "find", "search": "find", "read_query": "query"}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
