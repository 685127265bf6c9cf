"""The statements that ask the index, in each database's words; `db.search.candidates` says which and when.

Each is written once for a shape of question and carried out in the words that the driver knows from before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Select,
    Text,
    TextClause,
    bindparam,
    column,
    literal_column,
    select,
    table,
    text,
    type_coerce,
)
from sqlalchemy.types import NullType

from db.prepared import Prepared
from db.public import Filter, conditions
from db.schema import article
from db.search import word_order

SHAPES = 256
"""Of questions whose statements are kept; people type a few."""


class Asked(NamedTuple):
    """The shape of a question: how many queries the index answers, and of `word_order`'s condition, if it takes one."""

    queries: int
    sizes: tuple[int, ...] | None = None


LAST_BEFORE = Prepared(
    select(article.c.revision_id)
    .where(article.c.published_at < bindparam("until", type_=article.c.published_at.type))
    .where(article.c.revision_id.is_not(None))
    .order_by(article.c.published_at.desc())
    .limit(1)
)
FTS5_RANGE = "SELECT rowid FROM revision_search WHERE revision_search MATCH ? AND rowid BETWEEN ? AND ?"

_LOW, _HIGH, _MOST = (bindparam(name, type_=BigInteger()) for name in ("low", "high", "most"))
_COLUMNS = (
    article.c.id.label("article_id"),
    article.c.source_id,
    article.c.language,
    type_coerce(article.c.published_at, NullType()),  # hundreds are read of a search, so none is converted twice
)


@lru_cache(maxsize=SHAPES)
def prepared(statement: Callable[[Filter, Asked], Select[Any]], asked: Asked) -> Prepared:
    return Prepared(statement(Filter(), asked))


def fts5_newest(rest: Filter, _asked: Asked) -> Select[Any]:
    index = table("revision_search", column("rowid"))
    return (
        select(index.c.rowid.label("revision_id"), *_COLUMNS)
        .select_from(index.join(article, article.c.revision_id == index.c.rowid))
        .where(literal_column("revision_search").op("MATCH")(bindparam("query_0", type_=Text())))
        .where(index.c.rowid >= _LOW, index.c.rowid < _HIGH, *conditions(rest, article))
        .order_by(index.c.rowid.desc())
        .limit(_MOST)
    )


def tsvector_newest(rest: Filter, asked: Asked) -> Select[Any]:
    index = table("revision_search", column("revision_id"))
    number = index.c.revision_id + 0  # not by the primary key, whose scan would unpack every row's words
    matches = (
        select(index.c.revision_id)
        .select_from(index)
        .where(*(_matches(f"query_{n}") for n in range(asked.queries)))
        .where(number >= _LOW, number < _HIGH)
    )
    if asked.sizes is not None:
        matches = matches.where(word_order.condition(asked.sizes))
    found = matches.cte("found").prefix_with("MATERIALIZED")
    if rest == Filter():  # the index has said it all, so the newest can be cut out before the articles are looked up
        found = select(found.c.revision_id).order_by(found.c.revision_id.desc()).limit(_MOST).cte("newest_found")
    return (
        select(found.c.revision_id, *_COLUMNS)
        .join(article, article.c.revision_id == found.c.revision_id)
        .where(*conditions(rest, article))
        .order_by(found.c.revision_id.desc())
        .limit(_MOST)
    )


def _matches(name: str) -> TextClause:
    return text(f"words @@ CAST(:{name} AS tsquery)").bindparams(bindparam(name, type_=Text()))


@cache
def tsvector_range(queries: int) -> str:
    wanted = " AND ".join(["words @@ CAST(%s AS tsquery)"] * queries)
    return f"SELECT revision_id FROM revision_search WHERE {wanted} AND revision_id + 0 BETWEEN %s AND %s"  # noqa: S608


@lru_cache(maxsize=SHAPES)
def of_ids(sizes: tuple[int, ...]) -> Prepared:
    rows = table("word_order" if sizes else "revision_search", column("revision_id"))
    matches = word_order.condition_of_order(sizes) if sizes else word_order.condition(sizes)
    among = text("revision_id = ANY(CAST(:ids AS bigint[]))").bindparams(bindparam("ids", type_=Text()))
    return Prepared(select(rows.c.revision_id).where(among, matches))
