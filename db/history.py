"""Every version of one article, oldest first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from db.engine import Database
from db.frozen import fields_of, frozen
from db.schema import revision


@frozen
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
    names = ("number", *fields_of(Version)[1:])
    query = (
        select(*(revision.c[name] for name in names))
        .where(revision.c.article_id == article_id)
        .order_by(revision.c.number)
    )
    with database.read() as connection:
        return [Version(*row) for row in connection.execute(query)]
