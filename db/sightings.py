"""What stands on a source's front page, section pages and JSON lists, and where: one row a page and list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from db.connection import Connection
from db.rows import among, fetch, write

MOST = 100
"""Places of a list that are noted. With one row for each article and list the table stays in step with the archive."""


def note(connection: Connection, endpoint_id: int, keys: Sequence[str], now: datetime) -> None:
    """A list was read: `keys` are those of its pages, from the top. What is there no longer stays noted, as gone."""
    places = dict(zip(keys[:MOST], range(1, MOST + 1), strict=False))
    seen = _pages(connection, places)
    tops = _tops(connection, endpoint_id, seen)
    for (page_id,) in fetch(connection, _THERE, endpoint_id):
        if page_id not in seen:
            write(connection, _GONE, now, endpoint_id, page_id)
    for page_id, position in seen.items():
        if page_id not in tops:
            write(connection, _FIRST, endpoint_id, page_id, *[position] * 3, *[now] * 3)
        elif position < tops[page_id]:
            write(connection, _AT_THE_TOP, position, position, now, now, endpoint_id, page_id)
        else:
            write(connection, _AGAIN, position, now, endpoint_id, page_id)


def still_there(connection: Connection, endpoint_id: int, now: datetime) -> None:
    """The list is as it was."""
    write(connection, _STILL, now, endpoint_id)


def _pages(connection: Connection, places: dict[str, int]) -> dict[int, int]:
    """The position of each page that we know, by its id."""
    if not places:
        return {}
    query, given = among("SELECT url_key, id FROM page WHERE url_key {among}", places)
    ids = dict(fetch(connection, query, *given))
    return {ids[key]: position for key, position in places.items() if key in ids}


def _tops(connection: Connection, endpoint_id: int, pages: Collection[int]) -> dict[int, int]:
    """Of those that were seen on the list before, the highest position."""
    if not pages:
        return {}
    query, given = among(_TOPS, pages)
    return dict(fetch(connection, query, endpoint_id, *given))


_TOPS = "SELECT page_id, top_position FROM placement WHERE endpoint_id = {mark} AND page_id {among}"
_THERE = "SELECT page_id FROM placement WHERE endpoint_id = {mark} AND gone_at IS NULL"
_STILL = "UPDATE placement SET last_seen_at = {mark} WHERE endpoint_id = {mark} AND gone_at IS NULL"
_GONE = "UPDATE placement SET gone_at = {mark} WHERE endpoint_id = {mark} AND page_id = {mark}"
_AGAIN = """
    UPDATE placement SET last_position = {mark}, last_seen_at = {mark}, gone_at = NULL
    WHERE endpoint_id = {mark} AND page_id = {mark}
"""
_AT_THE_TOP = """
    UPDATE placement SET last_position = {mark}, top_position = {mark}, top_seen_at = {mark}, last_seen_at = {mark},
        gone_at = NULL
    WHERE endpoint_id = {mark} AND page_id = {mark}
"""
_FIRST = """
    INSERT INTO placement (endpoint_id, page_id, first_position, top_position, last_position,
        first_seen_at, top_seen_at, last_seen_at)
    VALUES ({mark}, {mark}, {mark}, {mark}, {mark}, {mark}, {mark}, {mark})
"""
