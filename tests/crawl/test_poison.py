"""A page that our own code trips over before it is fetched: it costs nobody else, in this pass nor in the next."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, ask, crawl, prepare, visit
from scraper.response import Response
from tests.fetch.conftest import response, serving

CONFIG = """
archive: null
politeness: {{delay_s: 0}}
sources: [{{name: news, url: "{url}/", sitemaps: [/list]}}]
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
