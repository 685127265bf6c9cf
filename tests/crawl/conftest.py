"""A sample site on loopback, a configuration for it, and a crawl of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db import Database
from db.query import run
from scraper.config import Config
from scraper.crawl import CrawlRequest, Report, crawl
from scraper.sample import SampleSite, sample_config
from tests.sample_archive import EVERYTHING, SampleArchive, open_archive


@dataclass(frozen=True)
class Bench:
    """A site, and an archive that is crawled from it."""

    site: SampleSite
    config: Config
    database: Database

    def crawl(self, request: CrawlRequest | None = None) -> Report:
        return asyncio.run(crawl(self.config, self.database, request or EVERYTHING))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with run(self.database, query) as result:
            return list(result.rows)

    def path(self, url: str) -> str:
        return url.removeprefix(self.site.url)


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite() as site:
        yield site


@pytest.fixture
def after(sample_archive: SampleArchive) -> Iterator[Bench]:
    """The first pass over everything is done."""
    config, database = sample_archive.open()
    yield Bench(sample_archive.site, config, database)
    database.close()


@pytest.fixture
def bench(site: SampleSite, database_url: str, tmp_path: Path) -> Iterator[Bench]:
    """Nothing crawled yet; once for SQLite, once for Postgres."""
    (tmp_path / "config.yaml").write_text(sample_config(site.url), encoding="utf-8")
    config, database = open_archive(tmp_path, database_url)
    yield Bench(site, config, database)
    database.close()
