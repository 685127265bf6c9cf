"""A crash right behind a sitemap index: its validators are stored, so its sitemaps must be known by then."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from db import Database, DatabaseError
from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.crawl.endpoints import _Poller
from scraper.sample import SampleSite, load_truth, sample_config

PATHS = sorted(article.path for article in load_truth().in_edition(1))


async def crash(self: _Poller, children: list[Any], depth: int) -> None:
    if children:
        raise DatabaseError("the power is gone")


def test_a_crash_between_an_index_and_its_sitemaps_loses_no_article(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SampleSite() as site:
        (tmp_path / "config.yaml").write_text(sample_config(site.url), encoding="utf-8")
        config = load_config(tmp_path / "config.yaml", environ={}, database=database_url)
        prepare(config, CrawlRequest(everything=True)).close()
        database = Database(database_url)
        with monkeypatch.context() as patched:
            patched.setattr(_Poller, "_follow_index", crash)
            with pytest.raises(DatabaseError):
                asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        with run(database, "select canonical_url from articles") as result:
            stored = [str(url).removeprefix(site.url) for (url,) in result.rows]
        database.close()
    assert sorted(stored) == PATHS
