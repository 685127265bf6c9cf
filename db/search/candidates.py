"""The questions to the index, in each database's way: which matches are the newest, and which of a pool match more.

SQLite goes through the matches newest first and stops when there are enough. Postgres gathers all that an index scan
finds before it sorts them, so it is asked for the newest blocks of revisions first, and for more of them as needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, column, func, literal_column, select, table, text

from db.public import Filter, conditions
from db.raw import as_array
from db.schema import article, source
from db.search import facts
from db.search.query import Node, Query, Term
from db.search.render import for_fts5, for_tsquery

FIRST_SPAN = 4 * facts.BLOCK
"""Revisions, by their numbers, that Postgres is asked about first."""

MARGIN, WIDEST = 1.5, 64
"""A further span should hold so many times what is missing still, and is at most so many times the one before."""


class Candidate(NamedTuple):
    revision_id: int
    article_id: int
    source_id: int
    language: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Scope:
    """A query, the languages that its words may be of, and whom to ask. `typed`: the query without compounds."""

    connection: Connection
    query: Query
    languages: Sequence[str]
    typed: Node

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"


@dataclass(frozen=True, slots=True)
class Known:
    """What the index says of a filter: of each group one lexeme must be there. `rest`: what it leaves open."""

    groups: list[list[str]]
    rest: Filter


def languages_of(connection: Connection) -> list[str]:
    """Those that the archive has articles in, by one look at the index for each."""
    return list(connection.execute(_LANGUAGES).scalars())


def newest(scope: Scope, limit: int | None, below: int | None = None, above: int = 0) -> list[Candidate]:
    """The newest matches, newest first; `below`, `above`: only of lower revision id, only of this or a higher one."""
    known = facts_of(scope.connection, scope.query.narrow)
    if known is None:
        return []
    if scope.is_sqlite:
        wanted = for_fts5(scope.query.root, scope.languages, known.groups)
        return _run(scope, _fts5_newest(wanted, known.rest, limit, below, above))
    top = past_newest(scope) if below is None else below
    if limit is None:
        return _of_span(scope, known, None, above, top)
    found: list[Candidate] = []
    width = FIRST_SPAN
    while len(found) < limit and top > above:
        low = max(above, facts.beginning(top - width, width))
        some = _of_span(scope, known, limit - len(found), low, top)
        found += some
        width = wider(width, len(some), limit - len(found))
        top = low
    return found


def past_newest(scope: Scope) -> int:
    """A number that no revision has reached yet."""
    return int(scope.connection.execute(_TOP).scalar() or 0) + 1


def wider(width: int, found: int, missing: int) -> int:
    """How many older revisions to ask about, after so many of the last ones matched."""
    return int(width * min(max(MARGIN * missing / found, 1), WIDEST)) if found else width * WIDEST


def within_pool(scope: Scope, node: Node, pool: Sequence[Candidate]) -> set[int]:
    """Which of the pool's revisions match `node` too."""
    ids = {one.revision_id for one in pool}
    span = {"low": min(ids), "high": max(ids)}
    known = facts_of(scope.connection, scope.query.narrow)
    groups = known.groups if known else []
    if scope.is_sqlite:
        wanted = for_fts5(node, scope.languages, groups)
        rows = scope.connection.execute(_FTS5_RANGE, {"query": wanted, **span})
    elif isinstance(node, Term) and node.field is None:  # a phrase: only the pool's own texts are looked into
        wanted = for_tsquery(node, scope.languages)
        rows = scope.connection.execute(_TSVECTOR_OF, {"query": wanted, "ids": as_array(ids)})
    else:
        wanted = for_tsquery(node, scope.languages, [*groups, facts.span_of_numbers(span["low"], span["high"] + 1)])
        rows = scope.connection.execute(_TSVECTOR_RANGE, {"query": wanted, **span})
    return ids.intersection(rows.scalars().all())


def facts_of(connection: Connection, narrow: Filter) -> Known | None:
    """The filters as lexemes; None: nothing can match."""
    groups = []
    rest = replace(narrow, source=None, language=None)
    if narrow.source is not None:
        source_id = connection.execute(select(source.c.id).where(source.c.name == narrow.source)).scalar()
        if source_id is None:
            return None
        groups.append([facts.of_source(source_id)])
    if narrow.language is not None:
        groups.append([facts.of_language(narrow.language)])
    if narrow.since is not None or narrow.until is not None:
        since, until = _span_of(connection, narrow)
        if since >= until:
            return None
        days = facts.span_of_time(since, until)
        groups += [days] if days else []
        if days and facts.is_of_days(narrow.since) and facts.is_of_days(narrow.until):
            rest = replace(rest, since=None, until=None)
    return Known(groups, rest)


def _span_of(connection: Connection, narrow: Filter) -> tuple[datetime, datetime]:
    """The filter's times, at most from the year of the archive's oldest article to the end of that of its newest."""
    oldest, newest = connection.execute(_OLDEST_NEWEST).one()
    if oldest is None:
        return _NEVER
    first = datetime(oldest.year, 1, 1, tzinfo=UTC)
    last = datetime(newest.year, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    return max(first, narrow.since or first), min(last, narrow.until or last)


_COLUMNS = (article.c.id.label("article_id"), article.c.source_id, article.c.language, article.c.published_at)


def _fts5_newest(wanted: str, narrow: Filter, limit: int | None, below: int | None, above: int) -> Any:
    index = table("revision_search", column("rowid"))
    query = (
        select(index.c.rowid.label("revision_id"), *_COLUMNS)
        .select_from(index.join(article, article.c.revision_id == index.c.rowid))
        .where(literal_column("revision_search").op("MATCH")(bindparam("query", wanted)))
        .where(*conditions(narrow, article))
        .order_by(index.c.rowid.desc())
        .limit(limit)
    )
    if above:
        query = query.where(index.c.rowid >= above)
    return query.where(index.c.rowid < below) if below is not None else query


def _of_span(scope: Scope, known: Known, limit: int | None, low: int, high: int) -> list[Candidate]:
    blocks = [facts.span_of_numbers(low, high)] if low else []  # the rest of the index needs no bounds
    wanted = for_tsquery(scope.query.root, scope.languages, [*known.groups, *blocks])
    return _run(scope, _tsvector_newest(wanted, known.rest, limit, low, high))


def _tsvector_newest(wanted: str, narrow: Filter, limit: int | None, low: int, high: int) -> Any:
    index = table("revision_search", column("revision_id"))
    number = index.c.revision_id + 0  # not by the primary key, whose scan would unpack every row's words
    matches = (
        select(index.c.revision_id)
        .select_from(index)
        .where(text("words @@ CAST(:query AS tsquery)").bindparams(query=wanted), number >= low, number < high)
    )
    found = matches.cte("found").prefix_with("MATERIALIZED")
    rest = conditions(narrow, article)
    if not rest:  # the index has said it all, so the newest can be cut out before the articles are looked up
        found = select(found.c.revision_id).order_by(found.c.revision_id.desc()).limit(limit).cte("newest_found")
    return (
        select(found.c.revision_id, *_COLUMNS)
        .join(article, article.c.revision_id == found.c.revision_id)
        .where(*rest)
        .order_by(found.c.revision_id.desc())
        .limit(limit)
    )


def _run(scope: Scope, query: Any) -> list[Candidate]:
    return [Candidate(*row) for row in scope.connection.execute(query).all()]


_LANGUAGES = text(
    "WITH RECURSIVE known (language) AS (SELECT min(language) FROM article UNION ALL "
    "SELECT (SELECT min(language) FROM article WHERE language > known.language) FROM known WHERE language IS NOT NULL) "
    "SELECT language FROM known WHERE language IS NOT NULL"
)
_NEVER = (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))
_OLDEST_NEWEST = select(
    select(func.min(article.c.published_at)).scalar_subquery(),
    select(func.max(article.c.published_at)).scalar_subquery(),
)
"""One look at each end of an index."""

_TOP = text("SELECT max(id) FROM revision")
_FTS5_RANGE = text(
    "SELECT rowid FROM revision_search WHERE revision_search MATCH :query AND rowid BETWEEN :low AND :high"
)
_TSVECTOR_OF = text(
    "SELECT revision_id FROM revision_search WHERE revision_id = ANY(CAST(:ids AS bigint[])) "
    "AND words @@ CAST(:query AS tsquery)"
)
_TSVECTOR_RANGE = text(
    "SELECT revision_id FROM revision_search WHERE words @@ CAST(:query AS tsquery) "
    "AND revision_id + 0 BETWEEN :low AND :high"
)
