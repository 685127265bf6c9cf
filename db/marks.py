"""The index of texts: which articles hold a key of a text or a clue of its translations, which lines stand in many.

Plain rows, so that any number of crawlers share them and a restart loses nothing. One question an article. It takes
about the same time however large the archive is, because no key is stored for more than so many articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection

from db import clues
from db.clues import ALWAYS, Clue, Holders
from db.raw import MOST, as_array, carry_out, is_sqlite, select_among, select_by_lists, write_rows

POSTINGS = 8
"""Articles that are stored for one key. Of a story copied a hundred times the first few are enough to find it,
and a phrase that stands everywhere leads nowhere."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an article is known by: the hashes of its lines, its keys, and its clues: `told` by the site, which count
    at any time, `facts` and `names`, which count in the days around the publication."""

    lines: Sequence[int] = ()
    keys: Sequence[int] = ()
    told: Sequence[int] = ()
    facts: Sequence[int] = ()
    names: Sequence[int] = ()
    buckets: tuple[int, ...] = ()
    """Its own first: as of `clues.buckets`."""


@dataclass(slots=True)
class Found:
    """Who else has it. `lines`: in how many different articles each was seen; one that is missing, in few or one."""

    lines: dict[int, int] = field(default_factory=dict)
    holders: list[tuple[int, int]] = field(default_factory=list)
    """(key, article id)"""
    clues: dict[Clue, Holders] = field(default_factory=dict)
    crowded: set[Clue] = field(default_factory=set)
    """The clues that too many have to lead to any; a row with a negative article id says so."""


def find(connection: Connection, wanted: Wanted) -> Found:
    found = Found()
    parts: list[tuple[str, tuple[Sequence[int], ...]]] = [
        (_LINES, (wanted.lines[:MOST],)),
        (_KEYS, (wanted.keys,)),
        (_TOLD, (wanted.told,)),
        (_SEEN, (wanted.buckets, (*wanted.facts, *wanted.names))),
    ]
    asked = [part for part in parts if all(part[1])]  # Postgres takes longer to plan a part than to find nothing
    if not asked:
        return found
    query = _united(is_sqlite(connection), tuple([part for part, _ in asked]))
    lists = [one for _, each in asked for one in each]
    for kind, hash_, number, bucket, ids, languages in select_by_lists(connection, query, *lists):
        if kind == _LINE:
            found.lines[hash_] = number
        elif kind == _KEY:
            found.holders.append((hash_, number))
        elif "-" in ids:
            found.crowded.add((bucket, hash_))
        else:
            found.clues[bucket, hash_] = Holders(number, ids, languages)
    found.lines |= repeated_lines(connection, wanted.lines[MOST:])
    return found


def store(connection: Connection, article_id: int, language: str | None, wanted: Wanted, found: Found) -> None:
    """Let the article be found by its keys and clues. `found`: who has them, so that none leads to too many."""
    postings = Counter([key for key, _ in found.holders])
    keys = [key for key in wanted.keys if postings[key] < POSTINGS]
    free, full = _clues_to_add(article_id, wanted, found) if language else ([], [])
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
    if full:
        _crowd(connection, article_id, full)


def _clues_to_add(article_id: int, wanted: Wanted, found: Found) -> tuple[list[Clue], list[Clue]]:
    """Those that lead to one more article, and those that too many have now."""
    there = {clue: holders.number for clue, holders in found.clues.items()}
    today = wanted.buckets[0]
    names = [(today, hash_) for hash_ in wanted.names]
    told = [*[(ALWAYS, hash_) for hash_ in wanted.told], *[(today, hash_) for hash_ in wanted.facts]]
    free = [clue for clue in (*told, *names) if there.get(clue, 0) < clues.POSTINGS and clue not in found.crowded]
    crowding = [clue for clue in names if there.get(clue, 0) >= clues.POSTINGS]
    return free, [clue for clue in crowding if str(article_id) not in found.clues[clue].ids.split(",")]


def _crowd(connection: Connection, article_id: int, full: Sequence[Clue]) -> None:
    """Let nobody be found by these any more. What another crawler adds meanwhile doesn't count beside the mark."""
    write_rows(connection, _LEAVE_SQLITE if is_sqlite(connection) else _LEAVE_POSTGRES, full)
    write_rows(connection, _ADD_CLUE, [(*clue, -article_id, "") for clue in full])


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
_LINES = "SELECT 0, hash, articles, 0, '', '' FROM repeated_line WHERE hash {among}"
_KEYS = "SELECT 1, hash, article_id, 0, '', '' FROM sketch WHERE hash {among}"
_HOLDERS = "SELECT 2, hash, count(*), bucket, group_concat(article_id), group_concat(language) FROM clue"
"""A row for all who have a clue: to fetch a row for each would take longer than to find them."""
_TOLD = _HOLDERS + " WHERE bucket = 0 AND hash {among} GROUP BY bucket, hash"
_SEEN = _HOLDERS + " WHERE bucket {among} AND hash {among} GROUP BY bucket, hash"


@cache
def _united(is_for_sqlite: bool, parts: tuple[str, ...]) -> str:
    query = " UNION ALL ".join(parts)
    if is_for_sqlite:
        return query
    query = query.replace("group_concat(article_id)", "string_agg(article_id::text, ',')")
    return query.replace("group_concat(language)", "string_agg(language, ',')")


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
_LEAVE_SQLITE = "DELETE FROM clue WHERE bucket = {mark} AND hash = {mark}"
_LEAVE_POSTGRES = """
    DELETE FROM clue WHERE (bucket, hash, article_id) IN (
        SELECT bucket, hash, article_id FROM clue WHERE bucket = {mark} AND hash = {mark} FOR UPDATE SKIP LOCKED
    )
"""
"""Two crawlers that wait for each other's rows would wait for ever."""
_COUNT_LINE = """
    INSERT INTO repeated_line VALUES ({mark}, {mark})
    ON CONFLICT (hash) DO UPDATE SET articles = repeated_line.articles + 1
"""
