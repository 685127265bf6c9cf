"""The demonstration: the sample site served on loopback, crawled twice, the second time after it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import Database
from db.frozen import frozen
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, Observer, Report, crawl, prepare
from scraper.sample import SampleSite, sample_config


@frozen
class Demonstration:
    """A configuration and an archive of its own, and the site that they point at."""

    site: SampleSite
    config: Config
    database: Database

    async def crawl(self, edition: int, observer: Observer) -> Report:
        """One pass over the site as it stands in that edition (1 or 2)."""
        self.site.edition = edition
        return await crawl(self.config, self.database, CrawlRequest(everything=True), observer)


@contextmanager
def demonstration(folder: Path, database: str | None = None) -> Iterator[Demonstration]:
    """Serve the sample site and set up an empty archive for it in `folder`, or in the database of that URL."""
    folder.mkdir(parents=True, exist_ok=True)
    with SampleSite() as site:
        path = folder / "config.yaml"
        path.write_text(sample_config(site.url), encoding="utf-8")
        config = load_config(path, environ={}, database=database)
        archive = prepare(config, CrawlRequest(everything=True))
        try:
            yield Demonstration(site, config, archive)
        finally:
            archive.close()
