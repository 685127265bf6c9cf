"""A page that our own code trips over before it is fetched: it costs nobody else, in this pass nor in the next."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, ask, crawl, prepare, visit
from scraper.errors import NoMemoryError
from scraper.response import Response
from tests.fetch.conftest import response, serving

CONFIG = """
archive: null
politeness: {{delay_s: 0}}
sources: [{{name: news, url: "{url}/", sitemaps: [/list]}}]
"""


ARTICLE = """
<html lang=en><head><title>Council repairs the bridge</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-11-20T10:00:00Z"></head>
<body><article><h1>Council repairs the bridge before winter</h1>
<p>The council of the town decided on Monday that the bridge over the river would be repaired before the winter.</p>
<p>The mayor told reporters after a long session in the old town hall that the work would take about three months.</p>
<p>Shopkeepers on both banks had asked for a ferry meanwhile, which the council refused as too dear for the town.</p>
</article></body></html>
"""


def test_a_page_that_breaks_our_code_is_noted_and_the_others_are_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trip(work: Any, url: str, *given: Any) -> Response:
        if url.endswith("/poison"):
            raise RuntimeError("a mistake of ours")
        return await ask.ask_for_page(work, url, *given)

    async def crawled() -> tuple[int, list[tuple[Any, ...]], list[str]]:
        pages: dict[str, Any] = {}
        async with serving(pages) as server:
            pages["/list"] = response("".join(f"{server.url}/{name}\n" for name in ("poison", "a", "b")).encode())
            (tmp_path / "config.yaml").write_text(CONFIG.format(url=server.url))
            config = load_config(tmp_path / "config.yaml", environ={})
            database = prepare(config, CrawlRequest())
            report = await crawl(config, database, CrawlRequest())
            with run(database, "select url, error_kind, error from fetches where error_kind = 'internal'") as result:
                rows = list(result.rows)
            database.close()
            return len(report.failed_sources), rows, server.paths()

    monkeypatch.setattr(visit, "ask_for_page", trip)
    failed, rows, paths = asyncio.run(crawled())
    assert failed == 0
    assert [(url.rpartition("/")[2], told) for url, _, told in rows] == [("poison", "RuntimeError: a mistake of ours")]
    assert sorted(paths) == ["/a", "/b", "/list"]


def test_where_memory_ends_the_crawl_does_too_and_all_pages_stay_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*_given: Any) -> None:
        bytes(1 << 62)

    async def run_out() -> list[tuple[Any, ...]]:
        pages: dict[str, Any] = {}
        async with serving(pages) as server:
            pages["/a"] = response(ARTICLE.encode(), Content_Type="text/html")
            pages["/list"] = response(f"{server.url}/a\n".encode())
            (tmp_path / "config.yaml").write_text(CONFIG.format(url=server.url))
            config = load_config(tmp_path / "config.yaml", environ={})
            database = prepare(config, CrawlRequest())
            with pytest.raises(NoMemoryError):
                await crawl(config, database, CrawlRequest())
            monkeypatch.undo()
            report = await crawl(config, database, CrawlRequest())
            with run(database, "select outcome, error from fetches where url like '%/a'") as result:
                rows = list(result.rows)
            database.close()
            assert report.failed_sources == []
            return rows

    monkeypatch.setattr(visit, "store_articles", too_much)
    assert asyncio.run(run_out()) == [("new", None)]
