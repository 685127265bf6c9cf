"""An archive of the first schema becomes one of today's: its articles are read, found and counted as before."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from db import Database, migrate
from db.public import Filter, one
from db.search import search

ROWS = (
    "INSERT INTO source (id, name, url, schedule, is_active, created_at) "
    "VALUES (1, 'old', 'https://old.example/', 'auto', {yes}, '2026-01-01T00:00:00Z')",
    "INSERT INTO run (id, started_at, status, holder, program_version) "
    "VALUES (1, '2026-01-01T00:00:00Z', 'done', 'h', '0')",
    'INSERT INTO "fetch" (id, run_id, source_id, url, fetched_at, outcome) '
    "VALUES (1, 1, 1, 'https://old.example/1', '2026-01-01T00:00:00Z', 'new')",
    "INSERT INTO article (id, source_id, url, canonical_url, url_key, authors, keywords, published_at, language, kind, "
    "first_seen_at, last_seen_at, duplicate_key) VALUES (7, 1, 'https://old.example/1', 'https://old.example/1', "
    "'old.example/1', '[\"Anna\"]', '[]', '2026-01-01T00:00:00Z', 'de', 'article', '2026-01-01T00:00:00Z', "
    "'2026-01-01T00:00:00Z', 'k')",
    "INSERT INTO revision (id, article_id, number, fetch_id, seen_at, title, text, word_count, content_hash, changed, "
    "parser_version) VALUES (3, 7, 1, 1, '2026-01-01T00:00:00Z', 'Die Präsidenten', 'Ein Satz.', 2, 'h', '[]', '1')",
    "UPDATE article SET revision_id = 3 WHERE id = 7",
)


def make_first(database: Database) -> None:
    with database.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in ROWS:
            connection.execute(text(row.replace("{yes}", "1" if database.is_sqlite else "true")))


def test_the_first_schema_becomes_today_s(empty_url: str) -> None:
    database = Database(empty_url)
    make_first(database)
    assert migrate.state(database) == "older"
    copy = migrate.upgrade(database)
    assert (copy is not None) == database.is_sqlite
    assert migrate.state(database) == "current"
    article = one(database, 7)
    assert article is not None
    assert (article["title"], article["source"], article["authors"]) == ("Die Präsidenten", "old", ["Anna"])
    assert [hit["id"] for hit in search(database, "präsident", Filter(), 5).hits] == [7]
    database.close()
