"""The days that clues count in. By clues translations find each other: what the site tells, what survives translation.

Names are looked for among the articles of the same days only, so common ones lead to few, the time that it takes
doesn't grow with the archive, and what is old can be forgotten.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from db.connection import Connection
from db.rows import write

BUCKET_DAYS = 6
"""Names are looked for in their own six days and the nearer of the six before and after: three days at least."""

_BUCKET_S = BUCKET_DAYS * 86400

ALWAYS = 0
"""The bucket of what the site itself tells: it counts at any time."""

POSTINGS = 16
"""Articles that are stored for one clue and bucket. A name that more have leads nowhere: all of them are let go of."""

KEPT_FOR = timedelta(days=30)
"""After that nobody looks for the names of an article any more."""

_HASH_BITS = 48

_SPANS = 1 << 15
"""Buckets that fit above a hash, five centuries; what claims to be of another age counts in one of these."""

_LENGTHS = 10
"""Steps of a length for each factor e."""


def keys(bucket: int, hashes: Iterable[int]) -> list[int]:
    """What clues are stored by: those of the same days lie together, so what is looked for stays in memory."""
    above = bucket % _SPANS << _HASH_BITS
    return [above | hash_ for hash_ in hashes]


def buckets(published_at: datetime) -> tuple[int, int]:
    """Its own and the nearer one beside it: numbers of six-day spans since 1970."""
    span, into = divmod(int(published_at.timestamp()), _BUCKET_S)
    return span, span + (1 if 2 * into >= _BUCKET_S else -1)


class Holder(NamedTuple):
    """An article that has a clue. `length`: the natural logarithm of its text's length in letters, to a tenth."""

    id: int
    language: str
    length: float


def holder(article_id: int, language: str, length: int) -> str:
    """An article as one of those that have a clue, the same words for each of its clues. All that have one are one
    string, as most are never asked for."""
    return f"{article_id}:{language}:{round(_LENGTHS * math.log(max(1, length)))} "


def read_holder(one: str) -> Holder:
    id_, language, length = one.split(":")
    return Holder(int(id_), language, int(length) / _LENGTHS)


def count(held: str) -> int:
    return held.count(" ")


def holds(held: str, article_id: int) -> bool:
    return held.startswith(f"{article_id}:") or f" {article_id}:" in held


def foreign(each: Iterable[str], language: str) -> list[list[str]]:
    """Of each clue's those in another language, for `read_holder`; nothing of clues that have none."""
    own = f":{language}:"
    others = [held for held in each if held.count(own) != held.count(" ")]
    return [[one for one in held.split() if own not in one] for held in others]


def forget(connection: Connection, now: datetime) -> None:
    """Let go of the names of articles that are too old for a translation to appear."""
    oldest = int((now.astimezone(UTC) - KEPT_FOR).timestamp()) // _BUCKET_S
    write(connection, _FORGET, (ALWAYS + 1) << _HASH_BITS, oldest << _HASH_BITS)


_FORGET = "DELETE FROM clue WHERE key >= {mark} AND key < {mark}"
