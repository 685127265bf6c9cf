"""Today's parser over yesterday's pages: captures are read in the order of the files, by all cores, and again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db import Database, captures
from db.captures import Reread, RereadFilter
from scraper.archive import Files, read_capture
from scraper.archive.lock import reading
from scraper.config import Config
from scraper.crawl.parts import complete
from scraper.crawl.to_read import to_read
from scraper.errors import ArchiveError
from scraper.parse.page import PARSER_VERSION
from scraper.raw.response import as_response
from scraper.raw.session import Session, open_session
from scraper.raw.store import store_reread
from scraper.reading import ReaderDied, Reading, ReadingFailed

log = logging.getLogger("dateline.reparse")

CHUNK = 500
"""Captures that are looked up at once."""

AT_ONCE = 16
"""Captures in hand: enough to keep the readers busy, few enough for the memory."""


@dataclass(frozen=True, slots=True)
class ReparseRequest:
    """`older_than`: only what a parser of a smaller version has read; None: whatever isn't today's."""

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    older_than: str | None = None


@dataclass(slots=True)
class Reparsed:
    """`counts`: changed, unchanged, found, kept, rejected, overtaken, and damaged or failed for what can't be read."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        return {name: self.counts[name] for name in OUTCOMES} | {"seconds": round(self.seconds, 3)}


OUTCOMES = ("changed", "unchanged", "found", "kept", "rejected", "overtaken", "damaged", "failed")


def wanted(request: ReparseRequest, known: list[str]) -> RereadFilter:
    """`known`: the versions of all parsers that have read something."""
    bound = request.older_than
    versions = [version for version in known if bound is None or _order(version) < _order(bound)]
    return RereadFilter(PARSER_VERSION, versions, request.sources, request.since)


async def reparse(
    config: Config,
    database: Database,
    files: Files,
    request: ReparseRequest,
    on_start: Callable[[int], Callable[[], None]] = lambda total: lambda: None,
) -> Reparsed:
    """Read again what is asked for. What is done is stored, so that a stopped run goes on where it was.

    `on_start` gets the number of captures and gives what is to be called after each.
    """
    began, report = time.monotonic(), Reparsed()
    with database.read() as connection:
        choice = wanted(request, captures.parser_versions(connection))
        advance = on_start(captures.count_to_reread(connection, choice))
    with reading(files.folder):
        await _all(config, database, files, choice, report, advance)
    report.seconds = time.monotonic() - began
    return report


async def _all(
    config: Config,
    database: Database,
    files: Files,
    choice: RereadFilter,
    report: Reparsed,
    advance: Callable[[], None],
) -> None:
    async with open_session(config, database) as session:
        after = ("", 0)
        while rows := await asyncio.to_thread(_next, database, choice, after):
            after = (rows[-1].file, rows[-1].offset)
            await _read_all(session, files, rows, report, advance)


def _next(database: Database, choice: RereadFilter, after: tuple[str, int]) -> list[Reread]:
    with database.read() as connection:
        return captures.to_reread(connection, choice, after, CHUNK)


async def _read_all(
    session: Session, files: Files, rows: list[Reread], report: Reparsed, advance: Callable[[], None]
) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(row: Reread) -> None:
        try:
            report.counts[await _reread(session, files, row)] += 1
            advance()
        finally:
            room.release()

    async with asyncio.TaskGroup() as group:
        for row in rows:
            await room.acquire()
            group.create_task(one(row))


async def _reread(session: Session, files: Files, row: Reread) -> str:
    try:
        first = await _read(session, files, row, row.final_url, (row.file, row.offset, row.length))
        whole = await complete(row.page.url, first, lambda address: _read_part(session, files, row, address))
    except ArchiveError as error:
        log.warning("%s: %s", row.final_url, error)
        return "damaged"
    except (ReaderDied, ReadingFailed) as error:
        log.warning("%s: %s; left as it is", row.final_url, error)
        return "failed"
    return await session.desk.write(lambda c: store_reread(c, row, whole))


async def _read(session: Session, files: Files, row: Reread, url: str, place: tuple[str, int, int]) -> Reading:
    captured = await asyncio.to_thread(read_capture, files, *place)
    work, template = session.of(row.source)
    response = as_response(captured, url, row.fetched_at)
    return await session.tools.readers.read(to_read(work.settings, template, row.page, response))


async def _read_part(session: Session, files: Files, row: Reread, address: str) -> Reading | None:
    """A further page of the article, as it was fetched with it; None where it wasn't."""
    found = await session.desk.write(lambda c: captures.part(c, row.page.id, address, row.fetched_at))
    if found is None:
        return None
    return await _read(session, files, row, found.url, (found.file, found.offset, found.length))


def _order(version: str) -> tuple[int, ...]:
    """`1.10` comes after `1.9`."""
    return tuple(int(part) if part.isdigit() else -1 for part in version.split("."))
