"""The index of texts: which articles hold a key of a text or a clue of its translations, which lines stand in many.

Plain rows, so that any number of crawlers share them and a restart loses nothing. One question an article. It takes
about the same time however large the archive is, because no key is stored for more than so many articles.

Whoever has a clue is one of the `held` of its row. SQLite, which one writer at a time writes, has one row a clue; on
Postgres each article adds a row of its own, as nobody may wait there for another's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

from db import clues
from db.by_key import Rows, add_alike, find_rows
from db.connection import Connection
from db.deferred import when_committed
from db.frozen import frozen
from db.raw import MOST, as_array, carry_out, select_among, write_rows

POSTINGS = 8
"""Articles that are stored for one key. Of a story copied a hundred times the first few are enough to find it,
and a phrase that stands everywhere leads nowhere."""

TOLD = 20_000
"""Repeated lines that a connection remembers, of which a site has a dozen, and crowded clues."""

_TOLD = "dateline_lines_told"
_CROWDED = "dateline_clues_crowded"


@frozen
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

    def clue_keys(self) -> list[int]:
        """Of all clues, as they are looked for."""
        return [*self.told, *self.fact_keys(), *[key for one in self.buckets for key in clues.keys(one, self.names)]]

    def fact_keys(self) -> list[int]:
        return [key for bucket in self.buckets for key in clues.keys(bucket, self.facts)]


@dataclass(slots=True)
class Found:
    """Who else has it. `lines`: in how many different articles each was seen; one that is missing, in few or one."""

    lines: dict[int, int] = field(default_factory=dict)
    holders: dict[int, list[int]] = field(default_factory=dict)
    """The articles that have each key."""
    clues: dict[int, str] = field(default_factory=dict)
    """Those that have each clue, as `db.clues` reads them."""
    crowded: set[int] = field(default_factory=set)
    """The clues that too many have to lead to any."""


def find(connection: Connection, wanted: Wanted) -> Found:
    """What is crowded stays so for as long as anybody looks for it, and isn't asked for again: of an article's clues
    more than half, where many articles come in."""
    told: set[int] = connection.info.setdefault(_CROWDED, set())
    hints = wanted.clue_keys()[:MOST]
    found = Found(crowded=told.intersection(hints))
    hints = [key for key in hints if key not in found.crowded]
    parts = [(_LINES, wanted.lines[:MOST]), (_KEYS, wanted.keys), (_CLUES, hints)]
    asked = [part for part in parts if part[1]]  # Postgres takes longer to plan a part than to find nothing
    if not asked:
        return found
    held_by, holders = found.clues, found.holders
    crowded: set[int] = set()
    for key, number, held in find_rows(connection, asked):
        if held is not None:
            held_by[key] = held_by.get(key, "") + held
            if not held:
                crowded.add(key)
        elif number < 0:
            found.lines[key] = -number
        elif key in holders:
            holders[key].append(number)
        else:
            holders[key] = [number]
    if crowded:
        for key in crowded:
            del held_by[key]
        found.crowded |= crowded
        when_committed(connection, partial(_remember_crowded, told, crowded))  # else it may not be so
    if len(wanted.lines) > MOST:
        found.lines |= repeated_lines(connection, wanted.lines[MOST:])
    if found.lines:
        _remember(connection, found.lines)
    return found


def lines_told(connection: Connection) -> Mapping[int, int]:
    """The repeated lines that `find` has met on this connection, and in how many articles each was seen when it was met
    last. Good for a guess at what it will tell of others: a site's lines stand in most of its articles."""
    told: Mapping[int, int] = connection.info.get(_TOLD, {})
    return told


def _remember_crowded(told: set[int], crowded: Set[int]) -> None:
    if len(told) > TOLD:
        told.clear()
    told |= crowded


def _remember(connection: Connection, lines: Mapping[int, int]) -> None:
    told = connection.info.setdefault(_TOLD, {})
    if len(told) > TOLD:
        told.clear()
    told.update(lines)


def store(
    connection: Connection, article_id: int, language: str | None, length: int, wanted: Wanted, found: Found
) -> None:
    """Let the article be found by its keys and clues. `length`: of its text; `found`: who has them, so that none leads
    to too many."""
    holders = found.holders
    keys = [key for key in wanted.keys if key not in holders or len(holders[key]) < POSTINGS]
    free, full = _clues_to_add(article_id, wanted, found) if language else ([], [])
    holder = clues.holder(article_id, language or "", length)
    if connection.is_sqlite:
        add_alike(connection, _ADD_KEYS_SQLITE, article_id, keys)
        add_alike(connection, _ADD_CLUES_SQLITE, holder, free)
    elif keys or free:
        values = {"article_id": article_id, "holder": holder, "keys": as_array(keys), "clues": as_array(free)}
        carry_out(connection, _ADD_POSTGRES, values)
    if full:
        _crowd(connection, article_id, full)


def _clues_to_add(article_id: int, wanted: Wanted, found: Found) -> tuple[list[int], list[int]]:
    """Those that lead to one more article, and those that too many have now."""
    if not wanted.buckets:
        return [*wanted.told], []
    today = wanted.buckets[0]
    names = clues.keys(today, wanted.names)
    free: list[int] = []
    full: list[int] = []
    for key in (*wanted.told, *clues.keys(today, wanted.facts), *names):
        held = found.clues.get(key)
        if held is None:
            if key not in found.crowded:
                free.append(key)
        elif not clues.holds(held, article_id):
            (free if clues.count(held) < clues.POSTINGS else full).append(key)
    return free, [key for key in names if key in full]


def _crowd(connection: Connection, article_id: int, full: Sequence[int]) -> None:
    """Let nobody be found by these any more. What another crawler adds meanwhile doesn't count beside the mark."""
    part = 0 if connection.is_sqlite else -article_id
    write_rows(connection, _LEAVE_SQLITE if connection.is_sqlite else _LEAVE_POSTGRES, [(key,) for key in full])
    write_rows(connection, _MARK, [(key, part) for key in full])


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


_LINES = Rows("hash, -articles, NULL", "repeated_line", "hash")
_KEYS = Rows("hash, article_id, NULL", "sketch", "hash")
_CLUES = Rows("key, 0, held", "clue", "key")

_ADD_KEYS_SQLITE = "INSERT OR IGNORE INTO sketch SELECT column1, ?1 FROM {each}"
_ADD_CLUES_SQLITE = """
    INSERT INTO clue SELECT column1, 0, ?1 FROM {each} WHERE true
    ON CONFLICT (key, part) DO UPDATE SET held = held || excluded.held
"""
_ADD_POSTGRES = """
    WITH kept AS (
        INSERT INTO sketch (hash, article_id) SELECT unnest(%(keys)s::bigint[]), %(article_id)s::bigint
        ON CONFLICT DO NOTHING
    )
    INSERT INTO clue (key, part, held) SELECT unnest(%(clues)s::bigint[]), %(article_id)s::bigint, %(holder)s::text
    ON CONFLICT DO NOTHING
"""
"""Both at once: a round trip costs more than the rows."""
_MARK = "INSERT INTO clue VALUES ({mark}, {mark}, '') ON CONFLICT DO NOTHING"
_LEAVE_SQLITE = "DELETE FROM clue WHERE key = {mark}"
_LEAVE_POSTGRES = """
    DELETE FROM clue WHERE (key, part) IN (
        SELECT key, part FROM clue WHERE key = {mark} FOR UPDATE SKIP LOCKED
    )
"""
"""Two crawlers that wait for each other's rows would wait for ever."""
_COUNT_LINE = """
    INSERT INTO repeated_line VALUES ({mark}, {mark})
    ON CONFLICT (hash) DO UPDATE SET articles = repeated_line.articles + 1
"""
