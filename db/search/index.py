"""Keeping the search index in step with the revisions. `db.articles` calls it in the transaction that writes a text.

SQLite: an FTS5 table that holds only the index. Postgres: a tsvector in a narrow table of its own, so that a
common word touches few blocks.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from db.connection import Connection
from db.deferred import at_end
from db.frozen import frozen
from db.raw import from_driver, write_rows
from db.rows import fetch, write
from db.search import facts, vocabulary
from db.search.prepare import Words, prepare
from db.search.table import POSTGRES_INDEX, WORD_ORDER

GAP = 10
"""Positions between title, lead and text, so that no phrase spans them."""

BATCH = 500


@frozen
class Indexed:
    """A revision as it is to be found. `facts`: `db.search.facts.of_article`."""

    revision_id: int
    words: Words
    language: str | None
    facts: tuple[str, ...]


def add(connection: Connection, revisions: Sequence[Indexed]) -> None:
    """Make these new revisions findable."""
    if not revisions:
        return
    if not connection.is_sqlite:
        write_rows(connection, _INSERT_POSTGRES, [(one.revision_id, tsvector(one)) for one in revisions])
        _add_order(connection, revisions)
    else:
        write_rows(connection, _INSERT_SQLITE, map(_fts5, revisions))


def add_one(connection: Connection, one: Indexed) -> None:
    """The same for one of many, and its words: those of a transaction are added together at its end (`db.deferred`)."""
    at_end(connection, _add_with_words, one)


def note_words(connection: Connection, revisions: Iterable[Indexed]) -> None:
    """Remember the words of those whose language has vocabulary."""
    ours = [one for one in revisions if one.language in vocabulary.LANGUAGES]
    vocabulary.note(connection, [(str(one.language), _all_words(one.words)) for one in ours])


def note_all(connection: Connection) -> None:
    """The same for all that is there, as after an upgrade."""
    vocabulary.forget(connection)
    for batch in _revisions(connection, vocabulary.LANGUAGES):
        note_words(connection, batch)


def change_facts(connection: Connection, changes: Iterable[tuple[int, Collection[str], Collection[str]]]) -> None:
    """For each of some revisions, what is indexed besides its words: as it was, and as it is to be."""
    differing = [(number, sorted({*old} - {*new}), sorted({*new} - {*old})) for number, old, new in changes]
    if not connection.is_sqlite:
        rows = [(gone, fresh, number) for number, gone, fresh in differing if gone or fresh]
        write_rows(connection, _CHANGE_POSTGRES, rows)
        return
    # What is told by itself is let go of and added by itself. It counts its rows, so none is taken without another.
    deleted = [(number, "", "", " ".join(gone)) for number, gone, _ in differing if gone]
    added = [(number, "", "", " ".join(fresh)) for number, gone, fresh in differing if gone or fresh]
    write_rows(connection, _DELETE_SQLITE, deleted)
    write_rows(connection, _INSERT_SQLITE, added)


def forget_older(connection: Connection, article_id: int, revision_id: int) -> None:
    """Let the article be found by this revision alone.

    SQLite's index can't let go of a text without being told its words; there what is superseded is left out when read.
    """
    if not connection.is_sqlite:
        write(connection, _FORGET_POSTGRES, article_id, revision_id)


def rebuild(connection: Connection) -> int:
    """Index every article's newest revision anew, as after an upgrade; the number of them. Flat in memory."""
    for statement in (*WORD_ORDER, _CLEAR_POSTGRES) if not connection.is_sqlite else (_CLEAR_SQLITE,):
        connection.exec_driver_sql(statement)  # an old migration comes here before the one that makes the table
    count = 0
    with _without_index(connection):
        for batch in _revisions(connection):
            add(connection, batch)
            count += len(batch)
    return count


def add_facts(connection: Connection) -> None:
    """Let all that is there be found by its facts too, as after an upgrade that brings new ones."""
    with _without_index(connection):
        for rows in _batches(connection, _FACTS):
            change_facts(connection, [(revision_id, (), _facts(*known)) for revision_id, *known in rows])


def add_order(connection: Connection) -> None:
    """On Postgres: note the order of words of all that is there, as after an upgrade."""
    for batch in _revisions(connection):
        _add_order(connection, batch)


def tsvector(one: Indexed) -> str:
    """`wort:1A zwei:2A wort:7`: the literal that Postgres reads; it gathers a word's places, 256 at most.

    After the words what is looked up without them: those of title and lead once more, the facts, and the blocks.
    """
    title, lead, text = (words.decode().split() for words in (one.words.title, one.words.lead, one.words.text))
    in_lead = len(title) + GAP + 1
    in_text = in_lead + len(lead) + GAP
    return " ".join(
        [
            *(f"{word}:{place}A" for place, word in enumerate(title, 1)),
            *(f"{word}:{place}B" for place, word in enumerate(lead, in_lead)),
            *(f"{word}:{place}" for place, word in enumerate(text, in_text)),
            *(f"{facts.PLACED['title']}{word}" for word in title),
            *(f"{facts.PLACED['lead']}{word}" for word in lead),
            *one.facts,
            *facts.of_number(one.revision_id),
        ]
    )


_INSERT_SQLITE = (
    "INSERT INTO revision_search (rowid, title, lead, text) "
    "VALUES ({mark}, CAST({mark} AS TEXT), CAST({mark} AS TEXT), CAST({mark} AS TEXT))"
)
_INSERT_POSTGRES = (
    "INSERT INTO revision_search (revision_id, words) VALUES ({mark}, CAST({mark} AS tsvector)) "
    "ON CONFLICT (revision_id) DO UPDATE SET words = excluded.words"
)
_ORDER_POSTGRES = (
    "INSERT INTO word_order (revision_id, words) VALUES ({mark}, {mark}) "
    "ON CONFLICT (revision_id) DO UPDATE SET words = excluded.words"
)
_DELETE_SQLITE = (
    "INSERT INTO revision_search (revision_search, rowid, title, lead, text) "
    "VALUES ('delete', {mark}, {mark}, {mark}, {mark})"
)
_CHANGE_POSTGRES = (
    "UPDATE revision_search SET words = ts_delete(words, CAST({mark} AS text[])) "
    "|| array_to_tsvector(CAST({mark} AS text[])) WHERE revision_id = {mark}"
)
_FORGET_POSTGRES = (
    "DELETE FROM revision_search WHERE revision_id IN "
    "(SELECT id FROM revision WHERE article_id = {mark} AND id <> {mark})"
)
_CLEAR_SQLITE = "INSERT INTO revision_search (revision_search) VALUES ('delete-all')"
_CLEAR_POSTGRES = "TRUNCATE revision_search, word_order"
_UNTIL = "SELECT max(id) FROM (SELECT id FROM article WHERE id > {mark} ORDER BY id LIMIT {mark}) AS following"
_SOME = (
    "SELECT r.id, r.title, r.lead, r.text, a.source_id, a.language, a.published_at, a.section, a.authors "
    "FROM article AS a JOIN revision AS r ON r.id = a.revision_id WHERE a.id > {mark} AND a.id <= {mark} ORDER BY r.id"
)
"""By two primary keys, within bounds that Postgres can judge; with a LIMIT it reads the whole of both each time."""

_FACTS = (
    "SELECT revision_id, source_id, language, published_at, section, authors FROM article "
    "WHERE id > {mark} AND id <= {mark} AND revision_id IS NOT NULL ORDER BY id"
)


def _add_order(connection: Connection, revisions: Iterable[Indexed]) -> None:
    from db.search import word_order  # Postgres's, with SQLAlchemy

    write_rows(connection, _ORDER_POSTGRES, [(one.revision_id, word_order.of_words(one.words)) for one in revisions])


def _add_with_words(connection: Connection, revisions: Sequence[Indexed]) -> None:
    add(connection, revisions)
    note_words(connection, revisions)


def _all_words(words: Words) -> bytes:
    return b" ".join([words.title, words.lead, words.text])


def _fts5(one: Indexed) -> tuple[int, bytes, bytes, bytes]:
    return (one.revision_id, one.words.title, one.words.lead, b" ".join([one.words.text, *map(str.encode, one.facts)]))


@contextmanager
def _without_index(connection: Connection) -> Iterator[None]:
    """On Postgres: to make it at the end takes a fraction of growing it."""
    is_postgres = not connection.is_sqlite
    if is_postgres:
        connection.exec_driver_sql("DROP INDEX IF EXISTS ix_revision_search")
    yield
    if is_postgres:
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")
        connection.exec_driver_sql(POSTGRES_INDEX)


def _revisions(connection: Connection, languages: Collection[str] = ()) -> Iterator[list[Indexed]]:
    """The newest of each article, of these languages only, if any are named."""
    for rows in _batches(connection, _SOME):
        yield [
            Indexed(number, prepare(title, lead, text, language), language, _facts(source_id, language, *known))
            for number, title, lead, text, source_id, language, *known in rows
            if not languages or language in languages
        ]


def _batches(connection: Connection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    after = 0
    while (until := fetch(connection, _UNTIL, after, BATCH)[0][0]) is not None:
        yield fetch(connection, query, after, until)
        after = until


def _facts(
    source_id: int, language: str | None, published_at: Any, section: str | None, authors: Any
) -> tuple[str, ...]:
    """All as the driver has it."""
    names = json.loads(authors) if isinstance(authors, str) else authors
    return facts.of_article(source_id, language, from_driver(published_at), section, names)
