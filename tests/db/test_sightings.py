"""What stands where on a front page, and how that changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text

from db import Database, frontier, sightings, sources
from db.frontier import Discovery
from tests.db.samples import NOW, begin


def test_a_page_s_place_is_followed_from_its_first_sighting_to_its_going(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        front = sources.add_endpoint(connection, source_id, "home", "https://example.org/", "config")
        found = [Discovery(f"https://example.org/{key}", key) for key in "abc"]
        frontier.discover(connection, source_id, front.id, found, NOW)

    def see(hours: int, keys: Sequence[str]) -> None:
        with database.write() as connection:
            sightings.note(connection, front.id, keys, NOW + timedelta(hours=hours))

    def rows() -> list[tuple[object, ...]]:
        query = """SELECT url, first_position, top_position, last_position, top_seen_at = first_seen_at, gone_at IS NULL
                   FROM sightings ORDER BY url"""
        with database.read() as connection:
            found = connection.execute(text(query)).all()
        return [(row[0].rpartition("/")[2], *row[1:4], bool(row[4]), bool(row[5])) for row in found]

    see(0, ["a", "b", "unknown"])
    assert rows() == [("a", 1, 1, 1, True, True), ("b", 2, 2, 2, True, True)]
    see(1, ["b", "c"])
    assert rows() == [("a", 1, 1, 1, True, False), ("b", 2, 1, 1, False, True), ("c", 2, 2, 2, True, True)]
    see(2, ["c", "a"])
    assert rows() == [("a", 1, 1, 2, True, True), ("b", 2, 1, 1, False, False), ("c", 2, 1, 1, False, True)]


def test_a_list_that_is_as_before_is_seen_again_and_a_long_one_only_at_its_top(database: Database) -> None:
    keys = [str(number) for number in range(sightings.MOST + 20)]
    with database.write() as connection:
        source_id, _ = begin(connection)
        front = sources.add_endpoint(connection, source_id, "home", "https://example.org/", "config")
        frontier.discover(
            connection, source_id, front.id, [Discovery(f"https://example.org/{k}", k) for k in keys], NOW
        )
        sightings.note(connection, front.id, keys, NOW)
        sightings.still_there(connection, front.id, NOW + timedelta(days=1))
    with database.read() as connection:
        query = "SELECT count(*), max(last_position), min(last_seen_at) > max(first_seen_at) FROM sightings"
        assert connection.execute(text(query)).one()[:3] == (sightings.MOST, sightings.MOST, True)
