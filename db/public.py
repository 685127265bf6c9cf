"""The `articles` view for Python: typed columns, filters, lists, one article whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Text,
    case,
    cast,
    column,
    func,
    select,
    table,
)
from sqlalchemy import text as sql

from db.engine import Database
from db.types import JsonList, UtcTime

articles = table(
    "articles",
    column("id", Integer),
    column("source", Text),
    column("url", Text),
    column("canonical_url", Text),
    column("title", Text),
    column("lead", Text),
    column("text", Text),
    column("authors", JsonList),
    column("keywords", JsonList),
    column("published_at", UtcTime),
    column("published_precision", Text),
    column("published_from", Text),
    column("modified_at", UtcTime),
    column("language", Text),
    column("section", Text),
    column("dateline", Text),
    column("publisher", Text),
    column("image_url", Text),
    column("kind", Text),
    column("is_free", Boolean),
    column("is_truncated", Boolean),
    column("word_count", Integer),
    column("content_hash", Text),
    column("parser_version", Text),
    column("first_seen_at", UtcTime),
    column("last_seen_at", UtcTime),
    column("revision", Integer),
    column("story_id", Integer),
    column("duplicate_of", Integer),
    column("gone_at", UtcTime),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a list down. `language`: ISO 639-1; `since`, `until`: published at, the latter excluded."""

    source: str | None = None
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    author: str | None = None
    section: str | None = None
    unique: bool = False
    """Leave out the articles that repeat another."""


def conditions(
    narrow: Filter, of_article: FromClause, of_source: FromClause | None = None
) -> list[ColumnElement[bool]]:
    """The filter as SQL conditions over the article table, or over the view (whose `source` is a name)."""
    columns = of_article.c
    found: list[ColumnElement[bool]] = []
    if narrow.source is not None:
        found.append((columns.source if of_source is None else of_source.c.name) == narrow.source)
    if narrow.language is not None:
        found.append(columns.language == narrow.language)
    if narrow.since is not None:
        found.append(columns.published_at >= narrow.since)
    if narrow.until is not None:
        found.append(columns.published_at < narrow.until)
    if narrow.author is not None:
        found.append(func.lower(cast(columns.authors, Text)).contains(narrow.author.lower(), autoescape=True))
    if narrow.section is not None:
        found.append(func.lower(columns.section) == narrow.section.lower())
    if narrow.unique:
        found.append(columns.duplicate_of.is_(None))
    return found


def newest(database: Database, narrow: Filter, limit: int) -> list[dict[str, Any]]:
    """Articles, newest first; those without a date at the end, by when we first saw them."""
    undated_last = case((articles.c.published_at.is_(None), 1), else_=0)
    query = (
        select(articles)
        .where(*conditions(narrow, articles))
        .order_by(undated_last, articles.c.published_at.desc(), articles.c.id.desc())
        .limit(limit)
    )
    with database.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def one(database: Database, article_id: int) -> dict[str, Any] | None:
    """An article with `urls` (its addresses and why they are the same) and `copies` (ids of its duplicates)."""
    with database.read() as connection:
        row = connection.execute(select(articles).where(articles.c.id == article_id)).mappings().one_or_none()
        if row is None:
            return None
        found: dict[str, Any] = dict(row)
        urls = sql("SELECT url, kind FROM urls WHERE article_id = :id ORDER BY url").bindparams(id=article_id)
        copies = select(articles.c.id).where(articles.c.duplicate_of == article_id).order_by(articles.c.id)
        found["urls"] = [dict(url) for url in connection.execute(urls).mappings()]
        found["copies"] = list(connection.execute(copies).scalars())
        return found
