"""Pages of another time: from WARC files, folders, lines, lists and Wayback, at their own place in the history."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from db import Database
from scraper.config import load_config
from scraper.crawl import CrawlRequest, prepare
from scraper.errors import UsageError
from scraper.raw.imports import import_all, kind_of
from scraper.raw.inbox.warc import warc_pages
from scraper.raw.inbox.wayback import CdxQuery
from scraper.raw.intake import Wanted
from scraper.raw.verify import verify
from tests.raw.conftest import Kept
from tests.raw.foreign import START, news_page, news_warc, write_warc
from tests.raw.wayback import FakeWayback

CONFIG = """
user_agent: test (+http://t.example)
allow_private_networks: true
sources:
  - {name: news, url: "https://news.example/"}
"""

SQLITE_ONLY = pytest.mark.parametrize("kind", ["sqlite"])


class Archive(Kept):
    def take(self, *paths: Path, wayback: CdxQuery | None = None, **wanted: object) -> Counter[str]:
        request = Wanted(**wanted)  # type: ignore[arg-type]
        return asyncio.run(import_all(self.config, self.database, paths, wayback, request))

    def history(self, number: int) -> list[tuple[object, ...]]:
        query = "select revision, seen_at, text like '%edited%' from revisions where canonical_url = '{}' order by 1"
        return [(n, str(at)[:10], bool(edited)) for n, at, edited in self.rows(query.format(address(number)))]


def address(number: int) -> str:
    return f"https://news.example/{number}"


@pytest.fixture
def archive(database: Database, tmp_path: Path) -> Archive:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    config = load_config(path, environ={}, database=database.url.render_as_string(hide_password=False))
    prepare(config, CrawlRequest()).close()
    return Archive(None, config, database)  # type: ignore[arg-type]


def test_an_older_capture_becomes_an_earlier_version(archive: Archive, tmp_path: Path) -> None:
    second = news_warc(tmp_path / "second.warc.gz", 2, version=2)
    first = news_warc(tmp_path / "first.warc.gz", 2, version=1)
    assert archive.take(second) == {"imported": 2}
    assert archive.history(1) == [(1, "2024-03-03", True)]
    assert archive.take(first) == {"imported": 2}
    assert archive.history(1) == [(1, "2024-03-02", False), (2, "2024-03-03", True)]
    ((changed, first_seen, revision),) = archive.rows(
        f"select r.changed, a.first_seen_at, a.revision from articles a join revisions r on r.article_id = a.id"
        f" and r.revision = 2 where a.canonical_url = '{address(1)}'"
    )
    assert ("text" in str(changed), str(first_seen)[:10], revision) == (True, "2024-03-02", 2)
    between = START + timedelta(days=1, hours=6)
    assert archive.take(write_warc(tmp_path / "same.warc.gz", [(address(1), between, news_page(1))])) == {"imported": 1}
    assert len(archive.history(1)) == 2
    assert verify(archive.database, archive.files).problems == []
    assert archive.rows("select count(*) from pages where next_visit_at is not null") == [(0,)]


def test_nothing_comes_in_twice(archive: Archive, tmp_path: Path) -> None:
    path = news_warc(tmp_path / "a.warc.gz", 3)
    assert archive.take(path) == {"imported": 3}
    assert archive.take(path) == {}
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes(path.read_bytes())
    assert archive.take(copy) == {"known": 3}
    assert archive.rows("select count(*) from fetches") == [(3,)]


@SQLITE_ONLY
def test_broken_records_are_counted_and_skipped(archive: Archive, tmp_path: Path) -> None:
    path = news_warc(tmp_path / "a.warc.gz", 5)
    data = bytearray(path.read_bytes())
    starts = [at for at in range(len(data)) if data.startswith(b"\x1f\x8b\x08\x00\x00", at)]
    data[starts[3] + 80] ^= 0xFF
    path.write_bytes(data[: len(data) - 30])
    assert archive.take(path) == {"imported": 3, "broken": 2}


@SQLITE_ONLY
def test_a_plain_file_and_encoded_pages(archive: Archive, tmp_path: Path) -> None:
    assert archive.take(news_warc(tmp_path / "plain.warc", 2, gzip=False)) == {"imported": 2}
    packed = [(address(9), START, gzip.compress(news_page(9)))]
    path = write_warc(tmp_path / "b.warc.gz", packed, **{"Content-Encoding": "gzip"})
    assert archive.take(path) == {"imported": 1}
    assert archive.rows("select count(*) from articles") == [(3,)]


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        ({"domains": ("other.example",)}, {"skipped": 3}),
        ({"domains": ("example",)}, {"imported": 3}),
        ({"languages": ("de",)}, {"skipped": 3}),
        ({"languages": ("en",)}, {"imported": 3}),
        ({"since": START + timedelta(days=1, seconds=1)}, {"imported": 2, "skipped": 1}),
        ({"until": START + timedelta(days=1, seconds=1)}, {"imported": 1, "skipped": 2}),
        ({"source": "of-others"}, {"imported": 3}),
    ],
)
def test_filters(archive: Archive, tmp_path: Path, wanted: dict[str, object], counts: dict[str, int]) -> None:
    assert archive.take(news_warc(tmp_path / "a.warc.gz", 3), **wanted) == counts
    if "source" in wanted:
        assert archive.rows("select distinct source from articles") == [("of-others",)]


@SQLITE_ONLY
def test_a_folder_and_lines(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "b").mkdir(parents=True)
    (folder / "a.html").write_bytes(news_page(1))
    (folder / "b" / "c.htm").write_bytes(b"<!-- saved from url=(0022)https://news.example/2 -->" + news_page(2))
    (folder / "d.html").write_bytes(b"<p>from nowhere")
    assert archive.take(folder) == {"imported": 2, "broken": 1}
    lines = tmp_path / "pages.jsonl"
    good = {"url": address(3), "html": news_page(3).decode(), "fetched_at": "2024-03-01T00:00:00Z"}
    lines.write_text(json.dumps(good) + '\n{"url": 1}\nnonsense\n')
    assert archive.take(lines) == {"imported": 1, "broken": 2}


@SQLITE_ONLY
def test_lists_wait_for_the_next_crawl(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text(f"# mine\n{address(1)}\nhttps://elsewhere.example/\n{address(1)}\n")
    assert archive.take(tmp_path / "urls.txt") == {"imported": 1, "skipped": 1, "known": 1}
    (tmp_path / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="x"><outline xmlUrl="https://news.example/rss"/></outline></body></opml>'
    )
    assert archive.take(tmp_path / "feeds.opml") == {"imported": 1}
    assert archive.take(tmp_path / "feeds.opml") == {"known": 1}
    assert ("https://news.example/rss", "opml") in archive.rows("select url, found_by from endpoints")


def test_wayback_page_by_page_and_on_after_trouble(archive: Archive) -> None:
    captures = [(f"2023010{day}120000", address(n), news_page(n, day)) for n in range(4) for day in (1, 2, 3)]
    with FakeWayback(captures, page=5) as server:
        query = CdxQuery("news.example/*", server=server.url)
        server.fails_after = 7
        with pytest.raises(Exception, match="503"):
            archive.take(wayback=query)
        server.fails_after = None
        archive.take(wayback=query)
        assert server.served[f"/web/20230101120000id_/{address(0)}"] == 1
        assert [len(archive.history(n)) for n in range(4)] == [3] * 4
        assert archive.rows("select count(*) from fetches") == [(12,)]
        assert archive.take(wayback=query) == {}
    assert archive.history(2)[0] == (1, "2023-01-01", False)


@SQLITE_ONLY
def test_a_lost_database_is_filled_from_our_own_files(archive: Archive, tmp_path: Path) -> None:
    archive.take(news_warc(tmp_path / "a.warc.gz", 3))
    (name,) = archive.files.names()
    for table in ('"fetch"', "sighting", "placement", "link", "address", "page", "article", "revision", "intake"):
        if table == "article":
            archive.execute("UPDATE article SET revision_id = NULL")
            archive.execute("DELETE FROM revision")
        archive.execute("UPDATE revision SET fetch_id = NULL" if "fetch" in table else f"DELETE FROM {table}")
        if "fetch" in table:
            archive.execute('DELETE FROM "fetch"')
    assert archive.take(archive.files.folder / name) == {"imported": 3}
    assert archive.files.names() == [name]
    assert verify(archive.database, archive.files).problems == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("CC-NEWS-1.warc.gz", "warc"), ("a.arc", "warc"), ("x.jsonl.gz", "lines"), ("f.opml", "opml"), ("u.txt", "urls")],
)
def test_kinds(name: str, kind: str) -> None:
    assert kind_of(Path(name)) == kind


def test_an_unknown_kind() -> None:
    with pytest.raises(UsageError, match="expected a folder"):
        kind_of(Path("x.pdf"))


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_goes_on_behind_any_record(tmp_path: Path, packed: bool) -> None:
    path = news_warc(tmp_path / "a.warc", 4, gzip=packed)
    items = list(warc_pages(path, None, is_ours=False))
    for number, item in enumerate(items, 1):
        rest = [later.position for later in warc_pages(path, item.position, is_ours=False)]
        assert rest == [later.position for later in items[number:]]
