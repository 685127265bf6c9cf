"""Keeps the news: schema, migrations, views, writes, search. Knows SQL, knows nothing of crawling or parsing.

Tables (singular) are ours and may change; the views (plural) are the public API on SQLite and Postgres alike.
"""

from db.engine import Database
from db.errors import DatabaseError

__all__ = ["Database", "DatabaseError"]
