"""Every version of one article, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from db.engine import Database
from db.schema import revision


@dataclass(frozen=True, slots=True)
class Version:
    revision: int
    seen_at: datetime
    modified_at: datetime | None
    title: str | None
    lead: str | None
    text: str
    changed: list[str]
    word_count: int


def versions(database: Database, article_id: int) -> list[Version]:
    names = ("number", *Version.__slots__[1:])
    query = (
        select(*(revision.c[name] for name in names))
        .where(revision.c.article_id == article_id)
        .order_by(revision.c.number)
    )
    with database.read() as connection:
        return [Version(*row) for row in connection.execute(query)]
