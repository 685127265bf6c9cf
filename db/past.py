"""The versions of an article out of turn: an older one that comes in late, or one that a newer parser reads anew.

Nothing here decides what is a version. Needs a write transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select, update

from db import entries
from db.article_rows import META, VERSION, ArticleRecord, Edit, values
from db.articles import facts_of, make_current
from db.connection import Connection
from db.frozen import fields_of, frozen
from db.reread import OWN
from db.schema import article, revision
from db.search import facts, index


@frozen
class VersionRow:
    """One version of an article."""

    id: int
    number: int
    fetch_id: int | None
    seen_at: datetime
    title: str | None
    lead: str | None
    text: str
    dateline_prefix: str | None
    printed_hash: str | None
    cause: str


@frozen
class Standing:
    """An article as it stands, and the capture that its newest version was read from."""

    id: int
    source_id: int
    canonical_url: str
    url_key: str
    version: VersionRow


_FACTS = [article.c[name] for name in ("source_id", "language", "published_at", "section", "authors")]
_VERSION = [revision.c[name] for name in fields_of(VersionRow)]


def standing(connection: Connection, article_id: int) -> Standing:
    """Locks the article until the end of the transaction, where several may write."""
    query = (
        select(article.c.id, article.c.source_id, article.c.canonical_url, article.c.url_key, *_VERSION)
        .join(revision, revision.c.id == article.c.revision_id)
        .where(article.c.id == article_id)
        .with_for_update(of=article)
    )
    row = tuple(connection.execute(query).one())
    return Standing(*[*row[:4], VersionRow(*row[4:])])


def versions(connection: Connection, article_id: int) -> list[VersionRow]:
    """All of them, in the order of time."""
    query = select(*_VERSION).where(revision.c.article_id == article_id).order_by(revision.c.number)
    return [VersionRow(*row) for row in connection.execute(query)]


def read_anew(connection: Connection, known: Standing, record: ArticleRecord, edit: Edit) -> None:
    """What a newer parser makes of the page that the standing version came from. `edit`: what differs, if anything.

    A different text is a version of its own, of the same time, that says who changed it; the old one stays.
    """
    facts_before = facts.of_article(*connection.execute(select(*_FACTS).where(article.c.id == known.id)).one())
    connection.execute(update(article).where(article.c.id == known.id).values(**values(record, META)))
    if not edit.changed:
        index.change_facts(connection, [(known.version.id, facts_before, facts_of(known.source_id, record))])
        row = update(revision).where(revision.c.id == known.version.id)
        connection.execute(row.values(**values(record, (*OWN, "parser_version"))))
        entries.replace(connection, known.version.id, record.entries)
        return
    version = known.version
    newest = select(func.max(revision.c.number)).where(revision.c.article_id == known.id)
    number = int(connection.execute(newest).scalar_one()) + 1
    revision_id = _insert(connection, known.id, number, version.seen_at, record, edit, version.fetch_id, "parser")
    make_current(connection, known.id, known.source_id, revision_id, record)


def insert_earlier(
    connection: Connection,
    article_id: int,
    number: int,
    record: ArticleRecord,
    edit: Edit,
    edit_after: Edit,
    fetch_id: int,
    seen_at: datetime,
) -> None:
    """A version that was there before the one that has this number now; that one and those behind it move up.

    `edit`, `edit_after`: what differs from the version before, and in the next one from this.
    """
    later = (revision.c.article_id == article_id) & (revision.c.number >= number)
    connection.execute(update(revision).where(later).values(number=-revision.c.number))  # a number is never there twice
    moved = (revision.c.article_id == article_id) & (revision.c.number < 0)
    connection.execute(update(revision).where(moved).values(number=1 - revision.c.number))
    next_one = (revision.c.article_id == article_id) & (revision.c.number == number + 1)
    connection.execute(update(revision).where(next_one).values(**_edit(edit_after)))
    _insert(connection, article_id, number, seen_at, record, edit, fetch_id, "publisher")
    seen(connection, article_id, seen_at)


def was_there(connection: Connection, article_id: int, version_id: int, seen_at: datetime) -> None:
    """The version was to be seen at that time already."""
    earlier = (revision.c.id == version_id) & (revision.c.seen_at > seen_at)
    connection.execute(update(revision).where(earlier).values(seen_at=seen_at))
    seen(connection, article_id, seen_at)


def seen(connection: Connection, article_id: int, moment: datetime) -> None:
    """The article was there at that time, whichever version of it."""
    first = case((article.c.first_seen_at > moment, moment), else_=article.c.first_seen_at)
    last = case((article.c.last_seen_at < moment, moment), else_=article.c.last_seen_at)
    connection.execute(update(article).where(article.c.id == article_id).values(first_seen_at=first, last_seen_at=last))


def _insert(
    connection: Connection,
    article_id: int,
    number: int,
    seen_at: datetime,
    record: ArticleRecord,
    edit: Edit,
    fetch_id: int | None,
    cause: str,
) -> int:
    row = revision.insert().values(
        **values(record, VERSION),
        article_id=article_id,
        number=number,
        fetch_id=fetch_id,
        seen_at=seen_at,
        **_edit(edit),
        cause=cause,
    )
    revision_id = int(connection.execute(row.returning(revision.c.id)).scalar_one())
    entries.add(connection, revision_id, record.entries)
    return revision_id


def _edit(edit: Edit) -> dict[str, Any]:
    return {"changed": list(edit.changed), "words_added": edit.words_added, "words_removed": edit.words_removed}
