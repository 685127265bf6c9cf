"""Full-text search: one query language for FTS5 and tsvector, newest matches first in line, best first on the page.

Ranking scores every match, so its cost would grow with the archive; the newest POOL matches are ranked instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, Text, column, func, literal_column, select, table
from sqlalchemy import text as sql

from db.engine import Database
from db.errors import QueryError
from db.public import Filter, articles, conditions
from db.schema import article, revision, source

POOL = 2000
"""Matches that are ranked."""

_PART = re.compile(r'(?P<not>-|NOT\s+)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side (or must not stand at all)."""

    words: tuple[str, ...]
    is_prefix: bool = False
    is_negated: bool = False


def read_query(query: str) -> list[list[Term]]:
    """Alternatives (OR) of terms that must all match.

    `tokajew kreml` both, `"erstes treffen"` a phrase, `wirtschaft*` a beginning, `-wetter` not, `a OR b` either.
    Raises QueryError where nothing is left to look for.
    """
    groups: list[list[Term]] = [[]]
    for part in _PART.finditer(query):
        if part["word"] == "OR" and not part["not"]:
            groups.append([])
            continue
        raw = part["phrase"] if part["phrase"] is not None else part["word"]
        words = tuple(re.findall(r"\w+", raw))
        if words and raw != "AND":
            groups[-1].append(Term(words, raw.endswith("*"), bool(part["not"])))
    groups = [group for group in groups if any(not term.is_negated for term in group)]
    if not groups:
        raise QueryError(f"search: {query!r} has no word to look for; example: dateline search 'tokajew -wetter'")
    return groups


def for_fts5(groups: Sequence[Sequence[Term]]) -> str:
    """The query in FTS5's words; every word quoted, so that none is taken for an operator or a column."""
    return " OR ".join(f"({_fts5_group(group)})" for group in groups)


def for_tsquery(groups: Sequence[Sequence[Term]]) -> str:
    """The query in to_tsquery's words."""
    return " | ".join(f"({' & '.join(_tsquery_term(t) for t in group)})" for group in groups)


def search(database: Database, query: str, narrow: Filter, limit: int) -> list[dict[str, Any]]:
    """The best of the newest matches: the columns of the `articles` view and `snippet`. Raises QueryError."""
    groups = read_query(query)
    pool = (_sqlite_pool(for_fts5(groups)) if database.is_sqlite else _postgres_pool(for_tsquery(groups))).where(
        *conditions(narrow, article, source)
    )
    hits = pool.limit(POOL).cte("hits")
    best = (
        select(articles, hits.c.snippet)
        .join(hits, hits.c.article_id == articles.c.id)
        .order_by(hits.c.rank, articles.c.published_at.desc(), articles.c.id)
        .limit(limit)
    )
    with database.read() as connection:
        return [dict(row) for row in connection.execute(best).mappings()]


def _sqlite_pool(query: str) -> Select[Any]:
    """bm25 weighs a hit in the title four times, in the lead twice; smaller is better."""
    index = table("revision_search", column("rowid"))
    snippet = literal_column("snippet(revision_search, -1, '[', ']', '…', 18)", Text)
    rank = literal_column("bm25(revision_search, 4.0, 2.0, 1.0)", Float)
    return (
        select(article.c.id.label("article_id"), rank.label("rank"), snippet.label("snippet"))
        .select_from(index)
        .join(article, article.c.revision_id == index.c.rowid)
        .join(source, source.c.id == article.c.source_id)
        .where(sql("revision_search MATCH :query").bindparams(query=query))
        .order_by(index.c.rowid.desc())
    )


def _postgres_pool(query: str) -> Select[Any]:
    index: ColumnElement[Any] = column("search", _selectable=revision)
    wanted = func.dateline_query(query)
    options = "StartSel=[, StopSel=], MaxFragments=1, MaxWords=18, MinWords=8"
    snippet = func.ts_headline(literal_column("'pg_catalog.simple'::regconfig"), revision.c.text, wanted, options)
    return (
        select(
            article.c.id.label("article_id"),
            (-func.ts_rank_cd(index, wanted)).label("rank"),
            snippet.label("snippet"),
        )
        .select_from(revision)
        .join(article, article.c.revision_id == revision.c.id)
        .join(source, source.c.id == article.c.source_id)
        .where(index.op("@@")(wanted))
        .order_by(revision.c.id.desc())
    )


def _fts5_group(group: Sequence[Term]) -> str:
    wanted = " AND ".join(_fts5_term(t) for t in group if not t.is_negated)
    unwanted = "".join(f" NOT {_fts5_term(t)}" for t in group if t.is_negated)
    return wanted + unwanted


def _fts5_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.is_prefix else ""}'


def _tsquery_term(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.is_prefix:
        words[-1] += ":*"
    return f"{'!' if term.is_negated else ''}({' <-> '.join(words)})"
