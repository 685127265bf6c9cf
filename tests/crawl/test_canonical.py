"""Which article a page is: sites that name one page as canonical for everything lose none of their articles."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from db import Database
from db.query import run
from scraper.config import Config
from scraper.crawl import CrawlRequest, crawl, prepare
from tests.raw.foreign import news_page

PAGES = {
    "/news/1-harbour": 1,
    "/news/2-market": 2,
    "/news/3-ferry": 3,
    "/news/1-harbour-reopens": 1,
    "/news/4/print": 4,
}
"""Path to article; the fourth is the first under another slug."""


class Site(BaseHTTPRequestHandler):
    """Every page claims `claim`; where it is empty, the address of its article."""

    claim = ""

    def do_GET(self) -> None:
        if self.path == "/sitemap.xml":
            urls = "".join(f"<url><loc>http://{self.headers['Host']}{path}</loc></url>" for path in PAGES)
            self.answer(200, f"<urlset>{urls}</urlset>".encode(), "application/xml")
        elif self.path in PAGES:
            number = PAGES[self.path]
            claim = self.claim or ("/news/1-harbour" if number == 1 else self.path)
            body = news_page(number).replace(b"https://news.example/%d" % number, claim.encode())
            self.answer(200, body, "text/html")
        else:
            self.answer(404, b"no such page", "text/plain")

    def answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def stored(url: str, database_url: str, folder: Path) -> list[tuple[str, int, str]]:
    """(path, revision, title) of every article after two passes."""
    config = Config.model_validate(
        {
            "database": database_url,
            "archive": str(folder / "archive"),
            "user_agent": "dateline-test (+https://example.org)",
            "politeness": {"delay_s": 0},
            "sources": [{"name": "s", "url": url, "sitemaps": [f"{url}/sitemap.xml"]}],
        }
    )
    database: Database = prepare(config, CrawlRequest())
    for _ in range(2):
        asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    with run(database, "select canonical_url, revision, title from articles order by canonical_url") as result:
        found = [(str(row[0]).removeprefix(url), int(row[1]), str(row[2])) for row in result.rows]
    database.close()
    return found


@pytest.mark.parametrize("claim", ["/news", "/news/2-market"], ids=["a section", "an article"])
def test_one_canonical_for_everything_is_not_believed(
    url: str, database_url: str, tmp_path: Path, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "claim", claim)
    found = stored(url, database_url, tmp_path)
    assert {revision for _, revision, _ in found} == {1}
    assert len({title for _, _, title in found}) == 4
    assert {path for path, _, _ in found} == set(PAGES)


def test_a_true_canonical_makes_one_article_of_two_slugs(url: str, database_url: str, tmp_path: Path) -> None:
    assert [path for path, _, _ in stored(url, database_url, tmp_path)] == [
        "/news/1-harbour", "/news/2-market", "/news/3-ferry", "/news/4/print",
    ]  # fmt: skip
