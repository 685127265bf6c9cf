"""A crawled sample site with its raw pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text

from db import Database
from db.query import run
from scraper.archive import Files
from scraper.config import Config
from scraper.crawl import Report, crawl
from scraper.raw.files import files_of
from scraper.sample import SampleSite
from tests.raw.object_store import ObjectStore, object_server
from tests.sample_archive import EVERYTHING, SampleArchive


@dataclass(frozen=True)
class Kept:
    """An archive whose pages are kept raw."""

    site: SampleSite
    config: Config
    database: Database

    @property
    def files(self) -> Files:
        return files_of(self.config)

    def storing(self, store: ObjectStore) -> Kept:
        """With a place to move files to."""
        warc = self.config.warc.model_copy(update={"store": store.address, "store_options": store.options})
        return replace(self, config=self.config.model_copy(update={"warc": warc}))

    def crawl(self) -> Report:
        return asyncio.run(crawl(self.config, self.database, EVERYTHING))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with run(self.database, query) as result:
            return list(result.rows)

    def execute(self, statement: str) -> None:
        with self.database.write() as connection:
            connection.execute(text(statement))


@pytest.fixture
def kept(sample_archive: SampleArchive) -> Iterator[Kept]:
    """The sample site's first edition; once for each database."""
    config, database = sample_archive.open()
    yield Kept(sample_archive.site, config, database)
    database.close()


@pytest.fixture(scope="session")
def object_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with object_server(tmp_path_factory.mktemp("objects") / "log") as endpoint:
        yield endpoint


@pytest.fixture
def object_store(object_endpoint: str) -> ObjectStore:
    return ObjectStore(object_endpoint).make_bucket()
