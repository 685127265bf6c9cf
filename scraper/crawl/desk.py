"""Where the crawl's asynchronous side hands its blocking work over: one thread for database and archive.

One writer at a time is what SQLite wants anyway, and the event loop never waits for a disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection

from db import Database
from db.errors import Conflict
from scraper.archive import Capture, WarcWriter
from scraper.response import Response

T = TypeVar("T")

ATTEMPTS = 4
"""Two crawlers on one Postgres may meet at one article; the second one finds it when it looks again."""


class Desk:
    """Runs writes in their order. Work that was handed over is finished even when the caller is cancelled."""

    def __init__(self, database: Database, warc: WarcWriter | None) -> None:
        self._database = database
        self._warc = warc
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dateline-desk")

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction of its own, again if somebody else wrote the same rows. Raises DatabaseError."""

        def transaction() -> T:
            for _ in range(ATTEMPTS - 1):
                with suppress(Conflict), self._database.write() as connection:
                    return work(connection)
            with self._database.write() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._thread, transaction)

    async def keep(self, response: Response) -> Capture | None:
        """The raw response into the archive, before anybody parses it. Raises ArchiveError."""
        if self._warc is None:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._warc.write, response)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True)
