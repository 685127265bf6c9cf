"""The pages that lead to an article: which one serves it, what the others are, and when it is visited again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import frontier
from db.connection import Connection
from db.frontier import Discovery, PageRow
from scraper.archive import Capture
from scraper.crawl.work import Work
from scraper.identify import alias_kind, clean_url, url_key
from scraper.response import Response
from scraper.schedule import next_revisit


@dataclass(frozen=True, slots=True)
class Got:
    """A page, what it answered, and where that is kept raw."""

    page: PageRow
    response: Response
    capture: Capture | None

    @property
    def address(self) -> str:
        """Where a reader finds it: after redirects; for what a JSON interface answers, the page that it is drawn on."""
        return self.page.url if self.page.item is not None else self.response.final_url


def settle_pages(
    connection: Connection,
    work: Work,
    got: Got,
    article_id: int,
    canonical: str,
    key: str,
    moment: datetime,
    changed_at: datetime | None,
) -> PageRow:
    """Say which page serves the article, and that the others on the way lead to it. Returns the one that serves."""
    final_url = clean_url(got.address) or got.address
    final_key = url_key(final_url)
    serving = got.page
    if final_key != got.page.url_key:
        make_alias(connection, got, article_id, canonical, moment)
        serving = frontier.ensure_page(connection, work.row.id, Discovery(final_url, final_key), moment)
    frontier.settle(
        connection,
        serving.id,
        **served(got.response),
        state="article",
        reason=None,
        article_id=article_id,
        next_visit_at=next_visit(work, serving, moment, changed_at),
    )
    _name_addresses(connection, serving, canonical, [final_url], moment)
    if key != final_key:  # the canonical address yields nothing itself, but it is this article's
        home = frontier.ensure_page(connection, work.row.id, Discovery(canonical, key), moment)
        if home.article_id is None:
            frontier.settle(connection, home.id, article_id=article_id)
            _name_addresses(connection, home, canonical, [canonical], moment)
    return serving


def make_alias(connection: Connection, got: Got, article_id: int, canonical: str, moment: datetime) -> None:
    """The page is another way to the article: it is never visited again, the article's own page is."""
    page = got.page
    frontier.settle(
        connection,
        page.id,
        **served(got.response),
        state="alias",
        reason=None,
        article_id=article_id,
        next_visit_at=None,
    )
    seen = frontier.addresses_of(connection, page.id)
    hops = [hop.url for hop in got.response.hops]
    kinds = {url: "redirect" if got.response.hops else alias_kind(url, canonical) for url in [*seen, *hops]}
    frontier.note_addresses(connection, [(page.id, url, kind) for url, kind in kinds.items()], moment)


def next_visit(work: Work, page: PageRow, moment: datetime, changed_at: datetime | None = None) -> datetime | None:
    return next_revisit(work.revisit_plan, page.discovered_at, moment, changed_at)


def served(response: Response) -> dict[str, Any]:
    """What to send along next time, to be told that nothing has changed."""
    return {
        "attempts": 0,
        "last_fetched_at": response.fetched_at,
        "etag": response.header("ETag"),
        "last_modified": response.header("Last-Modified"),
        "payload_digest": response.payload_digest,
    }


def _name_addresses(connection: Connection, page: PageRow, canonical: str, more: list[str], moment: datetime) -> None:
    """Say of every address of the page why it is the same article."""
    urls = dict.fromkeys([*frontier.addresses_of(connection, page.id), *more])
    named = [(page.id, url, "canonical" if url == canonical else alias_kind(url, canonical)) for url in urls]
    frontier.note_addresses(connection, named, moment)
