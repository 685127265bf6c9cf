"""Every answer of a crawl is in the archive: errors, redirects, robots.txt and unchanged pages too."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from warcio.archiveiterator import ArchiveIterator

from db import Database
from db.query import run
from scraper.archive import Files, read_capture
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl, prepare, visit
from scraper.crawl.keep import brought, way_outcome
from scraper.crawl.to_read import to_read
from scraper.errors import FetchError
from tests.archive.samples import exchange
from tests.raw.foreign import news_page

ARTICLE = news_page(7).replace(b"<link rel=canonical href='https://news.example/7'>", b"")


class Site(BaseHTTPRequestHandler):
    """A sitemap with a page, a redirect, a page that is gone, one that comes at the second attempt."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        path = self.path
        self.asked[path] += 1
        if path == "/robots.txt":
            self.answer(200, b"User-agent: *\nAllow: /\n" + b"# as long as robots.txt is in real life\n" * 20)
        elif path == "/sitemap.xml":
            places = "".join(f"<url><loc>http://{self.headers['Host']}/{n}</loc></url>" for n in "abcd")
            self.answer(200, f"<urlset>{places}</urlset>".encode())
        elif path == "/b":
            self.answer(301, b"moved", Location="/b2")
        elif path == "/c":
            self.answer(404, b"<p>no such page")
        elif path == "/d" and self.asked[path] == 1:
            self.answer(503, b"not now", Retry_After="0")
        elif self.headers.get("If-None-Match"):
            self.answer(304, b"", ETag='"1"')
        else:
            self.answer(200, ARTICLE + path.encode(), ETag='"1"', Content_Type="text/html")

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    Site.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def crawled(url: str, database_url: str, tmp_path: Path) -> Iterator[Database]:
    """After two passes."""
    path = tmp_path / "config.yaml"
    path.write_text(f"user_agent: t (+http://t.example)\nsources: [{{name: s, url: {url}, sitemaps: [/sitemap.xml]}}]")
    config = load_config(path, environ={}, database=database_url)
    database = prepare(config, CrawlRequest())
    for _ in range(2):
        asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    yield database
    database.close()


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with run(database, query) as result:
        return list(result.rows)


def test_every_answer_has_a_row_and_a_record(crawled: Database, url: str, tmp_path: Path) -> None:
    found = rows(crawled, "select url, status, outcome, warc_type from fetches order by id")
    first_pass = [(str(u).removeprefix(url), *rest) for u, *rest in found]
    for expected in (
        ("/robots.txt", 200, "robots", "response"),
        ("/sitemap.xml", 200, "listing", "response"),
        ("/sitemap.xml", 200, "not_modified", "response"),  # too short to be referred to
        ("/a", 200, "new", "response"),
        ("/a", 304, "not_modified", "revisit"),
        ("/b", 301, "redirect", "response"),
        ("/c", 404, "gone", "response"),
        ("/d", 503, "retried", "response"),
        ("/d", 200, "new", "response"),
    ):
        assert expected in first_pass, first_pass
    places = rows(crawled, "select warc_file, warc_offset, warc_length, warc_type, status from fetches")
    files = Files(tmp_path / "archive")
    for file, offset, length, kind, status in places:
        capture = read_capture(files, str(file), int(str(offset)), int(str(length)))
        assert (capture.kind, capture.status) == (kind, status)
    assert records(tmp_path / "archive") == len(places) == sum(Site.asked.values())


def test_the_page_of_an_error_is_kept_as_it_came(crawled: Database, tmp_path: Path) -> None:
    query = "select warc_file, warc_offset, warc_length from fetches where status = {} order by id"
    files = Files(tmp_path / "archive")
    for status, body in ((404, b"<p>no such page"), (301, b"moved"), (503, b"not now")):
        place = rows(crawled, query.format(status))[0]
        assert read_capture(files, *place).body == body  # type: ignore[arg-type]


class Deadly:
    """Ends the process that unpickles it, as a parser that crashes would."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def test_a_page_that_kills_its_readers_has_a_row_that_says_where_it_is_kept(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "to_read", lambda *given, learns: replace(to_read(*given), rules=Deadly()))  # type: ignore[arg-type]
    path = tmp_path / "config.yaml"
    path.write_text(f"user_agent: t (+http://t.example)\nsources: [{{name: s, url: {url}, sitemaps: [/sitemap.xml]}}]")
    config = load_config(path, environ={})
    database = prepare(config, CrawlRequest())
    asyncio.run(crawl(config, database, CrawlRequest()))
    died = rows(database, "select url from fetches where error like '%died%' and warc_file is not null")
    places = rows(database, "select warc_offset from fetches where warc_file is not null")
    database.close()
    assert {str(found).removeprefix(url) for (found,) in died} >= {"/a", "/d"}
    assert records(tmp_path / "archive") == len(places)


def records(folder: Path) -> int:
    count = 0
    for path in folder.iterdir():
        with path.open("rb") as stream:
            count += sum(record.rec_type in {"response", "revisit"} for record in ArchiveIterator(stream))
    return count


def error(kind: str, *answers: str) -> FetchError:
    """`answers`: the addresses that were asked for."""
    made = FetchError(kind, "", status=404 if kind == "status" else None)  # type: ignore[arg-type]
    made.answers = tuple(replace(exchange(), url=url) for url in answers)
    return made


@pytest.mark.parametrize(
    ("result", "is_answered", "on_the_way"),
    [
        (error("status", "/robots.txt", "/a"), True, 1),
        (error("status", "/robots.txt"), False, 1),
        (error("timeout", "/a"), False, 1),
        (error("dns"), False, 0),
        (error("redirect", "/a", "/a"), True, 1),
    ],
    ids=["404", "robots.txt in trouble", "a redirect to silence", "nothing came", "a circle"],
)
def test_which_answer_an_error_is_about(result: FetchError, is_answered: bool, on_the_way: int) -> None:
    found = brought(result, "/a")
    assert (found.answer is not None, len(found.way)) == (is_answered, on_the_way)


def test_what_came_on_the_way() -> None:
    answers = [replace(exchange(), url="/a", status=status) for status in (302, 503)]
    robots = replace(exchange(), url="/robots.txt", final_url="http://example.org/robots.txt")
    assert [way_outcome(answer, "/a") for answer in (*answers, robots)] == ["redirect", "retried", "robots"]
