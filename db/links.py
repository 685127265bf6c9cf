"""Links between articles: what one is to another, by which rule, how surely, since when. Needs a write transaction.

One row a pair, `a_id` the smaller id. A row that somebody has undone (`unlinked_at`) stays as it is for good: nothing
here overwrites it, and whoever arranges stories takes it as a ban.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, update

from db.schema import article, link
from db.upsert import insert_new, insert_or_update

BINDING = ("same", "excerpt", "translation")
"""The relations that make a story; the others are only told of."""

CHUNK = 400


@dataclass(frozen=True, slots=True)
class LinkRow:
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


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What of an article counts for its place in a story."""

    id: int
    published_at: datetime | None
    published_precision: str | None
    canonical_url: str
    language: str | None
    duplicate_of: int | None
    story_id: int | None


COLUMNS = [link.c[name] for name in LinkRow.__slots__]
DECISION = ("relation", "rule", "score", "a_in_b", "b_in_a", "apart_s", "method", "decided_at")


def record(connection: Connection, rows: Sequence[LinkRow]) -> None:
    """Store what was decided; a pair that was decided before takes the new decision, unless a person has undone it."""
    values = [{name: getattr(row, name) for name in LinkRow.__slots__} for row in rows]
    kept = link.c.unlinked_at.is_(None)
    insert_or_update(connection, link, values, key=("a_id", "b_id"), change=DECISION, where=kept)


def of(connection: Connection, ids: Collection[int]) -> list[LinkRow]:
    """Every link that one of the articles has, undone ones too."""
    found: dict[tuple[int, int], LinkRow] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        for query in _OF:  # two queries: an OR over both sides would use neither index
            for row in connection.execute(query, {"ids": wanted[start : start + CHUNK]}):
                found[row.a_id, row.b_id] = LinkRow(*row)
    return list(found.values())


_OF = [select(*COLUMNS).where(side.in_(bindparam("ids", expanding=True))) for side in (link.c.a_id, link.c.b_id)]


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
    inner = [row for row in links.values() if row.a_id in reached and row.b_id in reached]
    return members(connection, reached), inner


def is_binding(row: LinkRow) -> bool:
    return row.relation in BINDING and row.unlinked_at is None


def members(connection: Connection, ids: Collection[int]) -> list[MemberRow]:
    found: list[MemberRow] = []
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        found += [MemberRow(*row) for row in connection.execute(_MEMBERS, {"ids": wanted[start : start + CHUNK]})]
    return found


_MEMBERS = select(*[article.c[name] for name in MemberRow.__slots__]).where(
    article.c.id.in_(bindparam("ids", expanding=True))
)


def place(connection: Connection, article_id: int, duplicate_of: int | None, story_id: int | None) -> None:
    """Say which article this one repeats and which story it belongs to."""
    row = update(article).where(article.c.id == article_id)
    connection.execute(row.values(duplicate_of=duplicate_of, story_id=story_id))


def story_members(connection: Connection, article_id: int) -> list[int]:
    """The ids of all articles in this one's story, itself among them."""
    story = select(article.c.story_id).where(article.c.id == article_id).scalar_subquery()
    query = select(article.c.id).where(or_(article.c.story_id == story, article.c.id == article_id))
    return sorted(connection.execute(query).scalars())


def has_ban(connection: Connection, story_id: int) -> bool:
    """Whether somebody has undone a link in this story."""
    query = select(link.c.a_id).join(article, article.c.id.in_([link.c.a_id, link.c.b_id]))
    banned = query.where(link.c.unlinked_at.is_not(None), article.c.story_id == story_id).limit(1)
    return connection.execute(banned).first() is not None


def undo(connection: Connection, pairs: Sequence[tuple[int, int]], now: datetime) -> None:
    """Part these pairs for good; a pair that had no link of its own gets a row that says so."""
    bans = [
        LinkRow(min(pair), max(pair), "apart", "person", 0.0, None, None, None, "person", now, now) for pair in pairs
    ]
    insert_new(connection, link, [{name: getattr(row, name) for name in LinkRow.__slots__} for row in bans])
    for a, b in pairs:
        pair = (link.c.a_id == min(a, b)) & (link.c.b_id == max(a, b)) & link.c.unlinked_at.is_(None)
        connection.execute(update(link).where(pair).values(unlinked_at=now))
