"""The `articles` view for Python: typed columns, filters, lists, one article whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    cast,
    column,
    func,
    or_,
    select,
    table,
)
from sqlalchemy import text as sql

from db.engine import Database
from db.frozen import frozen
from db.schema import article, source
from db.types import JsonList, UtcTime

articles = table(
    "articles",
    column("id", BigInteger),
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
    column("story_id", BigInteger),
    column("duplicate_of", BigInteger),
    column("gone_at", UtcTime),
    column("agencies", JsonList),
)


@frozen
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


def conditions(narrow: Filter, of_article: FromClause) -> list[ColumnElement[bool]]:
    """The filter as SQL conditions over the view; over the article table, if it names no source."""
    columns = of_article.c
    found: list[ColumnElement[bool]] = []
    if narrow.source is not None:
        found.append(columns.source == narrow.source)
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


@frozen
class Place:
    """Where in the list of the newest an article stands; the next page begins after it."""

    published_at: datetime | None
    id: int


def newest(database: Database, narrow: Filter, limit: int, after: Place | None = None) -> list[dict[str, Any]]:
    """Articles, newest first; those without a date at the end, the last seen first."""
    with database.read() as connection:
        ids: list[int] = []
        if after is None or after.published_at is not None:
            ids += [row.id for row in connection.execute(_dated(narrow, after).limit(limit))]
        if len(ids) < limit:
            below = after if after is not None and after.published_at is None else None
            ids += [row.id for row in connection.execute(_undated(narrow, below).limit(limit - len(ids)))]
        rows = connection.execute(select(articles).where(articles.c.id.in_(ids))).mappings()
        found = {row["id"]: dict(row) for row in rows}
        return [found[article_id] for article_id in ids]


def _dated(narrow: Filter, after: Place | None) -> Select[tuple[int]]:
    """Only ids, so that an index alone finds them."""
    published = article.c.published_at
    query = _ids(narrow).where(published.is_not(None)).order_by(published.desc(), article.c.id.desc())
    if after is not None and after.published_at is not None:
        query = query.where(
            published <= after.published_at, or_(published < after.published_at, article.c.id < after.id)
        )
    return query


def _undated(narrow: Filter, after: Place | None) -> Select[tuple[int]]:
    query = _ids(narrow).where(article.c.published_at.is_(None)).order_by(article.c.id.desc())
    return query.where(article.c.id < after.id) if after is not None else query


def _ids(narrow: Filter) -> Select[tuple[int]]:
    query = select(article.c.id).where(*conditions(replace(narrow, source=None), article))
    if narrow.source is not None:
        named = select(source.c.id).where(source.c.name == narrow.source).scalar_subquery()
        query = query.where(article.c.source_id == named)
    return query


def members(database: Database, story_id: int, limit: int) -> list[dict[str, Any]]:
    """The articles of one story, in the order of publication."""
    query = (
        select(articles)
        .where(articles.c.story_id == story_id)
        .order_by(articles.c.published_at, articles.c.id)
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
