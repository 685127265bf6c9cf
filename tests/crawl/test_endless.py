"""Sites that go on for ever: a pass ends all the same, and leaves no row for each step that it took."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from tests.fetch.conftest import response, serving

CONFIG = """
archive: null
politeness: {{delay_s: 0}}
sources: [{{name: news, url: "{url}/", sitemaps: [/index]}}]
"""


class Indexes(dict[str, Any]):
    """An index of sitemaps at each address, which names another one."""

    def get(self, path: str, default: Any = None) -> Any:
        if path == "/robots.txt":
            return default
        return response(f"<sitemapindex><sitemap><loc>{path}x</loc></sitemap></sitemapindex>".encode())


def test_indexes_of_indexes_are_followed_as_far_as_sites_have_them(tmp_path: Path) -> None:
    async def crawled() -> tuple[list[str], int]:
        async with serving(Indexes()) as server:
            (tmp_path / "config.yaml").write_text(CONFIG.format(url=server.url))
            config = load_config(tmp_path / "config.yaml", environ={})
            database = prepare(config, CrawlRequest())
            await crawl(config, database, CrawlRequest())
            with run(database, "select count(*) from endpoints") as result:
                ((known,),) = result.rows
            database.close()
            return server.paths(), known

    paths, known = asyncio.run(crawled())
    assert paths == ["/index", "/indexx", "/indexxx", "/indexxxx"]
    assert known == 4
