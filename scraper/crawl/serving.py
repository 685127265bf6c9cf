"""The pages that lead to an article: which one serves it, what the others are, and when it is visited again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db import frontier
from db.connection import Connection
from db.frontier import Discovery, PageRow
from db.frozen import frozen
from scraper.archive import Capture
from scraper.crawl.identity import Claim, Identity
from scraper.crawl.work import Work
from scraper.identify import alias_kind
from scraper.response import Response
from scraper.schedule import next_revisit


@frozen
class Got:
    """A page, what it answered, and where that is kept raw."""

    page: PageRow
    response: Response
    capture: Capture | None

    @property
    def address(self) -> str:
        """Where a reader finds it: after redirects; for what a JSON interface answers, the page that it is drawn on."""
        return self.page.url if self.page.item is not None else self.response.final_url


@frozen
class Way:
    """The page by which we came to an article. `changed_at`: when that was revised, if it is now."""

    work: Work
    got: Got
    claim: Claim
    identity: Identity
    article_id: int
    changed_at: datetime | None


def settle_pages(connection: Connection, ways: Sequence[Way], moment: datetime) -> list[PageRow]:
    """Say of each which page serves the article, and that the others on the way lead to it. Returns those that serve.

    They have no page in common.
    """
    serving = [_serving(connection, way, moment) for way in ways]
    settled = {page.id: _settled(page, way, moment) for page, way in zip(serving, ways, strict=True)}
    frontier.settle_all(connection, settled)
    addresses = frontier.addresses_of(connection, settled)
    named = []
    for page, way in zip(serving, ways, strict=True):
        named += _named(page, way.identity.canonical, [*addresses[page.id], way.claim.own])
        if way.identity.key != way.claim.own_key:
            named += _lead_home(connection, way, moment)
    frontier.note_addresses(connection, named, moment)
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
    seen = frontier.addresses_of(connection, [page.id])[page.id]
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


def _serving(connection: Connection, way: Way, moment: datetime) -> PageRow:
    """The page where the article was found in the end."""
    page, claim = way.got.page, way.claim
    if claim.own_key == page.url_key:
        return page
    make_alias(connection, way.got, way.article_id, way.identity.canonical, moment)
    return frontier.ensure_page(connection, way.work.row.id, Discovery(claim.own, claim.own_key), moment)


def _settled(page: PageRow, way: Way, moment: datetime) -> dict[str, Any]:
    return {
        **served(way.got.response),
        "state": "article",
        "reason": None,
        "article_id": way.article_id,
        "next_visit_at": next_visit(way.work, page, moment, way.changed_at),
    }


def _lead_home(connection: Connection, way: Way, moment: datetime) -> list[tuple[int, str, str]]:
    """The canonical address yields nothing itself, but it is this article's. What is to be noted of it."""
    canonical, key = way.identity.canonical, way.identity.key
    home = frontier.ensure_page(connection, way.work.row.id, Discovery(canonical, key), moment)
    if home.article_id is not None:
        return []
    frontier.settle(connection, home.id, article_id=way.article_id)
    addresses = frontier.addresses_of(connection, [home.id])
    return _named(home, canonical, [*addresses[home.id], canonical])


def _named(page: PageRow, canonical: str, urls: list[str]) -> list[tuple[int, str, str]]:
    """Of each address of the page why it is the same article."""
    return [(page.id, url, alias_kind(url, canonical)) for url in dict.fromkeys(urls)]
