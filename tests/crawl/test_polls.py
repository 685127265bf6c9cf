"""Polls that come too late, servers that lie, and what `why` says of it, against a feed on loopback."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import update

from db import Database, sources
from db.query import run
from db.schema import endpoint, page, source
from scraper.config import Config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.crawl.crawl import sync_sources
from scraper.errors import UsageError
from scraper.why import explain

TEXT = "<p>" + "The council met on Monday and agreed on a plan for the harbour of the town. " * 8 + "</p>"


@dataclass
class Site:
    """A feed of `listed` articles, a sitemap of `mapped` ones. `is_lying`: every conditional request gets a 304."""

    listed: list[int] = field(default_factory=list)
    mapped: list[int] = field(default_factory=list)
    is_lying: bool = False
    edition: str = "first"
    """A word of every article."""
    url: str = ""

    def answer(self, path: str) -> tuple[str, str] | None:
        when = datetime.now(UTC)
        if path == "/feed":
            items = "".join(
                f"<item><title>Report number {n}</title><link>{self.url}/news/{n}-report</link>"
                f"<pubDate>{format_datetime(when)}</pubDate></item>"
                for n in self.listed
            )
            return "application/rss+xml", f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        if path == "/sitemap.xml":
            urls = "".join(
                f"<url><loc>{self.url}/news/{n}-report</loc><lastmod>{when.isoformat()}</lastmod></url>"
                for n in self.mapped
            )
            return "application/xml", f"<urlset>{urls}<url><loc>{self.url}/news/1-old</loc></url></urlset>"
        if path == "/robots.txt":
            return "text/plain", f"Sitemap: {self.url}/sitemap.xml"
        if path.startswith("/news/"):
            when_told = '<time datetime="2026-03-02T10:00:00Z">2 March 2026</time>'
            said = f"<h1>Report {path}</h1>{when_told}{TEXT}<p>This is the {self.edition} edition of {path}.</p>"
            return "text/html", f"<title>Report {path}</title><article>{said}</article>"
        return None


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.answer(self.path)
            status = 404 if found is None else 304 if site.is_lying and self.headers["If-None-Match"] else 200
            self.send_response(status)
            self.send_header("ETag", '"always-the-same"')
            body = found[1].encode() if found and status == 200 else b""
            self.send_header("Content-Type", found[0] if found else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Archive:
    config: Config
    database: Database

    def crawl(self, *, everything: bool = True) -> None:
        asyncio.run(crawl(self.config, self.database, CrawlRequest(everything=everything)))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with run(self.database, query) as result:
            return list(result.rows)

    def set(self, **values: Any) -> None:
        with self.database.write() as connection:
            connection.execute(update(endpoint).values(**values))

    def age(self, by: timedelta) -> None:
        """As if the source had been known for so much longer."""
        with self.database.write() as connection:
            connection.execute(update(source).values(created_at=datetime.now(UTC) - by))

    def why(self, subject: str) -> str:
        return "\n".join(explain(self.database, subject, datetime.now(UTC)))


@pytest.fixture
def archive(site: Site, database_url: str) -> Iterator[Archive]:
    town = {"name": "town", "url": f"{site.url}/", "feeds": [f"{site.url}/feed"]}
    config = Config.model_validate({"database": database_url, "archive": None, "sources": [town], "revisit": []})
    database = prepare(config, CrawlRequest(everything=True))
    yield Archive(config, database)
    database.close()


def test_a_feed_that_shares_nothing_with_the_last_poll_leaves_a_gap_that_the_sitemap_fills(
    site: Site, archive: Archive
) -> None:
    site.listed, site.mapped = [1, 2, 3], [1, 2, 3]
    archive.crawl()
    assert archive.rows("select * from gaps") == []
    site.listed, site.mapped = [10, 11, 12], [*range(1, 13)]
    archive.crawl()
    assert archive.rows("select source, kind, entries, found, searched_at is null from gaps") == [
        ("town", "feed", 3, 6, False)
    ]
    kept = archive.rows("select url from articles order by id")
    assert {url.removeprefix(site.url) for (url,) in kept} == {f"/news/{n}-report" for n in range(1, 13)}
    said = archive.why("town")
    assert "1 poll shared nothing with the one before" in said
    assert "all 3 entries were new, so some may have been missed" in said


def test_a_server_that_says_304_though_it_has_news_is_found_out_and_remembered(site: Site, archive: Archive) -> None:
    site.listed, site.is_lying = [1, 2, 3], True
    archive.crawl()
    site.listed = [2, 3, 4]
    archive.crawl()
    assert archive.rows("select count(*) from articles") == [(3,)]
    archive.set(full_at=datetime.now(UTC) - timedelta(days=2))
    archive.crawl()
    assert archive.rows("select count(*) from articles") == [(4,)]
    assert [bool(lies) for (lies,) in archive.rows("select is_distrusted from endpoints")] == [True]
    assert "asked without validators" in archive.why("town")
    site.listed = [3, 4, 5]
    archive.crawl()
    assert archive.rows("select count(*) from articles") == [(5,)]


def test_a_server_whose_304s_hide_corrections_is_found_out_and_its_articles_are_fetched_whole(
    site: Site, archive: Archive
) -> None:
    site.listed, site.is_lying = [1, 2, 3], True
    archive.crawl()
    site.edition = "second"
    archive.crawl()
    revised = "select count(*) from revisions where revision = 2"
    assert archive.rows(revised) == [(0,)]
    archive.age(timedelta(days=2))
    archive.crawl()  # one page is asked for whole, and tells
    assert archive.rows(revised) == [(1,)]
    assert "its 304s for articles were wrong before" in archive.why("town")
    archive.crawl()
    assert archive.rows(revised) == [(3,)]


def test_a_server_that_tells_the_truth_is_asked_for_one_page_a_day_and_stays_believed(
    site: Site, archive: Archive
) -> None:
    site.listed, site.is_lying = [1, 2, 3], True
    archive.crawl()
    archive.age(timedelta(days=2))
    for _ in range(2):
        archive.crawl()
    assert "304s for articles" not in archive.why("town")
    asked_whole = "select count(*) from fetches where outcome = 'not_modified' and status = 200 and url like '%/news/%'"
    assert archive.rows(asked_whole) == [(1,)]


def test_why_tells_of_a_source_a_page_and_an_article(site: Site, archive: Archive) -> None:
    site.listed = [1, 2, 3]
    archive.crawl()
    assert archive.why("town").startswith("source town: waiting, due in ")
    assert "this was the first poll" in archive.why("town")
    url = f"{site.url}/news/1-report"
    said = archive.why(f"{url}?utm_source=x")
    assert f"page {url} of source town: article " in said
    assert f"told of by {site.url}/feed" in said
    assert "fetched " in said
    assert "the plan of re-visits is over" in said
    number = archive.rows(f"select id from articles where url = '{url}'")[0][0]
    assert timeless(archive.why(str(number))) == timeless(said)
    for unknown in (f"{site.url}/nowhere", "999", "city"):
        with pytest.raises(UsageError):
            archive.why(unknown)


def timeless(said: str) -> str:
    """A second may pass between two answers."""
    return re.sub(r"\d+ s ago", "just now", said)


def test_times_that_a_clock_has_written_which_was_years_ahead_are_not_waited_for(site: Site, archive: Archive) -> None:
    site.listed = [1, 2]
    archive.crawl()
    fetched = "select count(*) from fetches"
    ((before,),) = archive.rows(fetched)
    then = datetime.now(UTC) + timedelta(days=10_000)
    with archive.database.write() as connection:
        connection.execute(update(source).values(next_visit_at=then, lease_holder="gone 1", lease_until=then))
        connection.execute(update(endpoint).values(next_poll_at=then))
        connection.execute(update(page).values(next_visit_at=then, discovered_at=then))
        sync_sources(connection, archive.config)
        assert sources.due(connection, datetime.now(UTC)) == ["town"]
    archive.crawl(everything=False)
    assert archive.rows(fetched) == [(before + 3,)]
    ((planned,),) = archive.rows("select max(next_visit_at) from sources")
    assert str(planned) < str(datetime.now(UTC) + timedelta(days=2))
    archive.crawl(everything=False)
    assert archive.rows(fetched) == [(before + 3,)]
