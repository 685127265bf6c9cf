"""The whole line on real pages: crawl, store, search, count, and a second pass that changes nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from db.public import Filter
from db.query import run
from db.search import search
from scraper.config import Config
from scraper.crawl import CrawlRequest, crawl, prepare
from tests.crawl.publishers import BENCH, real_pages, serving

SETS = ("fundus_tests", "scrapinghub", "wcxb_article")
PAGES = 150

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BENCH.is_dir(), reason="the real pages (../shared/bench) are not there"),
]


def test_real_publishers_are_crawled_stored_searched_and_counted(database_url: str, tmp_path: Path) -> None:
    publishers = real_pages(SETS, PAGES)
    with serving(publishers) as sites:
        config = Config.model_validate(
            {
                "database": database_url,
                "archive": str(tmp_path / "archive"),
                "user_agent": "dateline-test (+https://example.org)",
                "politeness": {"delay_s": 0},
                "sources": [{"name": s.name, "url": s.url, "sitemaps": [f"{s.url}/sitemap.xml"]} for s in sites],
            }
        )
        database = prepare(config, CrawlRequest())
        first = asyncio.run(crawl(config, database, CrawlRequest()))
        second = asyncio.run(crawl(config, database, CrawlRequest(everything=True)))

    served = sum(len(site.pages) - 1 for site in sites)
    assert served >= 100
    assert first.failed_sources == []
    totals = first.totals()
    there = {site.url + path for site in sites for path in site.pages}
    with run(database, "select url from pages where state in ('failed', 'gone')") as result:
        not_answered = [url for (url,) in result.rows]
    assert not [url for url in not_answered if url in there]  # canonical addresses that no set has are asked for too
    assert totals["failed"] == len(not_answered)
    assert totals["fetched"] >= 0.98 * (served + len(sites))  # two addresses may be one page
    with run(database, "select count(*), count(duplicate_of) from articles") as result:
        ((articles, duplicates),) = result.rows
    assert articles == totals["new"] >= 0.9 * served
    assert duplicates == totals["duplicates"] <= 0.05 * articles
    with run(database, "select state, count(*) from pages group by state") as result:
        states = dict(result.rows)
    assert set(states) <= {"article", "rejected", "alias", "gone"}
    assert states.get("gone", 0) == len(not_answered)
    with run(database, "select count(*) from articles where title is null or language is null") as result:
        assert next(iter(result.rows))[0] <= 0.02 * articles

    (longest,) = _rows(database, "select id, title from articles order by length(title) desc limit 1")
    hits = search(database, " ".join(f'"{word}"' for word in longest[1].split()[:8]), Filter(), 5)
    assert longest[0] in [hit["id"] for hit in hits.hits]

    assert (second.totals()["new"], second.totals()["revised"], second.totals()["failed"]) == (0, 0, 0)
    assert second.totals()["not_modified"] == second.totals()["fetched"] > 0
    database.close()


def _rows(database, query):  # type: ignore[no-untyped-def]
    with run(database, query) as result:
        return list(result.rows)
