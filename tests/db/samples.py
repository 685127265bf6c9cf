"""Rows to fill an archive with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from db import articles, frontier, runs, sources
from db.article_rows import ArticleRecord, Known
from db.connection import Connection
from db.frontier import Discovery
from db.runs import FetchRow
from db.sources import SourceSpec

NOW = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)

SPEC = SourceSpec("example", "https://example.org/", "de", "auto", True, (("feed", "https://example.org/rss"),))

RECORD = ArticleRecord(
    url="https://example.org/1",
    canonical_url="https://example.org/1",
    url_key="example.org/1",
    title="Ein Treffen im Kreml",
    lead=None,
    text="Die Präsidenten sprachen über Wirtschaft.\n\nMehr als 34 Prozent.",
    authors=("Anna Müller",),
    keywords=("Politik", "Straße"),
    published_at=NOW - timedelta(hours=1),
    published_precision="second",
    published_from="jsonld",
    modified_at=None,
    language="de",
    section="politik",
    dateline="Asien",
    dateline_prefix="Asien (example.org), - ",
    signature="example.Org",
    publisher=None,
    image_url=None,
    kind="article",
    is_free=True,
    is_truncated=None,
    word_count=8,
    content_hash="a",
    parser_version="1",
)


def record(number: int = 1, **changes: Any) -> ArticleRecord:
    """An article at an address of its own."""
    url = f"https://example.org/{number}"
    return replace(RECORD, **{"url": url, "canonical_url": url, "url_key": f"example.org/{number}", **changes})


def begin(connection: Connection) -> tuple[int, int]:
    """(source id, run id) of an archive with one source and one run."""
    sources.sync(connection, [SPEC], NOW)
    return sources.active(connection)[0].id, runs.start(connection, "host:1:1", "0", NOW)


def store(connection: Connection, source_id: int, run_id: int, made: ArticleRecord, now: datetime = NOW) -> int:
    """An article with its page, address and fetch, as a crawl would leave it."""
    page = frontier.ensure_page(connection, source_id, Discovery(made.canonical_url, made.url_key), now)
    fetch = FetchRow(run_id, source_id, made.url, now, "new", page_id=page.id, status=200)
    fetch_id = runs.record_fetch(connection, fetch)
    article_id = articles.add(connection, source_id, made, fetch_id, now)
    frontier.settle(connection, page.id, state="article", article_id=article_id, last_fetched_at=now)
    return article_id


def standing(connection: Connection, url_key: str) -> Known:
    """The article of this identity."""
    return articles.find(connection, [url_key])[url_key]
