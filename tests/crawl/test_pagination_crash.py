"""A crash between two pages of a section: what the second lists is read, though the first is unchanged by then."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from db import Database, DatabaseError
from db.query import run
from db.sources import EndpointRow
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.crawl.endpoints import _Poller
from scraper.errors import FetchError
from scraper.response import Response
from scraper.sample import SampleSite, load_truth

PATHS = {a.path for a in load_truth().in_edition(1) if a.path.startswith("/de/wirtschaft/")}

CONFIG = """
user_agent: "dateline-test (+https://example.org/)"
database: sqlite:///unused.db
politeness: {{delay_s: 0}}
sources:
  - {{name: meridian, url: {url}/, sections: [/de/wirtschaft/]}}
"""

WAITING = "select url from endpoints where next_poll_at is not null order by id"

whole, get = _Poller.poll, _Poller._get


async def crash(self: _Poller, row: EndpointRow, lastmod: datetime | None = None, depth: int = 0) -> None:
    if depth:
        raise DatabaseError("the power is gone")
    await whole(self, row, lastmod, depth)


def archive_of(site: SampleSite, url: str, folder: Path) -> tuple[Config, Database]:
    (folder / "config.yaml").write_text(CONFIG.format(url=site.url), encoding="utf-8")
    config = load_config(folder / "config.yaml", environ={}, database=url)
    return config, prepare(config, CrawlRequest())


def paths(site: SampleSite, database: Database, query: str) -> list[str]:
    with run(database, query) as result:
        return [str(url).removeprefix(site.url) for (url,) in result.rows]


def test_a_crash_between_two_pages_of_a_section_loses_no_article(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SampleSite() as site:
        config, database = archive_of(site, database_url, tmp_path)
        with monkeypatch.context() as patched:
            patched.setattr(_Poller, "poll", crash)
            with pytest.raises(DatabaseError):
                asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        report = asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        stored = set(paths(site, database, "select canonical_url from articles"))
        waiting = paths(site, database, WAITING)
        database.close()
    assert report.per_source["meridian"].not_modified == 1, "the first page was unchanged"
    assert stored >= PATHS
    assert waiting == ["/de/wirtschaft/"]


@pytest.mark.parametrize(
    ("error", "waiting"),
    [
        (FetchError("timeout", "too slow"), ["/de/wirtschaft/", "/de/wirtschaft/?page=2"]),
        (FetchError("robots", "keep out"), ["/de/wirtschaft/"]),
        (FetchError("status", "not found", status=404), ["/de/wirtschaft/"]),
    ],
    ids=["asked for again", "refused", "the end of the list"],
)
def test_a_page_of_a_list_that_can_t_be_had_is_asked_for_again_unless_that_is_final(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: FetchError, waiting: list[str]
) -> None:
    async def fail(self: _Poller, row: EndpointRow) -> Response:
        if row.found_by == "pagination":
            raise error
        return await get(self, row)

    monkeypatch.setattr(_Poller, "_get", fail)
    with SampleSite() as site:
        config, database = archive_of(site, f"sqlite:///{tmp_path / 'archive.db'}", tmp_path)
        asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        assert paths(site, database, WAITING) == waiting
        database.close()
