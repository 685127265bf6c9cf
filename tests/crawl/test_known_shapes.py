"""A site without a feed: what its visited pages taught is used on its next page of links."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from db import Database
from db.query import run
from scraper.config import Config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.crawl.known_shapes import is_by_nature

TEXT = "<p>" + "The council met on Monday and agreed on a plan for the harbour of the town. " * 8 + "</p>"
WORDS = ("harbour", "bridge", "school", "market", "museum", "station")


@pytest.mark.parametrize(
    ("reason", "is_one"),
    [
        ("this is a list or a section page: most of it is links", True),
        ("it looks like a product", True),
        ("this is a tag page, by its address", True),
        ("this is a consent wall, by its address", False),
        ("an empty shell: only its script draws the page", False),
        ("there are only 12 words of text", False),
        ("", False),
    ],
)
def test_only_what_a_page_is_counts_against_its_kind(reason: str, is_one: bool) -> None:
    assert is_by_nature(reason) is is_one


class Site:
    """A front page with the `stories` as links, each by a link text."""

    def __init__(self) -> None:
        self.stories: dict[str, str] = {}

    def answer(self, path: str) -> str | None:
        if path == "/":
            links = "".join(f"<p><a href='/story/{name}'>{text}</a></p>" for name, text in self.stories.items())
            return f"<title>Town</title><main>{links}</main>"
        if path.startswith("/story/"):
            said = f'<h1>News {path}</h1><time datetime="2026-03-02T10:00:00Z">2 March 2026</time>{TEXT}<p>{path}</p>'
            return f"<title>News {path}</title><article>{said}</article>"
        return None


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.answer(self.path)
            body = (found or "").encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_link_that_looks_like_nothing_is_followed_once_its_kind_is_known(
    site: Site, address: str, database_url: str
) -> None:
    source = {"name": "town", "url": address}
    config = Config.model_validate({"database": database_url, "archive": None, "sources": [source], "revisit": []})
    database = prepare(config, CrawlRequest(everything=True))
    site.stories = {word: f"What the town now plans for its {word}" for word in WORDS}
    crawl_all(config, database)
    assert names(database) == set(WORDS)
    # Three addresses that look like articles: a front page with fewer would take whatever headlines link to.
    site.stories = {f"news-of-the-town-{n}": f"More news of the town {n}" for n in range(20261, 20264)} | {
        "fire": "Fire"
    }
    crawl_all(config, database)
    assert names(database) == {*WORDS, *site.stories}
    database.close()


def crawl_all(config: Config, database: Database) -> None:
    asyncio.run(crawl(config, database, CrawlRequest(everything=True)))


def names(database: Database) -> set[str]:
    with run(database, "select url from articles") as result:
        return {row[0].rpartition("/")[2] for row in result.rows}
