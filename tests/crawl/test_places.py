"""Where a source is asked: what is configured, what robots.txt names, and no longer what was taken out."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import Database
from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl
from tests.fetch.conftest import Answer, Server, response, serving


async def crawl_with(database: Database, folder: Path, server: Server, places: str, name: str = "a") -> list[str]:
    """A pass with this configuration; the paths that it asked for, robots.txt apart."""
    (folder / "config.yaml").write_text(
        "user_agent: 'x (+https://example.org)'\npoliteness: {delay_s: 0}\n"
        f"sources: [{{name: {name}, url: '{server.url}/'{places}}}]\n"
    )
    config = load_config(folder / "config.yaml", environ={}, database=database.url.render_as_string(False))
    before = len(server.asked)
    await crawl(config, database, CrawlRequest(everything=True))
    return [path for path, _ in server.asked[before:] if path != "/robots.txt"]


def test_an_endpoint_that_is_taken_out_is_asked_no_more_and_wakes_with_what_it_knew(
    database: Database, tmp_path: Path
) -> None:
    async def run_it() -> None:
        pages: dict[str, Answer] = {
            path: response(b"<rss><channel><title>a</title></channel></rss>", ETag='"1"') for path in ("/one", "/two")
        }
        async with serving(pages) as server:
            assert await crawl_with(database, tmp_path, server, ", feeds: [/one, /two]") == ["/one", "/two"]
            assert await crawl_with(database, tmp_path, server, ", feeds: [/one]") == ["/one"]
            found = rows(database, "select found_by, next_poll_at, etag from endpoint where url like '%/two'")
            assert found == [("removed", None, '"1"')]
            assert await crawl_with(database, tmp_path, server, ", feeds: [/two]") == ["/two"]
            path, headers = server.asked[-1]
            assert (path, headers["if-none-match"]) == ("/two", '"1"')

    asyncio.run(run_it())


def test_another_configuration_switches_a_source_off_and_its_own_one_on_again_as_it_was(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    places = "select url, found_by, next_poll_at from endpoint where source_id = 1 order by url"

    async def run_it() -> None:
        home = response(b'<link rel="alternate" type="application/rss+xml" href="/feed">', ETag='"1"')
        feed = response(b"<rss><channel><title>a</title></channel></rss>", ETag='"1"')
        async with serving({"/": home, "/feed": feed, "/other": feed}) as server:
            assert await crawl_with(database, tmp_path, server, "") == ["/", "/feed"]
            before = rows(database, places)
            assert await crawl_with(database, tmp_path, server, ", feeds: [/other]", name="b") == ["/other"]
            assert rows(database, places) == before
            assert "source a: switched off, since it is not in" in caplog.text
            assert rows(database, "select name from sources where is_active") == [("b",)]
            assert sorted(await crawl_with(database, tmp_path, server, "")) == ["/", "/feed"]
            assert rows(database, "select name from sources where is_active") == [("a",)]

    asyncio.run(run_it())


def test_robots_txt_names_the_sitemap_of_a_site_without_a_feed(database: Database, tmp_path: Path) -> None:
    """Only what is new is taken from it: it lists all that the site ever had."""
    today, old = (datetime.now(UTC) - timedelta(days=days) for days in (1, 30))

    def entry(url: str, moment: datetime) -> str:
        return f"<url><loc>{url}</loc><lastmod>{moment.isoformat()}</lastmod></url>"

    async def run_it() -> None:
        async with serving(pages := {}) as server:
            listed = entry(f"{server.url}/new", today) + entry(f"{server.url}/old", old)
            pages |= {
                "/": response(b"<p>Welcome"),
                "/robots.txt": response(f"Sitemap: {server.url}/map.xml".encode()),
                "/map.xml": response(f"<urlset>{listed}</urlset>".encode()),
                "/new": response(b"x"),
            }
            assert await crawl_with(database, tmp_path, server, "") == ["/", "/map.xml", "/new"]
            pages["/"] = response(b'<link rel="alternate" type="application/rss+xml" href="/feed">')
            pages["/feed"] = response(b"<rss><channel><title>a</title></channel></rss>")
            assert await crawl_with(database, tmp_path, server, "") == ["/", "/feed"]
            assert await crawl_with(database, tmp_path, server, ", feeds: [/feed]") == ["/feed"]

    asyncio.run(run_it())


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with run(database, query) as result:
        return list(result.rows)
