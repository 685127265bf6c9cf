"""Articles and their revisions: one row for each story at one address, one more for each version of it.

Nothing here decides whether two texts are the same; `scraper.identify` does. Needs a write transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from db import entries, rows
from db.article_rows import META, PLACE, VERSION, ArticleRecord, Edit, Known, PastRow, TextRow, values
from db.connection import Connection
from db.deferred import at_end
from db.raw import from_driver, select_among
from db.rows import fetch, fetch_as, insert, write
from db.search import facts, index
from db.search.prepare import prepare


class New(NamedTuple):
    """An article that is new to the archive, and the fetch that brought it."""

    source_id: int
    record: ArticleRecord
    fetch_id: int


def find(connection: Connection, url_keys: Iterable[str]) -> dict[str, Known]:
    """The articles of these identities, one of them at least, as they stand; by identity."""
    query, given = rows.among(_FIND if connection.is_sqlite else _FIND + " FOR UPDATE OF article", url_keys)
    return {url_key: Known(*row) for url_key, *row in fetch(connection, query, *given)}


def add(connection: Connection, source_id: int, record: ArticleRecord, fetch_id: int, now: datetime) -> int:
    """Store an article that is new to the archive; its id. IntegrityError when its identity is there already."""
    (article_id,) = add_all(connection, [New(source_id, record, fetch_id)], now)
    return article_id


def add_all(connection: Connection, new: Sequence[New], now: datetime) -> list[int]:
    """The same of several, of as many identities; their ids in their order."""
    names = (*META, *PLACE, "source_id", "first_seen_at", "last_seen_at")
    values = [(*_meta(one.record), *_place(one.record), one.source_id, now, now) for one in new]
    ids = rows.insert_all(connection, "article", names, values)
    versions = [_Version(id_, 1, one.record, Edit(), one.fetch_id) for id_, one in zip(ids, new, strict=True)]
    revision_ids = _add_versions(connection, versions, now)
    for revision_id, one in zip(revision_ids, new, strict=True):
        index.add_one(connection, to_index(revision_id, one.source_id, one.record))
    if ids:
        statement, given = rows.among(_STAND, ids)
        write(connection, statement, *given)
    return ids


_STAND = "UPDATE article SET revision_id = (SELECT id FROM revision WHERE article_id = article.id) WHERE id {among}"
"""As their first versions, the only ones that they have."""


def revise(
    connection: Connection, known: Known, record: ArticleRecord, edit: Edit, fetch_id: int, now: datetime
) -> None:
    """Store a new version beside the old ones."""
    _renew(connection, known, record, now)
    version = _Version(known.id, known.newest + 1, record, edit, fetch_id)
    (revision_id,) = _add_versions(connection, [version], now)
    make_current(connection, known.id, known.source_id, revision_id, record)


def past(connection: Connection, article_id: int) -> list[PastRow]:
    """The versions of an article by number."""
    return fetch_as(connection, PastRow, f"{_PAST} ORDER BY number", article_id)


def past_like(
    connection: Connection, article_id: int, content_hashes: Collection[str], printed_hash: str
) -> list[PastRow]:
    """Of these the ones whose text has such words, or had when it was printed."""
    marks = ", ".join("{mark}" for _ in content_hashes)
    query = f"{_PAST} AND (content_hash IN ({marks}) OR printed_hash = {{mark}}) ORDER BY number"
    return fetch_as(connection, PastRow, query, article_id, *content_hashes, printed_hash)


_PAST = "SELECT {columns} FROM revision WHERE article_id = {mark}"


def go_back(connection: Connection, known: Known, version: PastRow, record: ArticleRecord, now: datetime) -> None:
    """The publisher has gone back to an old version: it stands again, and that it was seen again is noted."""
    _renew(connection, known, record, now)
    rows.update(connection, "article", known.id, {"revision_id": version.id})
    insert(connection, "sighting", {"article_id": known.id, "revision_id": version.id, "seen_at": now})
    if not connection.is_sqlite:
        index.add_one(connection, to_index(version.id, known.source_id, record))
        index.forget_older(connection, known.id, version.id)
    else:  # its index keeps every version, and reads the one that stands
        at_end(connection, index.change_facts, (version.id, (), facts_of(known.source_id, record)))


def touch(connection: Connection, article_id: int, now: datetime) -> None:
    """It was there, and unchanged."""
    rows.update(connection, "article", article_id, {"last_seen_at": now, "gone_at": None})


def note_printed(connection: Connection, known: Known, printed_hash: str | None) -> None:
    """The same text, with other boilerplate around it than when it was stored."""
    rows.update(connection, "revision", known.revision_id, {"printed_hash": printed_hash})


def mark_gone(connection: Connection, article_id: int, now: datetime) -> None:
    """The publisher has taken it down; we keep it, and say since when."""
    write(connection, "UPDATE article SET gone_at = {mark} WHERE id = {mark} AND gone_at IS NULL", now, article_id)


def text_row(article_id: int, record: ArticleRecord) -> TextRow:
    """What `texts` would say of an article that has just been stored."""
    published = record.published_at
    return TextRow(
        id=article_id,
        title=record.title,
        text=record.text,
        published_at=published.astimezone(UTC).replace(microsecond=0) if published else None,
        published_precision=record.published_precision,
        canonical_url=record.canonical_url,
        image_url=record.image_url,
        language=record.language,
        duplicate_of=None,
        story_id=None,
    )


def texts(connection: Connection, ids: Collection[int]) -> list[TextRow]:
    """The articles of these ids as they stand, by id."""
    query = f"{_TEXTS} WHERE a.id {{among}} ORDER BY a.id"
    return [_text_row(row) for row in select_among(connection, query, sorted(ids))]


def count(connection: Connection) -> int:
    ((number,),) = fetch(connection, "SELECT count(*) FROM article")
    return int(number)


def texts_after(connection: Connection, article_id: int, limit: int) -> list[TextRow]:
    """The next so many articles by id, as they stand."""
    query = f"{_TEXTS} WHERE a.id > {int(article_id)} ORDER BY a.id LIMIT {int(limit)}"
    return [_text_row(row) for row in connection.driver.execute(query).fetchall()]


_TEXTS = """
    SELECT a.id, r.title, r.text, a.published_at, a.published_precision, a.canonical_url, a.image_url, a.language,
        a.duplicate_of, a.story_id
    FROM article AS a JOIN revision AS r ON r.id = a.revision_id"""
"""TextRow's columns, in its order; by the driver, as it is asked for every article that is recognised."""


def _text_row(row: Sequence[Any]) -> TextRow:
    return TextRow(*[*row[:3], from_driver(row[3]), *row[4:]])


def _renew(connection: Connection, known: Known, record: ArticleRecord, now: datetime) -> None:
    renewed = values(record, META) | {"gone_at": None, "last_seen_at": now}
    rows.update(connection, "article", known.id, renewed)


class _Version(NamedTuple):
    article_id: int
    number: int
    record: ArticleRecord
    edit: Edit
    fetch_id: int


def _add_versions(connection: Connection, versions: Sequence[_Version], now: datetime) -> list[int]:
    names = (*VERSION, "article_id", "number", "fetch_id", "seen_at", "changed", "words_added", "words_removed")
    values = [
        (*_text(record), article_id, number, fetch_id, now, edit.changed, edit.words_added, edit.words_removed)
        for article_id, number, record, edit, fetch_id in versions
    ]
    ids = rows.insert_all(connection, "revision", names, values)
    for id_, one in zip(ids, versions, strict=True):
        entries.add(connection, id_, one.record.entries)
    return ids


def make_current(
    connection: Connection, article_id: int, source_id: int, revision_id: int, record: ArticleRecord
) -> None:
    """Let the article stand as this version, and be found by it alone."""
    index.add_one(connection, to_index(revision_id, source_id, record))
    index.forget_older(connection, article_id, revision_id)
    rows.update(connection, "article", article_id, {"revision_id": revision_id})


def to_index(revision_id: int, source_id: int, record: ArticleRecord) -> index.Indexed:
    words = record.words or prepare(record.title, record.lead, record.text, record.language)
    return index.Indexed(revision_id, words, record.language, facts_of(source_id, record))


def facts_of(source_id: int, record: ArticleRecord) -> tuple[str, ...]:
    return facts.of_article(source_id, record.language, record.published_at, record.section, record.authors)


_meta, _place, _text = attrgetter(*META), attrgetter(*PLACE), attrgetter(*VERSION)

_FIND = """
    SELECT article.url_key, article.id, article.source_id, article.canonical_url,
        (SELECT max(version.number) FROM revision AS version WHERE version.article_id = article.id),
        revision.id, revision.title, revision.lead, revision.text, revision.dateline_prefix, revision.printed_hash
    FROM article JOIN revision ON revision.id = article.revision_id WHERE article.url_key {among}
"""
