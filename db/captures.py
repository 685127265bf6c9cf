"""Which answers are kept in the archive, and where: the fetch log seen from the WARC files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select, update

from db.connection import Connection
from db.frozen import frozen
from db.schema import article, fetch, page, revision, source


@frozen
class Place:
    """Where the answer of a fetch stands."""

    fetch_id: int
    url: str
    file: str
    offset: int
    length: int
    kind: str
    digest: str | None


PLACE = (
    fetch.c.id,
    func.coalesce(fetch.c.final_url, fetch.c.url),
    fetch.c.warc_file,
    fetch.c.warc_offset,
    fetch.c.warc_length,
    fetch.c.warc_type,
    fetch.c.payload_digest,
)


def files(connection: Connection) -> list[str]:
    """The names of all files that a row points into."""
    query = select(fetch.c.warc_file).where(fetch.c.warc_file.is_not(None), fetch.c.warc_deleted_at.is_(None))
    return sorted(connection.execute(query.distinct()).scalars())


def in_file(connection: Connection, file: str) -> list[Place]:
    """What the rows say of one file, in its order."""
    query = select(*PLACE).where(fetch.c.warc_file == file, fetch.c.warc_deleted_at.is_(None))
    return [Place(*row) for row in connection.execute(query.order_by(fetch.c.warc_offset))]


def without_payload(connection: Connection) -> list[Place]:
    """Revisits whose payload is kept nowhere (any more)."""
    kept = fetch.alias()
    has_payload = exists().where(
        kept.c.payload_digest == fetch.c.payload_digest,
        kept.c.warc_type == "response",
        kept.c.warc_deleted_at.is_(None),
    )
    query = select(*PLACE).where(fetch.c.warc_type == "revisit", fetch.c.warc_deleted_at.is_(None), ~has_payload)
    return [Place(*row) for row in connection.execute(query.order_by(fetch.c.id))]


def is_known(connection: Connection, page_id: int, fetched_at: datetime, digest: str) -> bool:
    """Whether this very capture of the page has a row."""
    query = select(fetch.c.id).where(
        fetch.c.page_id == page_id, fetch.c.fetched_at == fetched_at, fetch.c.payload_digest == digest
    )
    return connection.execute(query.limit(1)).first() is not None


def set_outcome(connection: Connection, fetch_id: int, outcome: str) -> None:
    connection.execute(update(fetch).where(fetch.c.id == fetch_id).values(outcome=outcome))


def part(connection: Connection, page_id: int, address: str, since: datetime) -> Place | None:
    """The capture of a further page of an article: the first one of this address since the article was fetched."""
    query = select(*PLACE).where(
        fetch.c.page_id == page_id,
        fetch.c.outcome == "part",
        fetch.c.url == address,
        fetch.c.fetched_at >= since,
        fetch.c.warc_type == "response",
        fetch.c.warc_deleted_at.is_(None),
    )
    row = connection.execute(query.order_by(fetch.c.id).limit(1)).first()
    return Place(*row) if row else None


@frozen
class Kept:
    """A capture with all that an index says of it."""

    fetch_id: int
    page_id: int | None
    url: str
    fetched_at: datetime
    status: int | None
    content_type: str | None
    digest: str | None
    kind: str
    file: str
    offset: int
    length: int
    title: str | None


@frozen
class KeptFilter:
    """`since`, `until`: fetched at, the latter excluded. `articles`: only what was fetched for these."""

    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    articles: Sequence[int] | None = None


def kept(connection: Connection, narrow: KeptFilter) -> Iterator[Kept]:
    """The captures, in the order of the files."""
    query = _kept()
    if narrow.source is not None:
        query = query.where(source.c.name == narrow.source)
    if narrow.since is not None:
        query = query.where(fetch.c.fetched_at >= narrow.since)
    if narrow.until is not None:
        query = query.where(fetch.c.fetched_at < narrow.until)
    if narrow.articles is not None:
        query = query.where(page.c.article_id.in_(narrow.articles))
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield Kept(*row)


def payload_capture(connection: Connection, digest: str) -> Kept | None:
    """The first capture that holds this payload."""
    query = _kept().where(fetch.c.payload_digest == digest, fetch.c.warc_type == "response")
    row = connection.execute(query.order_by(None).order_by(fetch.c.id).limit(1)).first()
    return Kept(*row) if row else None


def _kept() -> Select[Any]:
    return (
        select(
            fetch.c.id,
            fetch.c.page_id,
            func.coalesce(fetch.c.final_url, fetch.c.url),
            fetch.c.fetched_at,
            fetch.c.status,
            fetch.c.content_type,
            fetch.c.payload_digest,
            fetch.c.warc_type,
            fetch.c.warc_file,
            fetch.c.warc_offset,
            fetch.c.warc_length,
            revision.c.title,
        )
        .join(source, source.c.id == fetch.c.source_id)
        .outerjoin(page, page.c.id == fetch.c.page_id)
        .outerjoin(article, article.c.id == page.c.article_id)
        .outerjoin(revision, revision.c.id == article.c.revision_id)
        .where(fetch.c.warc_type.is_not(None), fetch.c.warc_deleted_at.is_(None))
        .order_by(fetch.c.warc_file, fetch.c.warc_offset)
    )
