"""Captures that a newer parser is to read again: which they are, and the note that it has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select, tuple_, update

from db.article_rows import META
from db.connection import Connection
from db.frontier import PageRow
from db.frozen import fields_of, frozen
from db.schema import article, entry, fetch, page, revision, source

PAGE_COLUMNS = [page.c[name] for name in fields_of(PageRow)]
OWN = ("dateline_prefix", "signature", "modified_at", "printed_hash")
"""What a version has beside its text, and takes over from a newer parser without becoming another version."""


@frozen
class KnownText:
    """What stands in the archive of the article that a capture was read as.

    `values`: META's and OWN's, in order, and the number of its entries.
    """

    revision_id: int
    title: str | None
    lead: str | None
    content_hash: str
    values: tuple[Any, ...]


@frozen
class Reread:
    """A capture that a newer parser is to read: where it stands, and the page that it is of."""

    fetch_id: int
    source: str
    fetched_at: datetime
    final_url: str
    file: str
    offset: int
    length: int
    page: PageRow
    known: KnownText | None
    """None for a page that was no article, or broke the program."""


PLACED = len(fields_of(Reread)) - 2
"""Columns of its own, before those of its page."""


@frozen
class RereadFilter:
    """`parser`: today's; `versions`: of the parsers whose readings are to be done again."""

    parser: str
    versions: Sequence[str]
    sources: Sequence[str] = ()
    since: datetime | None = None


def parser_versions(connection: Connection) -> list[str]:
    """Of every parser that has read a page whose capture we may have."""
    seen = connection.execute(select(fetch.c.parser_version).distinct()).scalars()
    told = connection.execute(select(revision.c.parser_version).distinct()).scalars()
    return sorted({version for version in (*seen, *told) if version is not None})


def count_to_reread(connection: Connection, wanted: RereadFilter) -> int:
    return int(connection.execute(select(func.count()).select_from(_to_reread(wanted).subquery())).scalar_one())


def to_reread(connection: Connection, wanted: RereadFilter, after: tuple[str, int], limit: int) -> list[Reread]:
    """The next captures behind `after` (file, offset), in the order of the files."""
    place = tuple_(fetch.c.warc_file, fetch.c.warc_offset)
    query = _to_reread(wanted).where(place > after).order_by(fetch.c.warc_file, fetch.c.warc_offset).limit(limit)
    return [_reread(tuple(row)) for row in connection.execute(query)]


def note_read(connection: Connection, fetches: Collection[int], revisions: Collection[int], version: str) -> None:
    """These captures have been read by this parser, and these versions stand as it reads them."""
    connection.execute(update(fetch).where(fetch.c.id.in_(fetches)).values(parser_version=version))
    connection.execute(update(revision).where(revision.c.id.in_(revisions)).values(parser_version=version))


def _reread(row: tuple[Any, ...]) -> Reread:
    own, of_page, known = row[:PLACED], row[PLACED : PLACED + len(PAGE_COLUMNS)], row[PLACED + len(PAGE_COLUMNS) :]
    is_article = known[0] is not None
    return Reread(*[*own, PageRow(*of_page), KnownText(*[*known[:4], known[4:]]) if is_article else None])


def _to_reread(wanted: RereadFilter) -> Select[Any]:
    """The captures that an article stands as, those of pages that were no articles to the parser of the day, and those
    that a mistake of ours kept from becoming one."""
    read_by = func.coalesce(fetch.c.parser_version, revision.c.parser_version, "")
    is_current = revision.c.fetch_id == fetch.c.id
    is_rejected = (fetch.c.outcome == "rejected") & (page.c.state == "rejected")
    is_broken = (fetch.c.error_kind == "internal") & (page.c.state == "failed")
    query = (
        select(
            fetch.c.id,
            source.c.name,
            fetch.c.fetched_at,
            func.coalesce(fetch.c.final_url, fetch.c.url),
            fetch.c.warc_file,
            fetch.c.warc_offset,
            fetch.c.warc_length,
            *PAGE_COLUMNS,
            case((is_current, revision.c.id)),
            revision.c.title,
            revision.c.lead,
            revision.c.content_hash,
            *(article.c[name] for name in META),
            *(revision.c[name] for name in OWN),
            select(func.count()).where(entry.c.revision_id == revision.c.id).scalar_subquery(),
        )
        .join(page, page.c.id == fetch.c.page_id)
        .join(source, source.c.id == fetch.c.source_id)
        .outerjoin(article, article.c.id == page.c.article_id)
        .outerjoin(revision, revision.c.id == article.c.revision_id)
        .where(fetch.c.warc_type.in_(("response", "resource")), fetch.c.warc_deleted_at.is_(None))
        .where(or_(is_current, is_rejected, is_broken), read_by != wanted.parser, read_by.in_([*wanted.versions, ""]))
    )
    if wanted.sources:
        query = query.where(source.c.name.in_(wanted.sources))
    return query.where(fetch.c.fetched_at >= wanted.since) if wanted.since else query
