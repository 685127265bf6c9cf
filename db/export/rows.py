"""The articles of an export, streamed: the columns of the `articles` view, whose they are and under what terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from sqlalchemy import column, select, table

from db.connection import Connection
from db.engine import Database
from db.frozen import frozen
from db.public import Filter, articles, conditions

BATCH = 500
"""Articles in memory at once."""

COLUMNS = (*articles.c.keys(), "source_url", "rights")
"""Of every exported row. `source_url`: the publisher's front page; `rights`: whose the text is."""

RIGHTS = "Copyright of the publisher named in `source`; not licensed by this archive."
"""In every row, so that none travels without it."""

_sources = table("sources", column("name"), column("url"))


@frozen
class Selection:
    """`since_id`: only articles with a higher id, for increments; `limit`: at most so many."""

    narrow: Filter = field(default_factory=Filter)
    since_id: int = 0
    limit: int | None = None


def exported(database: Database, chosen: Selection) -> Iterator[dict[str, Any]]:
    """Rows with COLUMNS, by rising id, all of one state of the archive."""
    with database.read() as connection:
        urls = {row.name: row.url for row in connection.execute(select(_sources.c.name, _sources.c.url))}
        for number, row in enumerate(_articles(connection, chosen), 1):
            yield {**row, "source_url": urls.get(row["source"]), "rights": RIGHTS}
            if number == chosen.limit:
                return


def _articles(connection: Connection, chosen: Selection) -> Iterator[dict[str, Any]]:
    after = chosen.since_id
    where = conditions(chosen.narrow, articles)
    while True:
        query = select(articles).where(articles.c.id > after, *where).order_by(articles.c.id).limit(BATCH)
        found = connection.execute(query).mappings().all()
        yield from (dict(row) for row in found)
        if len(found) < BATCH:
            return
        after = found[-1]["id"]
