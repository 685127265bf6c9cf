"""The index of texts: which articles hold a key of a text or a clue of its translations, which lines stand in many.

Plain rows, so that any number of crawlers share them and a restart loses nothing. One question an article. It takes
about the same time however large the archive is, because no key is stored for more than so many articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from db import clues
from db.clues import ALWAYS, ClueRow
from db.raw import MOST, as_array, carry_out, is_sqlite, select_among, select_by_lists, write_rows

POSTINGS = 8
"""Articles that are stored for one key. Of a story copied a hundred times the first few are enough to find it,
and a phrase that stands everywhere leads nowhere."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an article is known by: the hashes of its lines, its keys, and its clues: `told` by the site, which count
    at any time, and `seen`, which count in the days around the publication."""

    lines: Sequence[int] = ()
    keys: Sequence[int] = ()
    told: Sequence[int] = ()
    seen: Sequence[int] = ()
    buckets: tuple[int, ...] = ()
    """Its own first: as of `clues.buckets`."""


@dataclass(slots=True)
class Found:
    """Who else has it. `lines`: in how many different articles each was seen; one that is missing, in few or one."""

    lines: dict[int, int] = field(default_factory=dict)
    holders: list[tuple[int, int]] = field(default_factory=list)
    """(key, article id)"""
    clues: list[ClueRow] = field(default_factory=list)


def find(connection: Connection, wanted: Wanted) -> Found:
    found = Found()
    lists = (wanted.lines[:MOST], wanted.keys, wanted.told, wanted.buckets, wanted.seen)
    for kind, hash_, number, bucket, language in select_by_lists(connection, _FIND, *lists):
        if kind == _KEY:
            found.holders.append((hash_, number))
        elif kind == _CLUE:
            found.clues.append(ClueRow(bucket, hash_, number, language))
        else:
            found.lines[hash_] = number
    found.lines |= repeated_lines(connection, wanted.lines[MOST:])
    return found


def store(connection: Connection, article_id: int, language: str | None, wanted: Wanted, found: Found) -> None:
    """Let the article be found by its keys and clues. `found`: who has them, so that none leads to too many."""
    postings = Counter(key for key, _ in found.holders)
    keys = [key for key in wanted.keys if postings[key] < POSTINGS]
    there = Counter((row.bucket, row.hash) for row in found.clues)
    today = wanted.buckets[:1]
    clues_of = [(ALWAYS, hash_) for hash_ in wanted.told] + [(day, hash_) for day in today for hash_ in wanted.seen]
    free = [key for key in clues_of if there[key] < clues.POSTINGS] if language else []
    if is_sqlite(connection):
        write_rows(connection, _ADD_KEY, [(key, article_id) for key in keys])
        write_rows(connection, _ADD_CLUE, [(*key, article_id, language) for key in free])
    elif keys or free:
        values = {
            "article_id": article_id,
            "language": language,
            "keys": as_array(keys),
            "buckets": as_array(bucket for bucket, _ in free),
            "hashes": as_array(hash_ for _, hash_ in free),
        }
        carry_out(connection, _ADD_POSTGRES, values)


def is_behind(connection: Connection) -> bool:
    """Whether there are articles that it doesn't know, all of them: so it is after an upgrade that made it anew."""
    query = "SELECT EXISTS (SELECT 1 FROM article) AND NOT EXISTS (SELECT 1 FROM sketch)"
    return bool(carry_out(connection, query, ()).fetchone()[0])


def repeated_lines(connection: Connection, lines: Sequence[int]) -> dict[int, int]:
    """In how many different articles each of these lines was seen; a line that is missing in few or one."""
    return dict(select_among(connection, "SELECT hash, articles FROM repeated_line WHERE hash {among}", lines))


def count_lines(connection: Connection, lines: Collection[int], first: int = 1) -> None:
    """One more article has these lines. `first`: how many have a line that isn't counted yet, this one included."""
    if lines:
        write_rows(connection, _COUNT_LINE, [(line, first) for line in sorted(lines)])


_LINE, _KEY, _CLUE = 0, 1, 2
_FIND = """
    SELECT 0, hash, articles, 0, '' FROM repeated_line WHERE hash {among}
    UNION ALL SELECT 1, hash, article_id, 0, '' FROM sketch WHERE hash {among}
    UNION ALL SELECT 2, hash, article_id, bucket, language FROM clue WHERE bucket = 0 AND hash {among}
    UNION ALL SELECT 2, hash, article_id, bucket, language FROM clue WHERE bucket {among} AND hash {among}
"""
_ADD_KEY = "INSERT INTO sketch VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING"
_ADD_CLUE = "INSERT INTO clue VALUES ({mark}, {mark}, {mark}, {mark}) ON CONFLICT DO NOTHING"
_ADD_POSTGRES = """
    WITH kept AS (
        INSERT INTO sketch (hash, article_id) SELECT unnest(%(keys)s::bigint[]), %(article_id)s ON CONFLICT DO NOTHING
    )
    INSERT INTO clue (bucket, hash, article_id, language)
    SELECT bucket, hash, %(article_id)s, %(language)s
    FROM unnest(%(buckets)s::bigint[], %(hashes)s::bigint[]) AS new (bucket, hash)
    ON CONFLICT DO NOTHING
"""
"""Both at once: a round trip costs more than the rows."""
_COUNT_LINE = """
    INSERT INTO repeated_line VALUES ({mark}, {mark})
    ON CONFLICT (hash) DO UPDATE SET articles = repeated_line.articles + 1
"""
