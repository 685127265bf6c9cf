"""A live blog's entries are rows, and stay with the version that had them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from db import Database
from tests.crawl.test_places import crawl_with, rows
from tests.fetch.conftest import Answer, response, serving
from tests.parse.test_liveblog import DATA, INTRO, POSTS


def test_entries_are_kept_with_their_times(database: Database, tmp_path: Path) -> None:
    async def run_it() -> None:
        pages: dict[str, Answer] = {"/sport/the-match": response(f"{DATA}{INTRO}".encode())}
        async with serving(pages) as server:
            pages["/sitemap.xml"] = response(
                f"<urlset><url><loc>{server.url}/sport/the-match</loc></url></urlset>".encode()
            )
            await crawl_with(database, tmp_path, server, ", sitemaps: [/sitemap.xml]")

    asyncio.run(run_it())
    found = rows(database, "select position, title, text from entries where is_current order by position")
    assert found == [(at, title, text) for at, (_, title, text) in enumerate(POSTS, 1)]
    assert rows(database, "select count(*) from entries e join articles a on a.id = e.article_id "
                          "where e.published_at > a.published_at and a.kind = 'liveblog'") == [(4,)]  # fmt: skip
