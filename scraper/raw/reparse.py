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

from db import Database, captures, reread
from db.frozen import frozen
from db.reread import Reread, RereadFilter
from scraper.archive import Files
from scraper.archive.lock import reading
from scraper.config import Config
from scraper.crawl.parts import complete
from scraper.errors import ArchiveError
from scraper.parse.page import PARSER_VERSION
from scraper.raw.again import CaptureToRead, Circumstances, Damaged, NoArticle, Renewed, Same, to_read_again
from scraper.raw.session import Session, open_session
from scraper.raw.store import store_renewed, store_reread
from scraper.reading import ReaderDied, Reading, ReadingFailed

log = logging.getLogger("dateline.reparse")

CHUNK = 500
"""Captures that are looked up at once."""

AT_ONCE = 16
"""Captures in hand: enough to keep the readers busy, few enough for the memory."""

NOTED = 100
"""Captures without news that are noted as read in one transaction."""


@frozen
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
        choice = wanted(request, reread.parser_versions(connection))
        advance = on_start(reread.count_to_reread(connection, choice))
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
        turn, after = _Turn(session, files, report), ("", 0)
        while rows := await asyncio.to_thread(_next, database, choice, after):
            after = (rows[-1].file, rows[-1].offset)
            try:
                await _read_all(turn, rows, advance)
            finally:
                await turn.note_read()


def _next(database: Database, choice: RereadFilter, after: tuple[str, int]) -> list[Reread]:
    with database.read() as connection:
        return reread.to_reread(connection, choice, after, CHUNK)


async def _read_all(turn: _Turn, rows: list[Reread], advance: Callable[[], None]) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(row: Reread) -> None:
        try:
            turn.report.counts[await turn.reread(row)] += 1
            advance()
        finally:
            room.release()

    async with asyncio.TaskGroup() as group:
        for row in rows:
            await room.acquire()
            group.create_task(one(row))


@dataclass(slots=True)
class _Turn:
    """Reads captures again and stores what is new; that nothing was new is noted for many at once."""

    session: Session
    files: Files
    report: Reparsed
    _read: list[tuple[Reread, Same | NoArticle]] = field(default_factory=list)
    _packed: dict[str, bytes] = field(default_factory=dict)

    async def reread(self, row: Reread) -> str:
        """What came of it, in the words of OUTCOMES."""
        try:
            said = await self._ask(to_read_again(row, self._circumstances(row.source)))
            if isinstance(said, Reading):
                said = await complete(row.page.url, said, lambda address: self._read_part(row, address))
        except (ArchiveError, ReaderDied, ReadingFailed) as error:
            log.warning("%s: %s; left as it is", row.final_url, error)
            return "damaged" if isinstance(error, ArchiveError) else "failed"
        match said:
            case Reading():
                return await self.session.desk.write(lambda c: store_reread(c, row, said))
            case Renewed(record):
                return await self.session.desk.write(lambda c: store_renewed(c, row, record))
        self._read.append((row, said))
        if len(self._read) >= NOTED:
            await self.note_read()
        if isinstance(said, Same):
            return "unchanged"
        return "rejected" if row.page.article_id is None else "kept"

    async def note_read(self) -> None:
        """Of those that said nothing new; what isn't noted is only read once more."""
        done, self._read = self._read, []
        if done:
            fetches = [row.fetch_id for row, _ in done]
            revisions = [row.known.revision_id for row, said in done if row.known and isinstance(said, Same)]
            await self.session.desk.write(lambda c: reread.note_read(c, fetches, revisions, PARSER_VERSION))

    async def _ask(self, capture: CaptureToRead) -> Same | NoArticle | Renewed | Reading:
        said = await self.session.tools.readers.read(capture)
        if isinstance(said, Damaged):
            raise ArchiveError(said.reason)
        return said

    async def _read_part(self, row: Reread, address: str) -> Reading | None:
        """A further page of the article, as it was fetched with it; None where it wasn't."""
        found = await self.session.desk.write(lambda c: captures.part(c, row.page.id, address, row.fetched_at))
        if found is None:
            return None
        place = (found.file, found.offset, found.length, found.url, row.fetched_at, row.page)
        said = await self._ask(CaptureToRead(self._circumstances(row.source), *place))
        return said if isinstance(said, Reading) else None

    def _circumstances(self, source: str) -> bytes:
        if source not in self._packed:
            work, template = self.session.of(source)
            self._packed[source] = Circumstances(self.files, work.settings, template).packed()
        return self._packed[source]


def _order(version: str) -> tuple[int, ...]:
    """`1.10` comes after `1.9`."""
    return tuple(int(part) if part.isdigit() else -1 for part in version.split("."))
