"""Links between articles: what one is to another, by which rule, how surely, since when. Needs a write transaction.

One row a pair, `a_id` the smaller id. A row that somebody has undone (`unlinked_at`) stays as it is for good: nothing
here overwrites it, and whoever arranges stories takes it as a ban.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from datetime import datetime
from typing import Any, NamedTuple

from db.connection import Connection
from db.raw import from_driver, select_among, write_rows, write_together
from db.rows import fetch, insert_new, stored, write

BINDING = ("same", "excerpt", "translation")
"""The relations that make a story; the others are only told of."""


class LinkRow(NamedTuple):
    """`score`: 0 to 1, what the rule measures. `a_in_b`, `b_in_a`: the share of one text that stands in the other;
    null for translations. `apart_s`: seconds from a's publication to b's; null where one is unknown."""

    a_id: int
    b_id: int
    relation: str
    rule: str
    score: float
    a_in_b: float | None
    b_in_a: float | None
    apart_s: int | None
    method: str
    decided_at: datetime
    unlinked_at: datetime | None = None


class MemberRow(NamedTuple):
    """What of an article counts for its place in a story."""

    id: int
    published_at: datetime | None
    published_precision: str | None
    canonical_url: str
    language: str | None
    duplicate_of: int | None
    story_id: int | None


def record(connection: Connection, rows: Sequence[LinkRow]) -> None:
    """Store what was decided; a pair that was decided before takes the new decision, unless a person has undone it.

    Of one pair's decisions the last counts.
    """
    last = {(row.a_id, row.b_id): row for row in rows}
    write_together(connection, _RECORD, [_values(connection, row) for row in last.values()])


def of(connection: Connection, ids: Collection[int]) -> list[LinkRow]:
    """Every link that one of the articles has, undone ones too."""
    found: dict[tuple[int, int], LinkRow] = {}
    wanted = sorted(ids)
    for query in _OF:  # two queries: an OR over both sides would use neither index
        for values in select_among(connection, query, wanted):
            found[values[0], values[1]] = _link(values)
    return list(found.values())


def _link(values: Sequence[Any]) -> LinkRow:
    *decision, decided_at, unlinked_at = values
    return LinkRow._make((*decision, from_driver(decided_at), from_driver(unlinked_at)))


_COLUMNS = ", ".join(LinkRow._fields)
_OF = [f"SELECT {_COLUMNS} FROM link WHERE {side} {{among}}" for side in ("a_id", "b_id")]  # noqa: S608
_RECORD = f"""
    INSERT INTO link ({_COLUMNS}) VALUES {{rows}}
    ON CONFLICT (a_id, b_id) DO UPDATE SET
        relation = excluded.relation, rule = excluded.rule, score = excluded.score, a_in_b = excluded.a_in_b,
        b_in_a = excluded.b_in_a, apart_s = excluded.apart_s, method = excluded.method,
        decided_at = excluded.decided_at
    WHERE link.unlinked_at IS NULL
"""  # noqa: S608  (only names)


def _values(connection: Connection, row: LinkRow) -> tuple[Any, ...]:
    *decision, decided_at, unlinked_at = row
    return (*decision, *stored(connection, (decided_at, unlinked_at)))


def component(connection: Connection, start: Collection[int]) -> tuple[list[MemberRow], list[LinkRow]]:
    """All articles that binding links connect with these, and all links between them."""
    reached: set[int] = set()
    links: dict[tuple[int, int], LinkRow] = {}
    edge = set(start)
    while edge:
        reached |= edge
        rows = of(connection, edge)
        links |= {(row.a_id, row.b_id): row for row in rows}
        ends = {end for row in rows if is_binding(row) for end in (row.a_id, row.b_id)}
        edge = ends - reached
    return members(connection, reached), _within(reached, links.values())


def between(connection: Connection, ids: Collection[int]) -> list[LinkRow]:
    """Every link that two of the articles have with each other, undone ones too."""
    both = {*ids}
    rows = select_among(connection, _OF[0], sorted(both))  # whose other end is none of these isn't asked for
    return [_link(values) for values in rows if values[1] in both]


def _within(ids: Set[int], rows: Iterable[LinkRow]) -> list[LinkRow]:
    return [row for row in rows if row.a_id in ids and row.b_id in ids]


def is_binding(row: LinkRow) -> bool:
    return row.relation in BINDING and row.unlinked_at is None


def members(connection: Connection, ids: Collection[int]) -> list[MemberRow]:
    return [_member(row) for row in select_among(connection, f"{_MEMBERS} WHERE id {{among}}", sorted(ids))]


def members_of(connection: Connection, stories: Collection[int]) -> list[MemberRow]:
    """All articles of these stories."""
    return [_member(row) for row in select_among(connection, f"{_MEMBERS} WHERE story_id {{among}}", sorted(stories))]


def _member(row: Sequence[Any]) -> MemberRow:
    return MemberRow(*[row[0], from_driver(row[1]), *row[2:]])


_MEMBERS = f"SELECT {', '.join(MemberRow._fields)} FROM article"  # noqa: S608  (only names)


def place(connection: Connection, rows: Sequence[tuple[int | None, int | None, int]]) -> None:
    """Say which article each repeats and which story it belongs to: (duplicate_of, story_id, article id)."""
    if rows:
        write_rows(connection, _PLACE, rows)


_PLACE = "UPDATE article SET duplicate_of = {mark}, story_id = {mark} WHERE id = {mark}"


def tell_story(connection: Connection, rows: Sequence[tuple[int | None, int]]) -> None:
    """Say which story each belongs to, where what it repeats stays as it is: (story_id, article id). Half the work, as
    most indexes of articles know what each repeats."""
    if rows:
        write_rows(connection, _TELL, rows)


_TELL = "UPDATE article SET story_id = {mark} WHERE id = {mark}"


def story_members(connection: Connection, article_id: int) -> list[int]:
    """The ids of all articles in this one's story, itself among them."""
    return [member for (member,) in fetch(connection, _STORY, article_id, article_id)]


_STORY = """
    SELECT id FROM article
    WHERE story_id = (SELECT story_id FROM article WHERE id = {mark}) OR id = {mark} ORDER BY id
"""


def has_ban(connection: Connection, story_id: int) -> bool:
    """Whether somebody has undone a link in this story."""
    return bool(select_among(connection, _BAN, [story_id]))


_BAN = """
    SELECT 1 FROM link JOIN article ON article.id IN (link.a_id, link.b_id)
    WHERE link.unlinked_at IS NOT NULL AND article.story_id {among} LIMIT 1
"""


def is_any_banned(connection: Connection, ids: Collection[int]) -> bool:
    """Whether somebody has undone a link of one of these articles."""
    wanted = list(ids)
    return bool(select_among(connection, _BANNED, wanted, wanted))


_BANNED = "SELECT 1 FROM link WHERE unlinked_at IS NOT NULL AND (a_id {among} OR b_id {among}) LIMIT 1"


def undo(connection: Connection, pairs: Sequence[tuple[int, int]], now: datetime) -> None:
    """Part these pairs for good; a pair that had no link of its own gets a row that says so."""
    bans = [
        LinkRow(min(pair), max(pair), "apart", "person", 0.0, None, None, None, "person", now, now) for pair in pairs
    ]
    insert_new(connection, "link", [row._asdict() for row in bans])
    for a, b in pairs:
        write(connection, _UNDO, now, min(a, b), max(a, b))


_UNDO = "UPDATE link SET unlinked_at = {mark} WHERE a_id = {mark} AND b_id = {mark} AND unlinked_at IS NULL"
