"""Raw records that have had their time: which they are, and the note in their rows that they are deleted.

`warc_deleted_at` is set first, the bytes go later. A record that one to be kept refers to is to be kept itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, update

from db.captures import PLACE, Place
from db.connection import Connection
from db.frozen import frozen
from db.schema import fetch, run, source

Bounds = Mapping[str, datetime]
"""For each source by name: what was fetched before then is deleted. Sources that aren't in it keep all."""


@frozen
class Expired:
    """Of one source. `needed`: records that stay although their time has come, since later ones refer to them."""

    source: str
    records: int
    bytes: int
    needed: int = 0


def expired(connection: Connection, bounds: Bounds) -> list[Expired]:
    """What `mark` would delete, source by source."""
    goes = or_(fetch.c.warc_type == "revisit", ~_is_needed(bounds))
    query = (
        select(
            source.c.name,
            func.count().filter(goes),
            func.coalesce(func.sum(fetch.c.warc_length).filter(goes), 0),
            func.count().filter(~goes),
        )
        .join(source, source.c.id == fetch.c.source_id)
        .where(_is_due(bounds))
        .group_by(source.c.name)
        .order_by(source.c.name)
    )
    return [Expired(name, count, int(size), needed) for name, count, size, needed in connection.execute(query)]


def mark(connection: Connection, bounds: Bounds, now: datetime, after: int, limit: int) -> list[int]:
    """Note of at most `limit` records that they are deleted; the ids of their fetches, in order, all beyond `after`."""
    goes = or_(fetch.c.warc_type == "revisit", ~_is_needed(bounds))
    query = select(fetch.c.id).where(fetch.c.id > after, _is_due(bounds), goes).order_by(fetch.c.id)
    ids = list(connection.execute(query.limit(limit)).scalars())
    connection.execute(update(fetch).where(fetch.c.id.in_(ids)).values(warc_deleted_at=now))
    return ids


def unmark_needed(connection: Connection, file: str) -> int:
    """Records of the file whose payload a revisit has come to refer to since they were marked: they stay."""
    revisit, other = fetch.alias(), fetch.alias()
    query = update(fetch).where(
        fetch.c.warc_file == file,
        fetch.c.warc_type == "response",
        fetch.c.warc_deleted_at.is_not(None),
        exists().where(
            revisit.c.payload_digest == fetch.c.payload_digest,
            revisit.c.warc_type == "revisit",
            revisit.c.warc_deleted_at.is_(None),
        ),
        ~exists().where(
            other.c.payload_digest == fetch.c.payload_digest,
            other.c.warc_type == "response",
            other.c.warc_deleted_at.is_(None),
        ),
    )
    return connection.execute(query.values(warc_deleted_at=None)).rowcount


def files(connection: Connection) -> list[str]:
    """The names of all files in which a record was deleted; most are gone."""
    query = select(fetch.c.warc_file).where(fetch.c.warc_deleted_at.is_not(None), fetch.c.warc_file.is_not(None))
    return sorted(connection.execute(query.distinct()).scalars())


def count(connection: Connection) -> int:
    """Of all records that are deleted."""
    query = select(func.count()).select_from(fetch).where(fetch.c.warc_deleted_at.is_not(None))
    return int(connection.execute(query).scalar_one())


def deleted_in_file(connection: Connection, file: str) -> list[tuple[Place, datetime]]:
    """The records of one file that are deleted by their rows, and since when."""
    query = select(*PLACE, fetch.c.warc_deleted_at).where(
        fetch.c.warc_file == file, fetch.c.warc_deleted_at.is_not(None)
    )
    return [(Place(*row[:-1]), row[-1]) for row in map(tuple, connection.execute(query))]


def relocate(connection: Connection, file: str, new_file: str, offsets: Mapping[int, int]) -> list[int]:
    """Point the rows of what is left of a file into its successor. Returns the offsets that `offsets` doesn't have."""
    place = (fetch.c.warc_file == file) & fetch.c.warc_deleted_at.is_(None)
    rows = connection.execute(select(fetch.c.id, fetch.c.warc_offset).where(place).with_for_update()).all()
    unknown = [offset for _, offset in rows if offset not in offsets]
    if rows and not unknown:
        moved = update(fetch).where(fetch.c.id == bindparam("fetch")).values(warc_file=new_file)
        places = [{"fetch": fetch_id, "warc_offset": offsets[offset]} for fetch_id, offset in rows]
        connection.execute(moved.values(warc_offset=bindparam("warc_offset")), places)
    return unknown


def has_rows(connection: Connection, file: str, *, kept: bool = False) -> bool:
    """Whether a row points into the file; `kept`: one whose record isn't deleted."""
    query = select(fetch.c.id).where(fetch.c.warc_file == file)
    return (
        connection.execute((query.where(fetch.c.warc_deleted_at.is_(None)) if kept else query).limit(1)).first()
        is not None
    )


def open_runs(connection: Connection) -> list[str]:
    """The holders of the runs that haven't ended by their rows."""
    return list(connection.execute(select(run.c.holder).where(run.c.status == "running")).scalars())


def _is_due(bounds: Bounds) -> ColumnElement[bool]:
    kept = and_(fetch.c.warc_file.is_not(None), fetch.c.warc_deleted_at.is_(None))
    return and_(kept, _is_old(bounds, fetch))


def _is_old(bounds: Bounds, rows: Any) -> ColumnElement[bool]:
    """The sources with one bound together: where there is one policy for all, it is one comparison."""
    named: dict[datetime, list[str]] = {}
    for name, before in bounds.items():
        named.setdefault(before, []).append(name)
    return or_(False, *(and_(rows.c.fetched_at < at, rows.c.source_id.in_(_ids(names))) for at, names in named.items()))


def _ids(names: Sequence[str]) -> Select[Any]:
    return select(source.c.id).where(source.c.name.in_(names))


def _is_needed(bounds: Bounds) -> ColumnElement[bool]:
    """A revisit that stays has the same payload: of any source, as the archive keeps each payload once."""
    revisit = fetch.alias()
    return exists().where(
        revisit.c.payload_digest == fetch.c.payload_digest,
        revisit.c.warc_type == "revisit",
        revisit.c.warc_deleted_at.is_(None),
        ~_is_old(bounds, revisit),
    )
