"""A crawl that is told to obey keeps nothing of what its publisher reserves; one that isn't writes the signal down."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from db import Database
from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl
from tests.fetch.conftest import Answer, response, serving

TEXT = "The council met on Monday and agreed on a plan for the harbour of the town. " * 8


def page(title: str, head: str = "") -> bytes:
    told = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2026-02-10T09:30:00Z"})
    head += f'<title>{title}</title><script type="application/ld+json">{told}</script>'
    return f"<html><head>{head}</head><body><article><h1>{title}</h1><p>{TEXT}{title}</p></article>".encode()


@pytest.mark.parametrize(("obeyed", "stored"), [("[]", ["closed", "open"]), ("[noarchive, tdm]", ["open"])])
def test_a_page_that_says_noarchive(database: Database, tmp_path: Path, obeyed: str, stored: list[str]) -> None:
    async def run_it() -> None:
        pages: dict[str, Answer] = {
            "/open": response(page("open")),
            "/closed": response(page("closed", '<meta name="robots" content="noarchive">')),
        }
        async with serving(pages) as server:
            urls = "".join(f"<url><loc>{server.url}{path}</loc></url>" for path in list(pages))
            pages["/sitemap.xml"] = response(f"<urlset>{urls}</urlset>".encode())
            text = (
                f"user_agent: 'x (+https://example.org)'\npoliteness: {{delay_s: 0, obey_signals: {obeyed}}}\n"
                f"sources: [{{name: a, url: '{server.url}/', sitemaps: [/sitemap.xml]}}]\n"
            )
            (tmp_path / "config.yaml").write_text(text)
            config = load_config(tmp_path / "config.yaml", environ={}, database=database.url.render_as_string(False))
            await crawl(config, database, CrawlRequest(everything=True))

    asyncio.run(run_it())
    assert [title for (title,) in rows(database, "select title from articles order by 1")] == stored
    ((state, signals, reason),) = rows(database, "select state, signals, reason from pages where url like '%/closed'")
    assert "meta: noarchive" in str(signals)
    if "closed" in stored:
        return
    assert state == "refused"
    assert "says 'meta: noarchive', which politeness.obey_signals heeds" in str(reason)
    fetched = "select outcome, error_kind, warc_file from fetches where url like '%/closed'"
    assert rows(database, fetched) == [("refused", "signals", None)]


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with run(database, query) as result:
        return list(result.rows)
