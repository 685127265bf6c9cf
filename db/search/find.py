"""Answering a query in bounded time: the newest POOL matches are ranked, what is older follows newest first.

Ranking by how rare a word is scores every match, so its cost grows with the archive (FTS5's bm25: 70 ms for a common
word in 200,000 articles). Here a match counts more where the words stand in the title, in the lead or side by side,
and where it is fresh; each of these is a question to the index about the pool alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select

from db.engine import Database
from db.errors import QueryError
from db.frozen import frozen
from db.public import Filter, articles
from db.search.candidates import MARGIN, Candidate, Scope, newest, within_pool
from db.search.compounds import widened
from db.search.facts import beginning
from db.search.overview import overview
from db.search.query import is_arduous, read_query
from db.search.render import as_phrase, within
from db.search.snippet import Piece, plain, snippet, wanted_of

POOL = 500
"""Matches that are ranked. Everything has the same meaning on both databases, this number too."""

PATIENCE = 4_096
"""Newest revisions, by their numbers, among which the matches of an arduous query are ranked, if they are a page at
least; else so many more as seem to hold one, at most twice as many. For one match many texts may have to be looked
into."""

AS_TYPED, IN_TITLE, IN_LEAD, SIDE_BY_SIDE, FRESH = 3.0, 3.0, 1.0, 2.0, 2.0
"""What a match gains; AS_TYPED is for the words themselves where compounds match too, FRESH for the pool's newest, and
halves every HALF_LIFE_DAYS before it."""

HALF_LIFE_DAYS = 14

Sort = Literal["relevance", "newest"]


@frozen
class Page:
    """`hits`: the columns of `articles`, `snippet` (hits in brackets) and `pieces` (the same, for marking).

    `cursor`: what to ask for next; None at the end. `ranked`: how many were ranked; `is_bounded`: there are
    more matches than that, and the older ones follow newest first.
    """

    hits: list[dict[str, Any]]
    cursor: str | None
    ranked: int
    is_bounded: bool
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@frozen
class Cursor:
    """Where a page begins: at `offset` of the ranking of what stands from `oldest` to `newest`, or just below `below`.

    `is_bounded`: there may be matches older than the ranked.
    """

    newest: int | None = None
    oldest: int = 0
    offset: int = 0
    is_bounded: bool = False
    below: int | None = None

    @classmethod
    def read(cls, text: str | None) -> Cursor:
        """Raises QueryError for what `write` never wrote."""
        kind, _, rest = (text or "r").partition(".")
        numbers = rest.split(".") if rest else []
        if not all(number.isascii() and number.isdigit() and len(number) < 19 for number in numbers):
            raise QueryError(f"search: {text!r} is no cursor; take it from the page before")
        match kind, [int(number) for number in numbers]:
            case "r", []:
                return cls()
            case "r", [newest, oldest, offset, is_bounded]:
                return cls(newest, oldest, offset, bool(is_bounded))
            case "n", [below]:
                return cls(below=below)
        raise QueryError(f"search: {text!r} is no cursor; take it from the page before")

    def write(self) -> str:
        if self.below is not None:
            return f"n.{self.below}"
        return f"r.{self.newest}.{self.oldest}.{self.offset}.{self.is_bounded:d}"


def search(
    database: Database,
    query: str,
    narrow: Filter,
    limit: int,
    *,
    cursor: str | None = None,
    sort: Sort = "relevance",
    everything: bool = False,
) -> Page:
    """One page of what matches. `everything`: rank all matches, however long it takes. Raises QueryError."""
    asked = read_query(query, narrow)
    at = Cursor.read(cursor)
    with database.read() as connection:
        known = overview(connection)
        languages = [asked.narrow.language] if asked.narrow.language else known.languages
        typed = asked.root
        asked = replace(asked, root=widened(connection, asked.root, languages))
        scope = Scope(connection, asked, languages, typed, known)
        if sort == "newest" or at.below is not None:
            page = _newest_first(scope, at, limit)
        else:
            page = _ranked(scope, at, limit, None if everything else POOL)
        return _filled(scope, page)


@frozen
class _Slice:
    chosen: Sequence[Candidate]
    cursor: Cursor | None
    pool: Sequence[Candidate]
    is_bounded: bool


def _newest_first(scope: Scope, at: Cursor, limit: int) -> _Slice:
    found = newest(scope, limit + 1, below=at.below)
    following = Cursor(below=found[limit - 1].revision_id) if len(found) > limit else None
    return _Slice(found[:limit], following, found[:limit], is_bounded=False)


def _ranked(scope: Scope, at: Cursor, limit: int, size: int | None) -> _Slice:
    if at.newest is None:
        pool, is_bounded = _pool(scope, limit, size)
    else:
        pool, is_bounded = newest(scope, None, below=at.newest + 1, above=at.oldest), at.is_bounded
    if not pool:
        return _Slice((), None, (), is_bounded=False)
    chosen = _by_rank(scope, pool)[at.offset : at.offset + limit]
    newest_id, oldest_id = pool[0].revision_id, pool[-1].revision_id
    following = Cursor(below=oldest_id) if is_bounded else None
    if at.offset + limit < len(pool):
        following = Cursor(newest_id, oldest_id, at.offset + limit, is_bounded)
    return _Slice(chosen, following, pool, is_bounded)


def _pool(scope: Scope, limit: int, size: int | None) -> tuple[Sequence[Candidate], bool]:
    """The matches to be ranked, newest first, and whether there may be more."""
    if size is None or not is_arduous(scope.query.root):
        found = newest(scope, size + 1 if size else None)
        return found[:size], size is not None and len(found) > size
    found = []
    low, width = scope.overview.past_newest, PATIENCE
    while low > 0 and len(found) < limit:
        high, low = low, max(0, beginning(low - width, width))
        found += newest(scope, size + 1 - len(found), below=high, above=low)
        width = further(len(found), scope.overview.past_newest - low, limit)
    return found[:size], low > 0 or len(found) > size


def further(found: int, looked_at: int, limit: int) -> int:
    """Revisions to look at next, where so many of the newest held too few of `limit` matches."""
    most = 2 * looked_at
    return min(most, int(MARGIN * looked_at * (limit - found) / found)) if found else most


def _by_rank(scope: Scope, pool: Sequence[Candidate]) -> list[Candidate]:
    root = scope.query.root
    phrase = as_phrase(root)
    gains = [
        (AS_TYPED, scope.typed),
        (IN_TITLE, within(root, "title")),
        (IN_LEAD, within(root, "lead")),
        (SIDE_BY_SIDE, phrase),
    ]
    scores = _freshness(pool)
    for gain, node in gains:
        if node is not None and node != root:  # all of the pool match what was asked for
            for revision_id in within_pool(scope, node, pool):
                scores[revision_id] += gain
    return sorted(pool, key=lambda one: (-scores[one.revision_id], -one.revision_id))


def _freshness(pool: Sequence[Candidate]) -> dict[int, float]:
    """Against the pool's newest, not against now, so that the next page ranks alike."""
    times = [one.published_at for one in pool if one.published_at]
    latest = max(times) if times else None
    return {one.revision_id: _fresh(one.published_at, latest) for one in pool}


def _fresh(published_at: datetime | None, latest: datetime | None) -> float:
    if published_at is None or latest is None:
        return 0.0
    age_days = (latest - published_at).total_seconds() / 86_400
    return float(FRESH * 0.5 ** min(age_days / HALF_LIFE_DAYS, 60))


def _filled(scope: Scope, found: _Slice) -> Page:
    ids = [one.article_id for one in found.chosen]
    shown = scope.connection.execute(select(articles).where(articles.c.id.in_(ids))).mappings()
    rows = {row["id"]: dict(row) for row in shown}
    wanted = wanted_of(scope.query.terms(), scope.languages)
    hits = []
    for article_id in ids:
        row = rows[article_id]
        pieces: list[Piece] = snippet(row["text"], row["language"], wanted)
        hits.append(row | {"snippet": plain(pieces), "pieces": pieces})
    return Page(
        hits,
        found.cursor.write() if found.cursor else None,
        len(found.pool),
        found.is_bounded,
        _facets(scope.overview.sources, found.pool),
    )


def _facets(sources: Mapping[int, str], pool: Sequence[Candidate]) -> dict[str, list[tuple[str, int]]]:
    counts = {
        "source": Counter(sources[one.source_id] for one in pool),
        "language": Counter(one.language for one in pool if one.language),
    }
    return {kind: sorted(found.items(), key=lambda pair: (-pair[1], pair[0])) for kind, found in counts.items()}
