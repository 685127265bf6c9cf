"""Which articles repeat which, and which are one story: read off the links, the same whatever their order.

Copies (`same`) are joined, strongest link first. An excerpt joins the one text that holds most of it, and never ties
two texts together that both hold it. What repeats is a duplicate of its group's first publication. Translations tie
groups of different languages to one story. A ban (a link that somebody has undone) keeps its two articles apart, so
the weaker of the links that would join them gives way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from db.frozen import frozen

_LATER = datetime.max.replace(tzinfo=UTC)


class Member(Protocol):
    """An article; `db.links.MemberRow` is one."""

    @property
    def id(self) -> int: ...
    @property
    def published_at(self) -> datetime | None: ...
    @property
    def published_precision(self) -> str | None: ...
    @property
    def canonical_url(self) -> str: ...
    @property
    def language(self) -> str | None: ...


class Link(Protocol):
    """What one article is to another; `db.links.LinkRow` is one."""

    @property
    def a_id(self) -> int: ...
    @property
    def b_id(self) -> int: ...
    @property
    def relation(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def a_in_b(self) -> float | None: ...
    @property
    def b_in_a(self) -> float | None: ...
    @property
    def unlinked_at(self) -> datetime | None: ...


@frozen
class Place:
    """`duplicate_of`: the article that this one repeats. `story_id`: its story's first publication; null if alone."""

    duplicate_of: int | None
    story_id: int | None


ALONE = Place(None, None)


def original_key(published_at: datetime | None, precision: str | None, canonical_url: str) -> tuple[datetime, str]:
    """Copies sort by this, the original first: the earliest publication, then the smallest address.

    A date without a time counts as that day's end: whoever knows the minute published before it. Nothing of the key
    depends on when we came by, so the order in which copies are found doesn't matter.
    """
    if published_at is None:
        return _LATER, canonical_url
    if precision in {"day", "month", "year"}:
        published_at += timedelta(days=1, seconds=-1)
    return published_at, canonical_url


def arrange(members: Iterable[Member], links: Iterable[Link]) -> dict[int, Place]:
    """The place of every member, from all links between them."""
    ordered = sorted(members, key=lambda m: original_key(m.published_at, m.published_precision, m.canonical_url))
    rank = {member.id: place for place, member in enumerate(ordered)}
    known = [link for link in links if link.a_id in rank and link.b_id in rank]
    bans = {(rank[link.a_id], rank[link.b_id]) for link in known if link.unlinked_at is not None}
    edges: dict[str, list[_Edge]] = {"same": [], "excerpt": [], "translation": []}
    for link in known:
        if link.unlinked_at is None and link.relation in edges:
            edges[link.relation].append(_edge(link, rank))

    copies = _Groups(len(ordered), bans)
    for edge in sorted(edges["same"]):
        copies.join(edge.small, edge.large)
    texts = [copies.first(place) for place in range(len(ordered))]
    attached: set[int] = set()
    for edge in sorted(edges["excerpt"]):
        if texts[edge.small] not in attached and copies.join(edge.small, edge.large):
            attached.add(texts[edge.small])
    originals = [copies.first(place) for place in range(len(ordered))]

    stories = copies.copy()
    languages: dict[int, set[str | None]] = {}
    for place, member in enumerate(ordered):
        languages.setdefault(stories.first(place), set()).add(member.language)
    for edge in sorted(edges["translation"]):
        one, other = stories.first(edge.small), stories.first(edge.large)
        if one != other and not languages[one] & languages[other] and stories.join(one, other):
            languages[stories.first(one)] = languages[one] | languages[other]

    firsts = [stories.first(place) for place in range(len(ordered))]
    sizes = Counter(firsts)
    return {
        member.id: Place(
            duplicate_of=ordered[original].id if original != place else None,
            story_id=ordered[first].id if sizes[first] > 1 else None,
        )
        for place, (member, original, first) in enumerate(zip(ordered, originals, firsts, strict=True))
    }


class _Edge(NamedTuple):
    """A link between ranks; sorts strongest first. `small`: the one that stands in the other."""

    weakness: float
    small: int
    large: int


def _edge(link: Link, rank: dict[int, int]) -> _Edge:
    a, b = rank[link.a_id], rank[link.b_id]
    inner, outer = (a, b) if (link.a_in_b or 0.0, -a) >= (link.b_in_a or 0.0, -b) else (b, a)
    return _Edge(-link.score, inner, outer)


class _Groups:
    """Disjoint sets of ranks; each is named by its smallest, which is its first publication."""

    def __init__(self, size: int, bans: set[tuple[int, int]]) -> None:
        self._parent = list(range(size))
        self._bans = bans

    def copy(self) -> _Groups:
        other = _Groups(0, self._bans)
        other._parent = self._parent.copy()
        return other

    def first(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def join(self, one: int, other: int) -> bool:
        """Make one set of two; False where they are one already or a ban forbids it."""
        a, b = sorted((self.first(one), self.first(other)))
        if a == b or any({self.first(x), self.first(y)} == {a, b} for x, y in self._bans):
            return False
        self._parent[b] = a
        return True
