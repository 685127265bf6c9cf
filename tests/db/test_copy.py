"""An archive moves to another database and back, and is the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from db import Database, DatabaseError, articles
from db.copy import copy
from db.export import Selection, exported
from db.public import Filter
from db.schema import article
from db.search import search
from tests.conftest import MakeUrl
from tests.db.samples import NOW, begin, record, store


def rows(database: Database) -> list[dict[str, object]]:
    return list(exported(database, Selection()))


def test_there_and_back(database: Database, kind: str, make_database_url: MakeUrl) -> None:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number in (1, 2, 3):
            made = record(number, title=f"Nummer {number}", published_at=NOW - timedelta(hours=number))
            store(connection, source_id, run_id, made)
        connection.execute(update(article).where(article.c.id == 1).values(duplicate_of=3, story_id=3))
    other_kind = "postgres" if kind == "sqlite" else "sqlite"
    other, back = Database(make_database_url(other_kind)), Database(make_database_url(kind))
    try:
        counts = copy(database, other)
        assert (counts["article"], counts["revision"], counts["source"]) == (3, 3, 1)
        assert copy(other, back) == counts
        assert rows(database) == rows(other) == rows(back)
        assert [hit["id"] for hit in search(other, "nummer", Filter(), 5, sort="newest").hits] == [3, 2, 1]
        with other.write() as connection:  # the next article gets the next number
            assert articles.add(connection, source_id, record(4), 1, NOW) == 4
        with pytest.raises(DatabaseError, match="holds an archive already"):
            copy(database, other)
        assert len(rows(other)) == 4
    finally:
        other.close()
        back.close()
