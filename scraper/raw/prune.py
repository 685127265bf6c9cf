"""Deleting raw records by age: first the rows say so, then the files are written anew without them, or dropped.

Kill it at any point and start it again. A file that loses records is never changed: what is left of it goes into a
successor, the rows are pointed there in one transaction, and only then does the old file go. A file that is there
although a row says that a record in it is deleted is therefore one that still has to be done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from db import Database, captures, expiry, leases, sources
from db.expiry import Bounds, Expired
from scraper.archive import Files, repair_folder
from scraper.archive.cut import (
    PART,
    base_of,
    copy_entries,
    entries,
    generation,
    holds_something,
    left_over,
    successor,
)
from scraper.archive.lock import deleting
from scraper.config import Config
from scraper.errors import UsageError
from scraper.raw.files import files_of
from scraper.version import __version__

log = logging.getLogger("dateline.archive")

GRACE = timedelta(hours=1)
"""How long a deleted record stays while others crawl: a revisit that refers to it may be under way to its row."""

BATCH = 5000
"""Rows that are marked in one transaction; nobody else can write to SQLite meanwhile."""


@dataclass(slots=True)
class Pruned:
    """`expired`: what was marked in this run, or would be. `freed`: bytes. `waiting`: files that are still written to,
    or whose records may be about to be referred to; the next run does them."""

    expired: list[Expired] = field(default_factory=list)
    dropped: int = 0
    rewritten: int = 0
    freed: int = 0
    waiting: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def bounds(kept: Mapping[str, timedelta | None], now: datetime) -> dict[str, datetime]:
    """`kept`: how long each source's raw pages are kept; None: for ever."""
    return {source: now - age for source, age in kept.items() if age is not None}


def kept_for(config: Config, database: Database, only: Collection[str]) -> dict[str, timedelta | None]:
    """How long each source's raw pages are kept, of all that have rows; `only`: of these, all if empty.

    Raises UsageError for a source that there is not.
    """
    with database.read() as connection:
        known = sources.names(connection)
    for name in only:
        if name not in known:
            raise UsageError(f"--source {name}: there is no such source in the archive")
    return {name: config.keep_raw_of(name) for name in known if not only or name in only}


def plan(database: Database, due: Bounds) -> Pruned:
    """What `prune` would do to the rows."""
    with database.read() as connection:
        return Pruned(expiry.expired(connection, due))


def prune(
    database: Database, files: Files, due: Bounds, now: datetime, on_file: Callable[[str], None] = lambda name: None
) -> Pruned:
    """Delete what is due, and what an earlier run has left. Raises BusyError, ArchiveError, DatabaseError."""
    with deleting(files.folder):
        repair_folder(files.folder)
        report = plan(database, due)
        after = 0
        while ids := _mark(database, due, now, after):
            after = ids[-1]
        names = _tidied(database, files)
        with database.read() as connection:
            touched = sorted(names.intersection(expiry.files(connection)))
            is_idle = all(leases.is_dead(holder) for holder in expiry.open_runs(connection))
        settled_before = None if is_idle else now - GRACE
        for name in touched:
            _delete_in(database, files, name, names, settled_before, now, report)
            on_file(name)
    return report


def prune_as_configured(config: Config, database: Database) -> Pruned:
    """What `dateline run` does each day. Raises as `prune`."""
    now = datetime.now(UTC)
    return prune(database, files_of(config), bounds(kept_for(config, database, ()), now), now)


def _mark(database: Database, due: Bounds, now: datetime, after: int) -> list[int]:
    with database.write() as connection:
        return expiry.mark(connection, due, now, after, BATCH)


def _tidied(database: Database, files: Files) -> set[str]:
    """The names of all files, without what a killed run had begun: parts, and successors that no row has come to."""
    for part in files.folder.glob(f"*{PART}"):
        part.unlink()
    names = set(files.names())
    for name in [name for name in names if any(_took_place(name, other) for other in names)]:
        with database.read() as connection:
            is_abandoned = not expiry.has_rows(connection, name)
        if is_abandoned:
            files.remove(name)
            names.remove(name)
    return names


def _took_place(name: str, of: str) -> bool:
    """By their names: whether one is a successor of the other."""
    return base_of(name) == base_of(of) and generation(name) > generation(of)


def _delete_in(
    database: Database,
    files: Files,
    name: str,
    names: Collection[str],
    settled_before: datetime | None,
    now: datetime,
    report: Pruned,
) -> None:
    with database.write() as connection:
        expiry.unmark_needed(connection, name)
        deleted = expiry.deleted_in_file(connection, name)
        is_used = expiry.has_rows(connection, name, kept=True)
    if not deleted:
        return
    if files.is_open(name) or (settled_before and any(at > settled_before for _, at in deleted)):
        report.waiting += 1
        return
    is_replaced = not is_used and any(_took_place(other, name) for other in names)
    if is_replaced or _replace(database, files, name, [place.offset for place, _ in deleted], now, report):
        report.freed += files.remove(name)


def _replace(
    database: Database, files: Files, name: str, deleted: Collection[int], now: datetime, report: Pruned
) -> bool:
    """Write what is left into a successor and point the rows there. Returns whether the file can go."""
    with files.open(name) as stream:
        found = list(entries(stream))
        with database.read() as connection:
            kept = [place.offset for place in captures.in_file(connection, name)]
        left = left_over(found, set(deleted), set(kept))
        offsets: dict[int, int] = {}
        new = files.folder / successor(name, files.names())
        if holds_something(left):
            offsets = copy_entries(stream, left, new, _info(name), now)
    with database.write() as connection:
        unknown = expiry.relocate(connection, name, new.name, offsets)
    if unknown:
        log.warning("archive file %s: no record begins at byte %d, where a row points to; see `archive verify`; "
                    "nothing is deleted there", name, unknown[0])  # fmt: skip
        new.unlink(missing_ok=True)
        return False
    if offsets:
        report.rewritten += 1
        report.freed -= new.stat().st_size
    else:
        report.dropped += 1
    return True


def _info(name: str) -> dict[str, str]:
    told = f"what is left of {name} after records were deleted by their age"
    return {"software": f"dateline/{__version__}", "format": "WARC File Format 1.1", "description": told}
