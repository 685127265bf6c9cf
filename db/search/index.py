"""Keeping the search index in step with the revisions. `db.articles` calls it in the transaction that writes a text.

SQLite: an FTS5 table that holds only the index. Postgres: a tsvector in a narrow table of its own, so that a
common word touches few blocks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from db.deferred import at_end
from db.raw import write_rows
from db.search import compounds, facts
from db.search.prepare import Words, prepare
from db.search.table import POSTGRES_INDEX

GAP = 10
"""Positions between title, lead and text, so that no phrase spans them."""

BATCH = 500


@dataclass(frozen=True, slots=True)
class Indexed:
    """A revision as it is to be found. `facts`: the lexemes that say source, language and day (`db.search.facts`)."""

    revision_id: int
    words: Words
    language: str | None
    facts: tuple[str, ...]


def indexed(
    revision_id: int, words: Words, *, source_id: int, language: str | None, published_at: datetime | None
) -> Indexed:
    known = [facts.of_source(source_id)]
    known += [facts.of_language(language)] if language else []
    known += facts.of_time(published_at) if published_at else []
    return Indexed(revision_id, words, language, tuple(known))


def add(connection: Connection, revisions: Sequence[Indexed]) -> None:
    """Make these new revisions findable."""
    if not revisions:
        return
    if connection.dialect.name == "postgresql":
        write_rows(connection, _INSERT_POSTGRES, [(one.revision_id, tsvector(one)) for one in revisions])
    else:
        write_rows(connection, _INSERT_SQLITE, map(_fts5, revisions))


def add_one(connection: Connection, one: Indexed) -> None:
    """The same for one of many, and its words: those of a transaction are added together at its end (`db.deferred`)."""
    at_end(connection, _add_with_words, one)


def note_words(connection: Connection, revisions: Iterable[Indexed]) -> None:
    """Remember the words of those whose language has compounds."""
    ours = [one for one in revisions if one.language in compounds.LANGUAGES]
    compounds.note(connection, [(str(one.language), _all_words(one.words)) for one in ours])


def note_all(connection: Connection) -> None:
    """The same for all that is there, as after an upgrade."""
    compounds.forget(connection)
    for batch in _revisions(connection, compounds.LANGUAGES):
        note_words(connection, batch)


def forget_older(connection: Connection, article_id: int, revision_id: int) -> None:
    """Let the article be found by this revision alone.

    SQLite's index can't let go of words without being told them; there what is superseded is left out when read.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_FORGET_POSTGRES, {"article_id": article_id, "revision_id": revision_id})


def rebuild(connection: Connection) -> int:
    """Index every article's newest revision anew, as after an upgrade; the number of them. Flat in memory."""
    is_postgres = connection.dialect.name == "postgresql"
    for statement in _CLEAR_POSTGRES if is_postgres else _CLEAR_SQLITE:
        connection.exec_driver_sql(statement)
    count = 0
    for batch in _revisions(connection):
        add(connection, batch)
        count += len(batch)
    if is_postgres:
        connection.exec_driver_sql(POSTGRES_INDEX)
    return count


def tsvector(one: Indexed) -> str:
    """`wort:1A zwei:2A wort:7`: the literal that Postgres reads; it gathers a word's places, 256 at most.

    After the words what is looked up without them: those of title and lead once more, the facts, and the blocks.
    """
    title, lead, text = (words.split() for words in (one.words.title, one.words.lead, one.words.text))
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


_INSERT_SQLITE = "INSERT INTO revision_search (rowid, title, lead, text) VALUES ({mark}, {mark}, {mark}, {mark})"
_INSERT_POSTGRES = (
    "INSERT INTO revision_search (revision_id, words) VALUES ({mark}, CAST({mark} AS tsvector)) "
    "ON CONFLICT (revision_id) DO UPDATE SET words = excluded.words"
)
_FORGET_POSTGRES = text(
    "DELETE FROM revision_search WHERE revision_id IN "
    "(SELECT id FROM revision WHERE article_id = :article_id AND id <> :revision_id)"
)
_CLEAR_SQLITE = ("INSERT INTO revision_search (revision_search) VALUES ('delete-all')",)
_CLEAR_POSTGRES = (
    "TRUNCATE revision_search",
    "DROP INDEX ix_revision_search",  # made at the end, which takes a fraction of growing it
    "SET LOCAL maintenance_work_mem = '256MB'",
)
_UNTIL = text("SELECT max(id) FROM (SELECT id FROM article WHERE id > :after ORDER BY id LIMIT :batch) AS following")
_SOME = text(
    "SELECT r.id, r.title, r.lead, r.text, a.source_id, a.language, a.published_at FROM article AS a "
    "JOIN revision AS r ON r.id = a.revision_id WHERE a.id > :after AND a.id <= :until ORDER BY r.id"
)
"""By two primary keys, within bounds that Postgres can judge; with a LIMIT it reads the whole of both each time."""


def _add_with_words(connection: Connection, revisions: Sequence[Indexed]) -> None:
    add(connection, revisions)
    note_words(connection, revisions)


def _all_words(words: Words) -> list[str]:
    return f"{words.title} {words.lead} {words.text}".split()


def _fts5(one: Indexed) -> tuple[int, str, str, str]:
    return (one.revision_id, one.words.title, one.words.lead, " ".join([one.words.text, *one.facts]))


def _revisions(connection: Connection, languages: Collection[str] = ()) -> Iterator[list[Indexed]]:
    """The newest of each article, of these languages only, if any are named."""
    after = 0
    while (until := connection.execute(_UNTIL, {"after": after, "batch": BATCH}).scalar()) is not None:
        rows = connection.execute(_SOME, {"after": after, "until": until}).all()
        yield list(_prepared(row for row in rows if not languages or row.language in languages))
        after = until


def _prepared(rows: Iterable[Any]) -> Iterator[Indexed]:
    for row in rows:
        published = row.published_at
        if isinstance(published, str):
            published = datetime.fromisoformat(published)
        yield indexed(
            row.id,
            prepare(row.title, row.lead, row.text, row.language),
            source_id=row.source_id,
            language=row.language,
            published_at=published,
        )
