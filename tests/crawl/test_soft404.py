"""What is gone though its server says 200."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import Database
from scraper.crawl.soft404 import leads_home
from scraper.response import Hop, Response
from tests.crawl.test_places import crawl_with, rows
from tests.fetch.conftest import Answer, response, serving


@pytest.mark.parametrize(
    ("asked", "came", "expected"),
    [
        ("https://example.org/news/1", "https://example.org/", True),
        ("https://example.org/news/1", "https://www.example.org", True),
        ("https://example.org/?p=7", "https://example.org/", True),
        ("https://example.org/news/1", "https://example.org/?p=7", False),
        ("https://example.org/news/1", "https://example.org/news/1-title", False),
        ("http://example.org/", "https://example.org/", False),
        ("https://short.example/a1", "https://example.org/", False),
        ("https://example.org/news/1", "https://example.org/news/1", False),
    ],
)
def test_a_page_that_leads_home(asked: str, came: str, expected: bool) -> None:
    hops = (Hop(asked, 302),) if asked != came else ()
    assert leads_home(Response(asked, came, 200, (), b"", datetime.now(UTC), 1, hops=hops)) == expected


def test_soft_404s_are_gone_with_their_reason(database: Database, tmp_path: Path) -> None:
    async def run_it() -> None:
        pages: dict[str, Answer] = {
            "/": response(b"<p>Welcome"),
            "/moved": response(status="302 Found", Location="/"),
            "/error": response(b"<title>Page not found</title><h1>Page not found</h1><p>Sorry."),
        }
        async with serving(pages) as server:
            urls = "".join(f"<url><loc>{server.url}{path}</loc></url>" for path in ("/moved", "/error"))
            pages["/sitemap.xml"] = response(f"<urlset>{urls}</urlset>".encode())
            await crawl_with(database, tmp_path, server, ", sitemaps: [/sitemap.xml]")

    asyncio.run(run_it())
    found = rows(database, "select state, reason from pages order by url")
    assert [state for state, _ in found] == ["gone", "gone"]
    assert "the title says: Page not found" in str(found[0][1])
    assert "leads to the home page" in str(found[1][1])
    kept = rows(database, "select distinct error_kind, warc_file is not null from fetches where outcome = 'gone'")
    assert [(kind, bool(there)) for kind, there in kept] == [("soft_404", True)]
