"""An archive with something of everything, and the pages over it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from db import Database, articles
from db.article_rows import Edit
from db.schema import article
from tests.db.samples import NOW, begin, record, standing, store
from tests.web.visitor import Visitor
from web.app import create_app

NASTY = "<script>alert(1)</script> & \"quotes\" 'single' <img src=x onerror=alert(1)>"


@pytest.fixture
def archive(database: Database) -> Database:
    """1 to 24: ordinary, 24 a copy of 25; 26 hostile; 27 undated; 3 revised. Newest first is 1, 2, ..."""
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number in range(1, 25):
            made = record(number, title=f"Nummer {number}", published_at=NOW - timedelta(days=number))
            store(connection, source_id, run_id, made)
        first = record(25, title="Nummer 24", published_at=NOW - timedelta(days=40))
        original = store(connection, source_id, run_id, first)
        connection.execute(update(article).where(article.c.id == 24).values(duplicate_of=original))
        connection.execute(update(article).where(article.c.id.in_((24, original))).values(story_id=original))
        hostile = record(26, title=NASTY, lead=NASTY, text=NASTY, authors=(NASTY,), section=NASTY)
        store(connection, source_id, run_id, hostile)
        store(connection, source_id, run_id, record(27, title="Ohne Datum", published_at=None))
        known = standing(connection, "example.org/3")
        later = record(
            3, title="Nummer drei", text="Die Präsidenten sprachen lange über Wirtschaft.\n\nMehr als 35 Prozent."
        )
        articles.revise(connection, known, later, Edit(("text", "title")), 1, NOW)
    return database


@pytest.fixture
def client(archive: Database) -> Visitor:
    return Visitor(create_app(archive))
