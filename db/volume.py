"""How much was published when, by whom, in which language: counts out of one index, never out of the articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Text, cast, func, select

from db.engine import Database
from db.schema import article, source


@dataclass(frozen=True, slots=True)
class Count:
    """Articles of one source and language on one UTC day of publication; `copies` of them repeat another."""

    day: date
    source: str
    language: str | None
    articles: int
    copies: int


def by_day(
    database: Database, since: datetime, until: datetime, sources: Sequence[str] = (), language: str | None = None
) -> list[Count]:
    """Of what was published from `since` to before `until`, in the order of days."""
    day = func.substr(cast(article.c.published_at, Text), 1, 10)
    facts = (day, article.c.source_id, article.c.language)
    query = (
        select(*facts, func.count(), func.count(article.c.duplicate_of))
        .where(article.c.published_at >= since, article.c.published_at < until)
        .group_by(*facts)
        .order_by(day)
    )
    if language is not None:
        query = query.where(article.c.language == language)
    with database.read() as connection:  # names are looked up apart: a join would lead SQLite past the index
        names = {row.id: row.name for row in connection.execute(select(source.c.id, source.c.name))}
        if sources:
            wanted = [number for number, name in names.items() if name in sources]
            query = query.where(article.c.source_id.in_(wanted))
        return [Count(date.fromisoformat(row[0]), names[row[1]], *row[2:]) for row in connection.execute(query)]
