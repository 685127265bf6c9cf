"""The same crawl gives the same rows in every public view of SQLite and Postgres."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from db import Database, migrate
from db.query import plain, run
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.sample import SampleSite, sample_config
from tests.conftest import KINDS, MakeUrl

OURS = {
    "id", "article_id", "run_id", "story_id", "original_id", "duplicate_of", "warc_file", "warc_offset", "warc_length",
    "elapsed_ms", "holder", "poll_reason", "date_download", "filename", "localpath",
}  # fmt: skip
"""Numbers, places and durations: they depend on what came first, and on the machine."""

QUIET = {"entries", "gaps", "problems"}
"""Nothing goes wrong at the sample site, and it has no live blog; tests/crawl/test_liveblog.py has one."""

NUMBERED = {"links"}
"""Their rows name articles by number, and those depend on the order in which pages were read; see `identities`."""

VIEWS = [name for name, _ in migrate.view_statements()]


def test_every_view_has_the_same_columns_rows_and_values(make_database_url: MakeUrl, tmp_path: Path) -> None:
    with SampleSite() as site:
        archives = [crawled(site, make_database_url(kind), tmp_path / kind) for kind in KINDS]
    differing = []
    for view in VIEWS:
        sqlite, postgres = (contents(database, view) for database in archives)
        assert sqlite[0] == postgres[0] or not (sqlite[1] or postgres[1]), view  # no rows, no columns on Postgres
        if sqlite[1] != postgres[1] and view not in NUMBERED:
            differing.append(view)
        assert sqlite[1] or view in QUIET, view
    assert differing == []
    numbers = [identities(database) for database in archives]
    assert numbers[0] == numbers[1] != []
    for database in archives:
        database.close()


def crawled(site: SampleSite, url: str, folder: Path) -> Database:
    """Two passes, the second over the changed site."""
    folder.mkdir()
    (folder / "config.yaml").write_text(sample_config(site.url), encoding="utf-8")
    config: Config = load_config(folder / "config.yaml", environ={}, database=url)
    database = prepare(config, CrawlRequest())
    for edition in (1, 2):
        site.edition = edition
        asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    return database


def contents(database: Database, view: str) -> tuple[list[str], list[str]]:
    """(column names, rows in a fixed order), without what depends on the clock."""
    with run(database, f"select * from {view}") as result:
        rows = [
            json.dumps({c: uniform(c, v) for c, v in zip(result.columns, row, strict=True)}, ensure_ascii=False)
            for row in result.rows
        ]
        return list(result.columns), sorted(rows)


def uniform(column: str, value: Any) -> Any:
    if column in OURS or (
        column.endswith("_at") and column not in {"published_at", "modified_at", "hint_published_at"}
    ):
        return value is None
    if isinstance(value, bool):
        return int(value)
    if column in {"agencies", "authors", "keywords", "changed"} and isinstance(value, str):
        return json.loads(value)
    return plain(value)


def identities(database: Database) -> list[tuple[Any, ...]]:
    """Which article is the copy of which; their numbers depend on the order in which pages were read."""
    query = (
        "select c.canonical_url, o.canonical_url from articles c left join articles o on o.id = c.duplicate_of "
        "order by c.canonical_url"
    )
    with run(database, query) as result:
        return list(result.rows)
