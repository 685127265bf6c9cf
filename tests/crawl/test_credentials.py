"""A source's cookies and headers: they go to its own addresses, and to nobody whom its pages name."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from tests.fetch.conftest import response, serving

CONFIG = """
archive: null
allow_private_networks: true
politeness: {{delay_s: 0}}
sources:
  - name: news
    url: "{url}/"
    {places}
    cookies: {{session: secret}}
    headers: {{Authorization: secret}}
"""


@pytest.mark.parametrize(
    ("places", "kind"),
    [
        ("feeds: [/list]", "application/rss+xml"),
        ("lists: [{{url: /list, items: '@', fields: {{url: u}}, article: '{{url}}'}}]", "application/json"),
    ],
    ids=["feed", "json"],
)
def test_another_host_that_a_list_names_gets_none_of_them(places: str, kind: str, tmp_path: Path) -> None:
    async def run() -> None:
        pages: dict[str, Any] = {"/own": response(b"<p>own")}
        async with serving({"/theirs": response(b"<p>theirs")}) as other, serving(pages) as server:
            urls = [server.url + "/own", other.url + "/theirs"]
            feed = "<rss><channel>" + "".join(f"<item><link>{url}</link></item>" for url in urls) + "</channel></rss>"
            listed = "[" + ",".join(f'{{"u": "{url}"}}' for url in urls) + "]"
            pages["/list"] = response((listed if "json" in kind else feed).encode(), Content_Type=kind)
            (tmp_path / "config.yaml").write_text(CONFIG.format(url=server.url, places=places.format()))
            config = load_config(tmp_path / "config.yaml", environ={})
            database = prepare(config, CrawlRequest())
            await crawl(config, database, CrawlRequest())
            database.close()
            assert [path for path, _ in other.asked] == ["/robots.txt", "/theirs"]
            assert not any({"cookie", "authorization"} & sent.keys() for _, sent in other.asked)
            assert {(sent["cookie"], sent["authorization"]) for _, sent in server.asked} == {
                ("session=secret", "secret")
            }
            assert {path for path, _ in server.asked} == {"/robots.txt", "/list", "/own"}

    asyncio.run(run())
