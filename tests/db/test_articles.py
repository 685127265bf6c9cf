"""Articles, revisions and copies: nothing is overwritten, and the order of arrival doesn't count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db import Database, DatabaseError, articles
from db.article_rows import Edit
from tests.db.samples import NOW, begin, record, standing, store


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_an_article_is_stored_with_its_first_revision(database: Database) -> None:
    with database.write() as connection:
        article_id = store(connection, *begin(connection), record())
    (row,) = rows(database, "select id, source, title, revision, word_count, duplicate_of from articles")
    assert row == (article_id, "example", "Ein Treffen im Kreml", 1, 8, None)


def test_an_identity_is_stored_once(database: Database) -> None:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        store(connection, source_id, run_id, record())
    with pytest.raises((DatabaseError, IntegrityError)), database.write() as connection:
        articles.add(connection, source_id, record(), 1, NOW)
    assert rows(database, "select count(*) from articles") == [(1,)]


def test_a_revision_keeps_the_old_text(database: Database) -> None:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        store(connection, source_id, run_id, record())
        known = standing(connection, "example.org/1")
        later = NOW + timedelta(hours=1)
        edit = Edit(("text", "title"), words_added=2, words_removed=9)
        articles.revise(connection, known, record(title="Neu", text="Anders."), edit, 1, later)
    found = rows(database, "select revision, title, is_current from revisions order by revision")
    assert [(number, title, bool(now)) for number, title, now in found] == [
        (1, "Ein Treffen im Kreml", False),
        (2, "Neu", True),
    ]
    assert rows(database, "select title, text, revision from articles") == [("Neu", "Anders.", 2)]
    assert rows(database, "select words_added, words_removed from revisions where revision = 2") == [(2, 9)]


def test_a_publisher_goes_back_to_an_old_version_and_on_again(database: Database) -> None:
    """A, B, A, C: three versions, and that the first was seen twice."""
    with database.write() as connection:
        source_id, run_id = begin(connection)
        article_id = store(connection, source_id, run_id, record())
        for text_, hash_ in (("Anders.", "b"), (None, "a"), ("Noch anders.", "c")):
            known = standing(connection, "example.org/1")
            if text_ is None:
                (first,) = articles.past_like(connection, article_id, {"a", "z"}, "none was printed so")
                articles.go_back(connection, known, first, record(), NOW + timedelta(hours=2))
                assert connection.execute(text("select revision from articles")).scalar() == 1
            else:
                articles.revise(connection, known, record(text=text_, content_hash=hash_), Edit(("text",)), 1, NOW)
    found = rows(database, "select revision, is_current, seen_again_at is not null from revisions order by revision")
    assert [(n, bool(now), bool(again)) for n, now, again in found] == [
        (1, False, True), (2, False, False), (3, True, False),
    ]  # fmt: skip


def test_an_old_version_is_found_by_its_words_and_by_how_it_was_printed(database: Database) -> None:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        article_id = store(connection, source_id, run_id, record(printed_hash="p"))
        known = standing(connection, "example.org/1")
        assert known.printed_hash == "p"
        articles.note_printed(connection, known, "q")
        for hashes, printed, count in (({"a"}, "-", 1), ({"-"}, "q", 1), ({"-", "b"}, "p", 0)):
            assert len(articles.past_like(connection, article_id, hashes, printed)) == count


def test_a_vanished_article_is_marked_and_kept(database: Database) -> None:
    with database.write() as connection:
        article_id = store(connection, *begin(connection), record())
        articles.mark_gone(connection, article_id, NOW)
        articles.mark_gone(connection, article_id, NOW + timedelta(days=1))
    with database.read() as connection:
        gone = connection.execute(text("select count(*) from articles where gone_at < :t"), {"t": later(database)})
        assert gone.scalar() == 1
    with database.write() as connection:
        articles.touch(connection, article_id, NOW)
    assert rows(database, "select gone_at from articles") == [(None,)]


def later(database: Database) -> object:
    moment = NOW + timedelta(minutes=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if database.is_sqlite else moment
