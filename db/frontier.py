"""The frontier: every page we know of, who told us, and when it is due. Rows, not memory, so a crash loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from db.connection import Connection
from db.frozen import frozen
from db.raw import from_driver, select_among
from db.rows import Row, among, fetch, fetch_as, insert_new, insert_or_update, update, update_all, write

CHUNK = 500
"""Rows a statement: well below SQLite's limit of 32,766 variables."""


@frozen
class Discovery:
    """A URL that an endpoint listed, with what it told of the article.

    `url` is what we fetch, `url_key` the page's identity, `address` the URL to the letter as it was listed.
    """

    url: str
    url_key: str
    title: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    told_by: str | None = None
    """`feed`, `sitemap`, `section` or `list`."""
    address: str | None = None
    kind: str | None = None
    """Why the address leads to the page, where its form tells."""
    guid: str | None = None
    """What a feed calls it, where that is one more address."""
    fetch_url: str | None = None
    """Where the text is, when the page itself is an empty shell."""
    item: str | None = None
    """What a JSON list says of the article, as JSON."""


@frozen
class PageRow:
    id: int
    source_id: int
    url: str
    url_key: str
    state: str
    discovered_at: datetime
    hint_title: str | None
    hint_published_at: datetime | None
    hint_from: str | None
    attempts: int
    last_fetched_at: datetime | None
    etag: str | None
    last_modified: str | None
    payload_digest: str | None
    fetch_url: str | None
    item: str | None
    article_id: int | None
    hint_updated_at: datetime | None = None


@frozen
class _Known:
    """What is known of a page when a listing names it again."""

    id: int
    url_key: str
    state: str
    hint_title: str | None
    hint_published_at: datetime | None
    hint_updated_at: datetime | None
    last_fetched_at: datetime | None
    fetch_url: str | None
    item: str | None


def discover(
    connection: Connection, source_id: int, endpoint_id: int | None, found: Sequence[Discovery], now: datetime
) -> int:
    """Note what an endpoint lists. Returns how many pages were new to us.

    A page that we know is due again when the listing says that it changed after our last visit.
    """
    new = 0
    for start in range(0, len(found), CHUNK):
        chunk = {d.url_key: d for d in reversed(found[start : start + CHUNK])}  # the first one to name a page wins
        known = _known(connection, list(chunk))
        unknown = [discovery for key, discovery in chunk.items() if key not in known]
        new += len(unknown)
        insert_new(connection, "page", [_new_page(source_id, endpoint_id, discovery, now) for discovery in unknown])
        for row in known.values():
            _learn(connection, row, chunk[row.url_key], now)
        ids = _ids(connection, list(chunk))
        # A further address of a page that has been visited says at once what it is; the others wait for the visit.
        visited = {key for key, row in known.items() if row.state in {"article", "alias"}}
        listed = [
            (ids[d.url_key], d.address or d.url, d.kind or ("variant" if d.url_key in visited else None))
            for d in found[start : start + CHUNK]
        ]
        listed += [(ids[d.url_key], d.guid, "guid") for d in found[start : start + CHUNK] if d.guid]
        note_addresses(connection, listed, now, rename=False)
    return new


def note_addresses(
    connection: Connection, seen: Sequence[tuple[int, str, str | None]], now: datetime, *, rename: bool = True
) -> None:
    """Write down that these URLs lead to these pages: (page id, URL, why it is the same or None).

    `rename`: say anew of a known address why it is the same.
    """
    rows = [
        {"page_id": page_id, "url": url, "kind": kind, "first_seen_at": now, "last_seen_at": now}
        for page_id, url, kind in {item[1]: item for item in seen}.values()
    ]
    change = ["last_seen_at", "kind"] if rename else ["last_seen_at"]
    insert_or_update(connection, "address", rows, key=["url"], change=change)


def ensure_page(connection: Connection, source_id: int, found: Discovery, now: datetime) -> PageRow:
    """The page of this key, made now if nobody had told us of it."""
    discover(connection, source_id, None, [found], now)
    (row,) = fetch_as(connection, PageRow, "SELECT {columns} FROM page WHERE url_key = {mark}", found.url_key)
    return row


def due(
    connection: Connection,
    source_id: int,
    now: datetime,
    limit: int,
    again_since: datetime | None = None,
) -> list[PageRow]:
    """The pages to visit now, newest first by what was told of them.

    `again_since`: the articles that we have known for less long than that are due in any case.
    """
    if again_since is None:
        return fetch_as(connection, PageRow, _DUE, source_id, now, limit)
    return fetch_as(connection, PageRow, _DUE_OR_YOUNG, source_id, now, again_since, limit)


def bring_back(connection: Connection, source_id: int, furthest_at: datetime, now: datetime) -> None:
    """Have the pages visited now that would not be until after `furthest_at`, as a clock said that was years ahead."""
    write(connection, _BRING_BACK, now, now, now, source_id, furthest_at)


_BRING_BACK = """
    UPDATE page SET next_visit_at = {mark},
        discovered_at = CASE WHEN discovered_at > {mark} THEN {mark} ELSE discovered_at END
    WHERE source_id = {mark} AND next_visit_at > {mark}
"""

_DUE = """
    SELECT {columns} FROM page WHERE source_id = {mark} AND next_visit_at <= {mark}
    ORDER BY coalesce(hint_published_at, hint_updated_at, discovered_at) DESC, id LIMIT {mark}
"""
_DUE_OR_YOUNG = """
    SELECT {columns} FROM page
    WHERE source_id = {mark} AND (next_visit_at <= {mark} OR (state = 'article' AND discovered_at >= {mark}))
    ORDER BY coalesce(hint_published_at, hint_updated_at, discovered_at) DESC, id LIMIT {mark}
"""


def visited(connection: Connection, source_id: int, state: str, limit: int) -> list[tuple[str, str | None]]:
    """(URL, reason) of the source's pages of this state, the newest first."""
    return [(url, reason) for url, reason in fetch(connection, _VISITED, source_id, state, limit)]


_VISITED = "SELECT url, reason FROM page WHERE source_id = {mark} AND state = {mark} ORDER BY id DESC LIMIT {mark}"


def next_due(connection: Connection, source_id: int) -> datetime | None:
    """When the next page of the source is due."""
    ((found,),) = fetch(connection, "SELECT min(next_visit_at) FROM page WHERE source_id = {mark}", source_id)
    return from_driver(found)


def settle(connection: Connection, page_id: int, **values: Any) -> None:
    """Say what became of a page: its state, reason, validators, next visit."""
    update(connection, "page", page_id, values)


def settle_all(connection: Connection, pages: Mapping[int, Row]) -> None:
    """The same of several pages by their ids, of all the same columns."""
    update_all(connection, "page", pages)


def addresses_of(connection: Connection, page_ids: Collection[int]) -> dict[int, list[str]]:
    """The addresses of each of these pages."""
    found: dict[int, list[str]] = {page_id: [] for page_id in page_ids}
    for page_id, url in select_among(connection, _ADDRESSES, sorted(found)):
        found[page_id].append(url)
    return found


_ADDRESSES = "SELECT page_id, url FROM address WHERE page_id {among} ORDER BY page_id, id"


def _known(connection: Connection, keys: list[str]) -> dict[str, _Known]:
    query, given = among("SELECT {columns} FROM page WHERE url_key {among}", keys)
    return {row.url_key: row for row in fetch_as(connection, _Known, query, *given)}


def _ids(connection: Connection, keys: list[str]) -> dict[str, int]:
    query, given = among("SELECT url_key, id FROM page WHERE url_key {among}", keys)
    return dict(fetch(connection, query, *given))


def _new_page(source_id: int, endpoint_id: int | None, found: Discovery, now: datetime) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "endpoint_id": endpoint_id,
        "url": found.url,
        "url_key": found.url_key,
        "state": "new",
        "discovered_at": now,
        "next_visit_at": now,
        "hint_title": found.title,
        "hint_published_at": found.published_at,
        "hint_from": found.told_by,
        "hint_updated_at": found.updated_at,
        "fetch_url": found.fetch_url,
        "item": found.item,
    }


def _learn(connection: Connection, row: _Known, found: Discovery, now: datetime) -> None:
    """Keep what this listing knows more of a known page than those before it."""
    learned: dict[str, Any] = {}
    if row.hint_published_at is None and found.published_at is not None:
        learned |= {"hint_published_at": found.published_at, "hint_from": found.told_by}
    if row.hint_title is None and found.title is not None:
        learned["hint_title"] = found.title
    told, before = found.updated_at, row.hint_updated_at
    if told is not None and (before is None or told > before):
        learned["hint_updated_at"] = told
        seen = before or row.last_fetched_at
        if row.state in {"article", "rejected"} and seen is not None and told > seen:
            learned["next_visit_at"] = now
    if found.item is not None and found.item != row.item:
        learned |= {"item": found.item, "fetch_url": found.fetch_url}
        if found.fetch_url is None or row.state == "rejected":  # the item itself is what we read
            learned["next_visit_at"] = now
    if learned:
        settle(connection, row.id, **learned)


def has_capture(connection: Connection, url_key: str, fetched_at: datetime, digest: str) -> bool:
    """Whether the page of this key has a fetch of that time that brought this payload."""
    return bool(fetch(connection, _CAPTURE, url_key, fetched_at, digest))


_CAPTURE = """
    SELECT 1 FROM "fetch" JOIN page ON page.id = "fetch".page_id
    WHERE page.url_key = {mark} AND "fetch".fetched_at = {mark} AND "fetch".payload_digest = {mark} LIMIT 1
"""
