"""Articles of an archive that is older than the index of texts are recognised later."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from db import Database, marks
from scraper.crawl.backfill import recognise_archive
from tests.crawl.test_recognise import EXPECTED, FAMILY, fill, places
from tests.db.samples import NOW, begin, record, store
from tests.identify.test_translate import ENGLISH, RUSSIAN


def test_an_old_archive_is_recognised_once(database: Database) -> None:
    done: list[None] = []
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number in (3, 5, 8, 7, 1, 6, 4, 2):
            published = NOW + timedelta(hours=number)
            store(connection, source_id, run_id, record(number, text=FAMILY[number], published_at=published))
        assert marks.is_behind(connection)
    assert recognise_archive(database, NOW, lambda: done.append(None)) == 8
    with database.read() as connection:
        assert places(connection) == EXPECTED
        assert not marks.is_behind(connection)
    assert recognise_archive(database, NOW, lambda: done.append(None)) == 0
    assert len(done) == 16


def test_what_the_index_knows_is_left_alone_and_translations_are_found(database: Database) -> None:
    with database.write() as connection:
        fill(connection, [1, 4])
        for number, body, language in ((11, RUSSIAN, "ru"), (12, ENGLISH, "en")):
            made = record(number, text=body, language=language, published_at=NOW)
            store(connection, 1, 1, made)
    assert recognise_archive(database, NOW, lambda: None) == 2
    with database.read() as connection:
        rows = connection.execute(text("select relation from links")).scalars().all()
    assert rows == ["translation"]
