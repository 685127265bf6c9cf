"""Keeping the search index in step with the revisions. `db.articles` calls it in the transaction that writes a text.

SQLite: an FTS5 table that holds only the index. Postgres: a tsvector in a narrow table of its own, so that a
common word touches few blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from db.search.words import lexemes

MOST_WORDS = 16_000
"""Of an article; a tsvector counts positions up to 16,383. Longer texts are found by their beginning."""

GAP = 10
"""Positions between title, lead and text, so that no phrase spans them."""

MOST_PLACES = 250
"""Of a word in one article; a tsvector notes 256."""

FACT = "\ue000"
"""Begins the lexemes that say source, language and month; no word of a text can hold it."""

BATCH = 500


@dataclass(frozen=True, slots=True)
class Indexed:
    """A revision as it is to be found. Each list: the lexemes of that part."""

    revision_id: int
    title: list[str]
    lead: list[str]
    text: list[str]
    facts: list[str]


def prepare(
    revision_id: int,
    title: str | None,
    lead: str | None,
    body: str,
    *,
    source_id: int,
    language: str | None,
    published_at: datetime | None,
) -> Indexed:
    headline, standfirst = lexemes(title, language, 1000), lexemes(lead, language, 2000)
    rest = MOST_WORDS - len(headline) - len(standfirst)
    facts = [source_fact(source_id)]
    facts += [language_fact(language)] if language else []
    facts += [month_fact(published_at.year, published_at.month)] if published_at else []
    return Indexed(revision_id, headline, standfirst, lexemes(body, language, rest), facts)


def source_fact(source_id: int) -> str:
    return f"{FACT}s{source_id}"


def language_fact(language: str) -> str:
    return f"{FACT}l{language}"


def month_fact(year: int, month: int) -> str:
    return f"{FACT}m{year:04}{month:02}"


def add(connection: Connection, indexed: Sequence[Indexed]) -> None:
    """Make these new revisions findable."""
    if not indexed:
        return
    if connection.dialect.name == "postgresql":
        rows = [{"id": one.revision_id, "words": tsvector(one)} for one in indexed]
        connection.execute(_INSERT_POSTGRES, rows)
    else:
        connection.execute(_INSERT_SQLITE, [_fts5(one) for one in indexed])


def forget_older(connection: Connection, article_id: int, revision_id: int) -> None:
    """Let the article be found by this revision alone.

    SQLite's index can't let go of words without being told them; there what is superseded is left out when read.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_FORGET_POSTGRES, {"article_id": article_id, "revision_id": revision_id})


def rebuild(connection: Connection) -> int:
    """Index every article's newest revision anew, as after an upgrade; the number of them. Flat in memory."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("TRUNCATE revision_search"))
    else:
        connection.execute(text("INSERT INTO revision_search (revision_search) VALUES ('delete-all')"))
    count = 0
    for batch in _revisions(connection):
        add(connection, batch)
        count += len(batch)
    return count


def tsvector(one: Indexed) -> str:
    """`'wort':1A,7 'zwei':2A`: the literal that Postgres reads."""
    places: dict[str, list[str]] = {}
    position = 1
    for words, weight in ((one.title, "A"), (one.lead, "B"), (one.text, "")):
        for word in words:
            noted = places.setdefault(word, [])
            if len(noted) < MOST_PLACES:
                noted.append(f"{position}{weight}")
            position += 1
        position += GAP
    quoted = [f"{_quoted(word)}:{','.join(noted)}" for word, noted in places.items()]
    return " ".join([*quoted, *(f"{_quoted(fact)}" for fact in one.facts)])


_INSERT_SQLITE = text("INSERT INTO revision_search (rowid, title, lead, text) VALUES (:id, :title, :lead, :text)")
_INSERT_POSTGRES = text(
    "INSERT INTO revision_search (revision_id, words) VALUES (:id, CAST(:words AS tsvector)) "
    "ON CONFLICT (revision_id) DO UPDATE SET words = excluded.words"
)
_FORGET_POSTGRES = text(
    "DELETE FROM revision_search WHERE revision_id IN "
    "(SELECT id FROM revision WHERE article_id = :article_id AND id <> :revision_id)"
)
_SOME = text(
    "SELECT r.id, r.title, r.lead, r.text, a.source_id, a.language, a.published_at "
    "FROM revision AS r JOIN article AS a ON a.revision_id = r.id WHERE r.id > :after ORDER BY r.id LIMIT :batch"
)


def _fts5(one: Indexed) -> dict[str, Any]:
    return {
        "id": one.revision_id,
        "title": " ".join(one.title),
        "lead": " ".join(one.lead),
        "text": " ".join([*one.text, *one.facts]),
    }


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _revisions(connection: Connection) -> Iterator[list[Indexed]]:
    after = 0
    while rows := connection.execute(_SOME, {"after": after, "batch": BATCH}).all():
        yield list(_prepared(rows))
        after = rows[-1].id


def _prepared(rows: Iterable[Any]) -> Iterator[Indexed]:
    for row in rows:
        published = row.published_at
        if isinstance(published, str):
            published = datetime.fromisoformat(published)
        yield prepare(
            row.id,
            row.title,
            row.lead,
            row.text,
            source_id=row.source_id,
            language=row.language,
            published_at=published,
        )
