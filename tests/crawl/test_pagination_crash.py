"""A crash between two pages of a section: what the second lists is read, though the first is unchanged by then."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from db import Database, DatabaseError
from db.query import run
from db.sources import EndpointRow
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.crawl.endpoints import _Poller
from scraper.sample import SampleSite, load_truth

PATHS = {a.path for a in load_truth().in_edition(1) if a.path.startswith("/de/wirtschaft/")}

CONFIG = """
user_agent: "dateline-test (+https://example.org/)"
database: sqlite:///unused.db
politeness: {{delay_s: 0}}
sources:
  - {{name: meridian, url: {url}/, sections: [/de/wirtschaft/]}}
"""

whole = _Poller.poll


async def crash(self: _Poller, row: EndpointRow, lastmod: datetime | None = None, depth: int = 0) -> None:
    if depth:
        raise DatabaseError("the power is gone")
    await whole(self, row, lastmod, depth)


def test_a_crash_between_two_pages_of_a_section_loses_no_article(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SampleSite() as site:
        (tmp_path / "config.yaml").write_text(CONFIG.format(url=site.url), encoding="utf-8")
        config = load_config(tmp_path / "config.yaml", environ={}, database=database_url)
        prepare(config, CrawlRequest()).close()
        database = Database(database_url)
        with monkeypatch.context() as patched:
            patched.setattr(_Poller, "poll", crash)
            with pytest.raises(DatabaseError):
                asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        report = asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        with run(database, "select canonical_url from articles") as result:
            stored = {str(url).removeprefix(site.url) for (url,) in result.rows}
        with run(database, "select url from endpoints where next_poll_at is not null") as result:
            waiting = [str(url).removeprefix(site.url) for (url,) in result.rows]
        database.close()
    assert report.per_source["meridian"].not_modified == 1, "the first page was unchanged"
    assert stored >= PATHS
    assert waiting == ["/de/wirtschaft/"]
