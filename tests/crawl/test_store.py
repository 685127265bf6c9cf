"""Articles that come in together are stored as they would be one by one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from db import Database, frontier
from db.connection import Connection
from db.frontier import Discovery
from scraper.article import Article
from scraper.crawl.serving import Got
from scraper.crawl.store import Arrival, store_articles
from scraper.identify import fingerprint
from scraper.reading import Reading
from scraper.response import Response
from scraper.text import content_hash
from tests.db.samples import begin
from tests.identify.texts import edited, report

NOON = datetime(2026, 3, 21, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Came:
    """An article as it came by `path`. `by`: the page that we asked for, where that is another one."""

    path: str
    text: str
    canonical: str | None = None
    by: str | None = None


STORY = report(1)
LATER = "\n".join([report(2), *STORY.split("\n")])

TOGETHER = {
    "strangers": [Came("1", STORY), Came("2", report(2)), Came("3", report(3))],
    "copies": [Came("1", STORY), Came("2", report(2)), Came("3", edited(STORY, 0.08)), Came("4", STORY)],
    "by two ways": [Came("1", STORY), Came("1", STORY, by="old")],
    "the other way first": [Came("1", STORY, by="old"), Came("1", STORY)],
    "revised": [Came("1", STORY), Came("2", report(2)), Came("1", LATER)],
    "one canonical address": [Came("1", STORY, "0"), Came("2", report(2), "0"), Came("3", STORY, "0")],
    "canonical of another": [Came("1", STORY), Came("2", STORY, "1"), Came("3", report(3), "1")],
    "its own home": [Came("2", STORY, "1"), Came("1", STORY)],
}


def arrive(connection: Connection, came: Sequence[Came]) -> list[Arrival]:
    source_id, run_id = begin(connection)
    work: Any = SimpleNamespace(row=SimpleNamespace(id=source_id), run_id=run_id, revisit_plan=(timedelta(days=1),))
    return [_arrival(connection, work, number, one) for number, one in enumerate(came)]


def _arrival(connection: Connection, work: Any, number: int, came: Came) -> Arrival:
    url, final_url = f"https://example.org/{came.by or came.path}", f"https://example.org/{came.path}"
    page = frontier.ensure_page(
        connection, work.row.id, Discovery(url, url.removeprefix("https://"), address=url), NOON
    )
    article = Article(
        title=f"Titel {number}",
        text=came.text,
        canonical_url=f"https://example.org/{came.canonical}" if came.canonical else None,
        language="de",
        content_hash=content_hash(came.text),
    )
    response = Response(url, final_url, 200, (("ETag", f'"{number}"'),), f"{number}".encode(), NOON, 7)
    return Arrival(work, Got(page, response, None), Reading(article, fingerprint(came.text)), b"%d" % number)


def archive(connection: Connection) -> dict[str, list[Any]]:
    return {name: sorted(map(tuple, connection.execute(text(query)))) for name, query in _ALL.items()}


_ALL = {
    "articles": """
        SELECT a.url, a.url_key, r.number, r.title, coalesce(original.url_key, ''), coalesce(story.url_key, '')
        FROM article AS a JOIN revision AS r ON r.id = a.revision_id
        LEFT JOIN article AS original ON original.id = a.duplicate_of
        LEFT JOIN article AS story ON story.id = a.story_id
    """,
    "versions": """
        SELECT a.url_key, r.number, r.title, r.content_hash, f.payload_digest
        FROM revision AS r JOIN article AS a ON a.id = r.article_id JOIN "fetch" AS f ON f.id = r.fetch_id
    """,
    "fetches": 'SELECT page.url, f.final_url, f.outcome FROM "fetch" AS f JOIN page ON page.id = f.page_id',
    "pages": """
        SELECT page.url_key, state, coalesce(a.url_key, ''), coalesce(etag, ''), next_visit_at IS NULL
        FROM page LEFT JOIN article AS a ON a.id = page.article_id
    """,
    "addresses": "SELECT page.url, address.url, kind FROM address JOIN page ON page.id = address.page_id",
    "links": """
        SELECT a.url_key, b.url_key, relation
        FROM link JOIN article AS a ON a.id = link.a_id JOIN article AS b ON b.id = link.b_id
    """,
    "shown": "SELECT page.url, t.language, t.observation FROM template_page AS t JOIN page ON page.id = t.page_id",
}
"""By addresses: on Postgres ids that were given are not given again, though what had them was taken back."""


class TakenBack(Exception):
    """So that the next try begins with the same archive."""


@pytest.mark.parametrize("came", TOGETHER.values(), ids=TOGETHER)
def test_together_is_as_one_by_one(database: Database, came: list[Came]) -> None:
    def stored(size: int) -> tuple[list[tuple[str, bool]], dict[str, list[Any]]]:
        with suppress(TakenBack), database.write() as connection:
            arrivals = arrive(connection, came)
            parts = [store_articles(connection, arrivals[start : start + size]) for start in range(0, len(came), size)]
            found = [(one.outcome, one.original is None) for part in parts for one in part], archive(connection)
            raise TakenBack
        return found

    one_by_one = stored(1)
    assert one_by_one[1]["articles"]
    assert stored(len(came)) == one_by_one
