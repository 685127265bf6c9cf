"""What is to be visited: found once, newest first, and again when a listing says that it changed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from db import Database, frontier
from db.connection import Connection
from db.frontier import Discovery, PageRow
from db.schema import address
from tests.db.samples import NOW, begin

HOUR = timedelta(hours=1)


def listed(number: int, updated_at: datetime | None = None, published_at: datetime | None = None) -> Discovery:
    url = f"https://example.org/{number}"
    return Discovery(
        url, f"example.org/{number}", None, published_at, updated_at, "feed", f"{url}?utm_source=rss", "tracking"
    )


def keys(pages: list[PageRow]) -> list[str]:
    return [page.url_key.rpartition("/")[2] for page in pages]


def test_a_page_is_new_once_however_often_it_is_listed(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        found = [listed(n) for n in range(1200)]
        assert frontier.discover(connection, source_id, None, [*found, *found[:10]], NOW) == 1200
        assert frontier.discover(connection, source_id, None, found, NOW) == 0
        assert len(frontier.due(connection, source_id, NOW, 5000)) == 1200


def test_the_newest_come_first_and_the_limit_holds(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        dates = {1: -3, 2: -1, 3: -2}
        found = [listed(n, published_at=NOW + hours * HOUR) for n, hours in dates.items()]
        frontier.discover(connection, source_id, None, found, NOW)
        assert keys(frontier.due(connection, source_id, NOW, 9)) == ["2", "3", "1"]
        assert keys(frontier.due(connection, source_id, NOW, 1)) == ["2"]
        assert frontier.due(connection, source_id, NOW - HOUR, 9) == []


def fetched(connection: Connection, source_id: int, found: Discovery) -> PageRow:
    page = frontier.ensure_page(connection, source_id, found, NOW)
    frontier.settle(connection, page.id, state="article", last_fetched_at=NOW, next_visit_at=None)
    return page


@pytest.mark.parametrize(
    ("told_before", "told_now", "is_due"),
    [
        (None, NOW - HOUR, False),
        (None, NOW + HOUR, True),
        (NOW - 2 * HOUR, NOW - 2 * HOUR, False),
        (NOW - 2 * HOUR, NOW - HOUR, True),
        (NOW - 2 * HOUR, NOW - 3 * HOUR, False),
        (NOW - 2 * HOUR, None, False),
    ],
    ids=["before our visit", "after our visit", "as before", "later than before", "earlier", "says nothing"],
)
def test_a_listing_that_says_changed_makes_a_fetched_page_due(
    database: Database, told_before: datetime | None, told_now: datetime | None, is_due: bool
) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        fetched(connection, source_id, listed(1, told_before))
        frontier.discover(connection, source_id, None, [listed(1, told_now)], NOW)
        assert bool(frontier.due(connection, source_id, NOW, 9)) is is_due


def test_what_a_later_listing_knows_more_is_kept(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        frontier.discover(connection, source_id, None, [listed(1)], NOW)
        frontier.discover(connection, source_id, None, [listed(1, published_at=NOW - HOUR)], NOW)
        (page,) = frontier.due(connection, source_id, NOW, 9)
        assert (page.hint_published_at, page.hint_from) == (NOW - HOUR, "feed")


def test_young_articles_are_due_again_on_demand(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        fetched(connection, source_id, listed(1))
        assert frontier.due(connection, source_id, NOW, 9) == []
        assert keys(frontier.due(connection, source_id, NOW, 9, again_since=NOW - HOUR)) == ["1"]
        assert frontier.due(connection, source_id, NOW, 9, again_since=NOW + HOUR) == []


def test_every_address_is_kept_to_the_letter_with_its_reason(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        page = frontier.ensure_page(connection, source_id, listed(1), NOW)
        frontier.note_addresses(connection, [(page.id, "https://example.org/1", "canonical")], NOW)
        frontier.settle(connection, page.id, state="article")
        further = Discovery("http://www.example.org/1", page.url_key, guid="https://example.org/?p=77")
        frontier.discover(connection, source_id, None, [listed(1), Discovery(page.url, page.url_key), further], NOW)
        found = connection.execute(select(address.c.url, address.c.kind).order_by(address.c.url)).all()
    assert [tuple(row) for row in found] == [
        ("http://www.example.org/1", "variant"),
        ("https://example.org/1", "canonical"),
        ("https://example.org/1?utm_source=rss", "tracking"),
        ("https://example.org/?p=77", "guid"),
    ]
