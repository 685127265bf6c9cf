"""The questions to the index, in each database's way: which matches are the newest, and which of a pool match more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, column, literal_column, select, table, text

from db.public import Filter, conditions
from db.schema import article, source
from db.search.index import language_fact, month_fact, source_fact
from db.search.query import Node, Query
from db.search.render import for_fts5, for_tsquery

MOST_MONTHS = 36
"""Of a span of time that the index itself narrows down; a longer one is left to the articles' own times."""

WINDOW = 2_000
"""Newest revisions that Postgres looks through one by one before it asks its index, which gathers all matches first:
a word that is in every fourth article fills the pool from them."""


class Candidate(NamedTuple):
    revision_id: int
    article_id: int
    source_id: int
    language: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Scope:
    """A query, the languages that its words may be of, and whom to ask."""

    connection: Connection
    query: Query
    languages: Sequence[str]

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"


def languages_of(connection: Connection) -> list[str]:
    """Those that the archive has articles in, by one look at the index for each."""
    found: list[str] = []
    last = ""
    while True:
        row = connection.execute(_NEXT_LANGUAGE, {"last": last}).scalar()
        if row is None:
            return found
        found.append(str(row))
        last = str(row)


def newest(scope: Scope, limit: int | None, below: int | None) -> list[Candidate]:
    """The newest matches, newest first; `below`: only of lower revision id."""
    facts = facts_of(scope.connection, scope.query.narrow)
    if facts is None:
        return []
    if scope.is_sqlite:
        return _run(scope, _fts5_newest(scope, for_fts5(scope.query.root, scope.languages, facts), limit, below))
    wanted = for_tsquery(scope.query.root, scope.languages, facts)
    if limit is not None:
        top = below or (scope.connection.execute(_TOP).scalar() or 0) + 1
        recent = _run(scope, _tsvector_newest(scope, wanted, limit, below, above=top - WINDOW))
        if len(recent) >= limit:
            return recent
    return _run(scope, _tsvector_newest(scope, wanted, limit, below, above=None))


def within_pool(scope: Scope, node: Node, pool: Sequence[Candidate]) -> set[int]:
    """Which of the pool's revisions match `node` too."""
    ids = {one.revision_id for one in pool}
    if scope.is_sqlite:
        facts = facts_of(scope.connection, scope.query.narrow)
        wanted = for_fts5(node, scope.languages, facts or ())
        rows = scope.connection.execute(_FTS5_RANGE, {"query": wanted, "low": min(ids), "high": max(ids)})
    else:
        wanted = for_tsquery(node, scope.languages)
        rows = scope.connection.execute(_TSVECTOR_OF, {"query": wanted, "ids": list(ids)})
    return ids.intersection(rows.scalars())


def facts_of(connection: Connection, narrow: Filter) -> list[list[str]] | None:
    """The filters as lexemes, of each group one; None: nothing can match, for there is no such source."""
    groups = []
    if narrow.source is not None:
        source_id = connection.execute(select(source.c.id).where(source.c.name == narrow.source)).scalar()
        if source_id is None:
            return None
        groups.append([source_fact(source_id)])
    if narrow.language is not None:
        groups.append([language_fact(narrow.language)])
    months = _months(narrow.since, narrow.until)
    if months:
        groups.append(months)
    return groups


def _months(since: datetime | None, until: datetime | None) -> list[str]:
    if since is None or until is None:
        return []
    first, last = since.astimezone(UTC), until.astimezone(UTC)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 0 < count <= MOST_MONTHS:
        return []
    numbers = [first.year * 12 + first.month - 1 + i for i in range(count)]
    return [month_fact(number // 12, number % 12 + 1) for number in numbers]


_COLUMNS = (article.c.id.label("article_id"), article.c.source_id, article.c.language, article.c.published_at)


def _fts5_newest(scope: Scope, wanted: str, limit: int | None, below: int | None) -> Any:
    index = table("revision_search", column("rowid"))
    joined = index.join(article, article.c.revision_id == index.c.rowid).join(
        source, source.c.id == article.c.source_id
    )
    query = (
        select(index.c.rowid.label("revision_id"), *_COLUMNS)
        .select_from(joined)
        .where(literal_column("revision_search").op("MATCH")(bindparam("query", wanted)))
        .where(*conditions(scope.query.narrow, article, source))
        .order_by(index.c.rowid.desc())
        .limit(limit)
    )
    return query.where(index.c.rowid < below) if below is not None else query


def _tsvector_newest(scope: Scope, wanted: str, limit: int | None, below: int | None, above: int | None) -> Any:
    index = table("revision_search", column("revision_id"))
    matches = (
        select(index.c.revision_id)
        .select_from(index)
        .where(text("words @@ CAST(:query AS tsquery)").bindparams(query=wanted))
    )
    if below is not None:
        matches = matches.where(index.c.revision_id < below)
    if above is not None:
        matches = matches.where(index.c.revision_id >= above)
    found = matches.cte("found").prefix_with("MATERIALIZED")  # else a scan by id would unpack every row's words
    rest = conditions(replace(scope.query.narrow, source=None, language=None), article)
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
    return [Candidate(*row) for row in scope.connection.execute(query)]


_NEXT_LANGUAGE = text("SELECT min(language) FROM article WHERE language > :last")
_TOP = text("SELECT max(revision_id) FROM revision_search")
_FTS5_RANGE = text(
    "SELECT rowid FROM revision_search WHERE revision_search MATCH :query AND rowid BETWEEN :low AND :high"
)
_TSVECTOR_OF = text(
    "SELECT revision_id FROM revision_search WHERE revision_id = ANY(:ids) AND words @@ CAST(:query AS tsquery)"
)
