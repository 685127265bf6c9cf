"""Templates in the database: few rows a source, the newest pages of each language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from db import Database, frontier, sources, templates
from db.connection import Connection
from db.frontier import Discovery
from db.sources import SourceSpec
from db.templates import Shown, TemplateRow

NOON = datetime(2026, 3, 21, 12, tzinfo=UTC)


def begin(connection: Connection, name: str = "meridian") -> int:
    spec = SourceSpec(name, f"http://{name}.example/", None, "auto", True, ())
    sources.sync(connection, [spec], NOON)
    return sources.active(connection, [name])[0].id


def note(connection: Connection, source_id: int, number: int, language: str = "de", age: int = 0) -> None:
    address = f"http://site.example/{source_id}/{number}"
    page = frontier.ensure_page(connection, source_id, Discovery(address, address), NOON)
    told = f"{language}{number}".encode()
    shown = Shown(source_id, page.id, language, NOON - timedelta(hours=age), told)
    templates.note_pages(connection, [shown])


def test_the_newest_pages_of_each_language_are_kept_and_older_ones_forgotten(database: Database) -> None:
    with database.write() as connection:
        source_id = begin(connection)
        for number in range(6):
            note(connection, source_id, number, "de", age=number)
        note(connection, source_id, 9, "fr", age=100)
        assert templates.newest_pages(connection, source_id, 3) == [b"de0", b"de1", b"de2", b"fr9"]
        assert templates.newest_pages(connection, source_id, 9) == [b"de0", b"de1", b"de2", b"fr9"]


def test_a_page_that_is_seen_again_counts_once(database: Database) -> None:
    with database.write() as connection:
        source_id = begin(connection)
        for _ in range(2):
            note(connection, source_id, 1)
        assert templates.newest_pages(connection, source_id, 9) == [b"de1"]


def test_a_template_replaces_the_last_one_and_can_be_forgotten(database: Database) -> None:
    with database.write() as connection:
        source_id = begin(connection)
        assert templates.load(connection, source_id) is None
        for stories in (10, 20):
            templates.save(connection, source_id, TemplateRow("meridian", NOON, 40, stories, "{}"))
        note(connection, source_id, 1)
        assert templates.find(connection, "meridian") == TemplateRow("meridian", NOON, 40, 20, "{}")
        assert templates.find(connection, "another") is None
        assert templates.forget(connection, "meridian") == 1
        assert templates.load(connection, source_id) is None
        assert templates.newest_pages(connection, source_id, 9) == []
