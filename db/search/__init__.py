"""Full-text search that means the same on SQLite and Postgres: our own words and queries over FTS5 and tsvector.

words: text to lexemes     query: what somebody typed     index: writes     find: reads     snippet: where it was found
"""

from db.search.find import Page, Sort, search
from db.search.query import read_query

__all__ = ["Page", "Sort", "read_query", "search"]
