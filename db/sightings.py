"""What stands on a source's front page, section pages and JSON lists, and where: one row a page and list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from db.schema import page, placement

MOST = 100
"""Places of a list that are noted. With one row for each article and list the table stays in step with the archive."""


def note(connection: Connection, endpoint_id: int, keys: Sequence[str], now: datetime) -> None:
    """A list was read: `keys` are those of its pages, from the top. What is there no longer stays noted, as gone."""
    places = dict(zip(keys[:MOST], range(1, MOST + 1), strict=False))
    pages = connection.execute(select(page.c.url_key, page.c.id).where(page.c.url_key.in_(places)))
    ids = {row.url_key: row.id for row in pages}
    seen = {ids[key]: position for key, position in places.items() if key in ids}
    known = {row.page_id: row for row in connection.execute(_of(endpoint_id, seen))}
    _let_go(connection, endpoint_id, seen, now)
    moved = [_seen_again(known[page_id], position, now) for page_id, position in seen.items() if page_id in known]
    if moved:
        connection.execute(_AGAIN, moved)
    new = [_first_seen(endpoint_id, page_id, at, now) for page_id, at in seen.items() if page_id not in known]
    if new:
        connection.execute(placement.insert(), new)


def still_there(connection: Connection, endpoint_id: int, now: datetime) -> None:
    """The list is as it was."""
    there = (placement.c.endpoint_id == endpoint_id) & placement.c.gone_at.is_(None)
    connection.execute(update(placement).where(there).values(last_seen_at=now))


def _of(endpoint_id: int, seen: dict[int, int]) -> Any:
    return select(placement).where(placement.c.endpoint_id == endpoint_id, placement.c.page_id.in_(seen))


def _let_go(connection: Connection, endpoint_id: int, seen: dict[int, int], now: datetime) -> None:
    there = (placement.c.endpoint_id == endpoint_id) & placement.c.gone_at.is_(None)
    connection.execute(update(placement).where(there, placement.c.page_id.not_in(seen)).values(gone_at=now))


_AGAIN = (
    update(placement)
    .where(placement.c.endpoint_id == bindparam("in_list"), placement.c.page_id == bindparam("of_page"))
    .values(
        last_position=bindparam("position"),
        top_position=bindparam("top"),
        top_seen_at=bindparam("top_at"),
        last_seen_at=bindparam("moment"),
        gone_at=None,
    )
)


def _seen_again(row: Any, position: int, now: datetime) -> dict[str, Any]:
    is_top = position < row.top_position
    return {
        "in_list": row.endpoint_id,
        "of_page": row.page_id,
        "position": position,
        "top": position if is_top else row.top_position,
        "top_at": now if is_top else row.top_seen_at,
        "moment": now,
    }


def _first_seen(endpoint_id: int, page_id: int, position: int, now: datetime) -> dict[str, Any]:
    places = {f"{name}_position": position for name in ("first", "top", "last")}
    times = {f"{name}_seen_at": now for name in ("first", "top", "last")}
    return {"endpoint_id": endpoint_id, "page_id": page_id, **places, **times}
