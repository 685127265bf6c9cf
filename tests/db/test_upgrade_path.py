"""An archive of the first schema becomes one of today's: its articles are read, found and counted as before."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from db import Database, marks, migrate, version
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


INDEXED = (
    "INSERT INTO link (a_id, b_id, relation, rule, score, method, decided_at) "
    "VALUES (7, 8, 'same', 'similarity', 0.9, 'shingles-3', '2026-01-01T00:00:00Z')",
    "INSERT INTO sketch VALUES (5, 7), (5, 8)",
    "INSERT INTO clue VALUES (3400, 6, 7, 'de')",
    "INSERT INTO repeated_line VALUES (4, 3)",
)


def make_first(database: Database) -> None:
    go_to(database, "0001")
    with database.write() as connection:
        for row in ROWS:
            connection.execute(text(row.replace("{yes}", "1" if database.is_sqlite else "true")))


def go_to(database: Database, revision: str) -> None:
    with database.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        config.attributes["connection"] = connection.sqlalchemy
        command.upgrade(config, revision)


def test_the_first_schema_becomes_today_s(empty_url: str) -> None:
    database = Database(empty_url)
    make_first(database)
    assert version.state(database) == "older"
    copy = migrate.upgrade(database)
    assert (copy is not None) == database.is_sqlite
    assert version.state(database) == "current"
    article = one(database, 7)
    assert article is not None
    assert (article["title"], article["source"], article["authors"]) == ("Die Präsidenten", "old", ["Anna"])
    assert [hit["id"] for hit in search(database, "präsident", Filter(), 5).hits] == [7]
    database.close()


def test_links_outlast_the_index_by_which_they_were_found(empty_url: str) -> None:
    database = Database(empty_url)
    make_first(database)
    with database.write() as connection:
        connection.execute(text(ROWS[3].replace("(7, 1", "(8, 1").replace("old.example/1", "old.example/2")))
    go_to(database, "0024")
    with database.write() as connection:
        for row in INDEXED:
            connection.execute(text(row))
    migrate.upgrade(database)
    with database.read() as connection:
        assert connection.execute(text("SELECT a_id, b_id, relation FROM links")).all() == [(7, 8, "same")]
        assert marks.is_behind(connection)  # so it is said that `dateline db recognise` is to be run
    database.close()
