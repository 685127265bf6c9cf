"""The index by which translations find each other: hashes of what the site tells, and of what survives translation.

Names are looked for among the articles of the same days only, so common ones lead to few, the time that it takes
doesn't grow with the archive, and what is old can be forgotten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete

from db.raw import select_among, write_rows
from db.schema import clue

BUCKET_DAYS = 3
"""Names are looked for in their own three days, the three before and the three after."""

ALWAYS = 0
"""The bucket of what the site itself tells: it counts at any time."""

POSTINGS = 16
"""Articles that are stored for one clue and bucket."""

KEPT_FOR = timedelta(days=30)
"""After that nobody looks for the names of an article any more."""


class ClueRow(NamedTuple):
    bucket: int
    hash: int
    article_id: int
    language: str


def buckets(published_at: datetime) -> tuple[int, int, int]:
    """Before, same, after: numbers of three-day spans since 1970."""
    span = int(published_at.timestamp()) // (BUCKET_DAYS * 86400)
    return span - 1, span, span + 1


def find(connection: Connection, told: Sequence[int], seen: Sequence[int], published_at: datetime) -> list[ClueRow]:
    """Who holds one of these clues: `told` at any time, `seen` in the days around the publication."""
    always = select_among(connection, _FIND, [ALWAYS], told)
    return [ClueRow._make(row) for row in always + select_among(connection, _FIND, buckets(published_at), seen)]


def add(
    connection: Connection,
    article_id: int,
    language: str,
    told: Sequence[int],
    seen: Sequence[int],
    published_at: datetime,
    found: Sequence[ClueRow],
) -> None:
    """Let the article be found by its clues. `found`: what was there before, so that no clue has too many."""
    there = Counter((row.bucket, row.hash) for row in found)
    now = buckets(published_at)[1]
    wanted = [(ALWAYS, hash_) for hash_ in told] + [(now, hash_) for hash_ in seen]
    rows = [(*key, article_id, language) for key in wanted if there[key] < POSTINGS]
    if rows:
        write_rows(connection, _ADD, rows)


def forget(connection: Connection, now: datetime) -> None:
    """Let go of the names of articles that are too old for a translation to appear."""
    oldest = int((now.astimezone(UTC) - KEPT_FOR).timestamp()) // (BUCKET_DAYS * 86400)
    connection.execute(delete(clue).where(clue.c.bucket > ALWAYS, clue.c.bucket < oldest))


_FIND = "SELECT bucket, hash, article_id, language FROM clue WHERE bucket {among} AND hash {among}"
_ADD = "INSERT INTO clue VALUES ({mark}, {mark}, {mark}, {mark}) ON CONFLICT DO NOTHING"
