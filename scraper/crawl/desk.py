"""Where the crawl's asynchronous side hands its blocking work over: one thread for the database, one for the archive.

One writer at a time is what SQLite wants anyway, and the event loop never waits for a disk. What is handed over while
a transaction runs is written together in the next one: a slow database gets large batches, a fast one short waits.
What nobody waits for is gathered for a moment while many more pages are in hand, for a transaction costs as much as the
articles in it: until half of them lie here, so that readers have enough to do while it is written. That happens in the
event loop: to wake the thread for each page takes longer than to note it here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, TypeVar

from db import Database
from db.connection import Connection
from db.errors import Conflict
from db.frozen import frozen
from scraper.archive import Capture, WarcWriter
from scraper.crawl.archivist import Archivist
from scraper.crawl.errand import Done, Outcome, tell
from scraper.response import Response

Item = TypeVar("Item")
T = TypeVar("T")

BATCH = 200
"""Pieces of work after which no more is added to a transaction ..."""

AT_ONCE = 100
"""Items that one piece of work does at once."""

BATCH_S = 0.5
"""... and how long it may take: nobody else can write to SQLite meanwhile. What is left comes first in the next."""

GATHER_S = 1.0
"""How long what can wait does so, ..."""

MANY = 16
"""... while so many further pages are in hand, which are read meanwhile, ..."""

SHARE = 2
"""... and fewer than one in so many of all lie here; ..."""

MOMENT_S = 0.03
"""... and at least so long, as when few are in hand because the last transaction has let many go: those who waited for
their places are on their way. At a pass's end, or where a host's delay parts pages, nothing waits longer."""

GAP_S = 0.002
"""Between two transactions of a SQLite file, so that other processes find it free now and then."""

ATTEMPTS = 4
"""Two crawlers on one Postgres may meet at one article; the second one finds it when it looks again."""


@frozen
class _Job:
    """`work`: takes the items of several jobs, of which this is one."""

    work: Callable[[Connection, Sequence[Any]], Sequence[Any]]
    item: Any
    done: Done


class Desk:
    """Runs writes in their order. Work that was handed over is finished even when the caller is cancelled."""

    def __init__(self, database: Database, warc: WarcWriter | None) -> None:
        self._database = database
        self._archivist = Archivist(database, warc) if warc is not None else None
        self._in_hand = 0
        self._gathered: list[_Job] = []
        self._alarm: asyncio.TimerHandle | None = None
        """While something is gathered."""
        self._is_moment_over = False
        self._handed: SimpleQueue[list[_Job] | None] = SimpleQueue()
        self._left: list[_Job] = []
        """The clerk's: what there was no time for."""
        self._clerk = Thread(target=self._work, name="dateline-desk")
        self._clerk.start()

    @contextmanager
    def page_in_hand(self) -> Iterator[None]:
        """Within the block a page is read, whose outcome will be written at its end."""
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1

    async def write(self, work: Callable[[Connection], T], *, can_wait: bool = False) -> T:
        """Run `work` in a transaction that others may share. Raises DatabaseError, or what `work` raises.

        `can_wait`: it is a page's outcome, and nothing but that page's end waits for it.

        When something in the batch goes wrong it is rolled back, and each piece of it gets a transaction of its own:
        so `work` may run more than once, and must do nothing but read and write on the connection.
        """
        return await self.write_together(lambda connection, _: [work(connection)], None, can_wait=can_wait)

    async def write_together(
        self, work: Callable[[Connection, Sequence[Item]], Sequence[T]], item: Item, *, can_wait: bool = False
    ) -> T:
        """The same with a `work` that does several items at once: this one, and those beside it in the transaction that
        are handed over with the same `work`. It returns as many values, in their order."""
        loop = asyncio.get_running_loop()
        job = _Job(work, item, loop.create_future())
        self._gathered.append(job)
        if not can_wait or (self._is_moment_over and not self._are_many_coming()):
            self._hand_over()
        elif self._alarm is None:
            self._wait_a_moment()
        value: T = await job.done
        if self._is_moment_over:  # the transaction has let many go
            self._wait_a_moment()
        return value

    async def keep(self, answers: Sequence[Response], known: str | None = None) -> list[Capture]:
        """The raw answers into the archive, before anybody parses them; none where there is no archive.

        `known`: the digest of what the last of them brought the time before. Raises ArchiveError.
        """
        if self._archivist is None or not answers:
            return []
        return await self._archivist.keep(answers, known, can_wait=self._in_hand >= MANY)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hand_over()
        self._handed.put(None)
        self._clerk.join()
        if self._archivist is not None:
            self._archivist.close()

    def _wait_a_moment(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._is_moment_over = False
        self._alarm = asyncio.get_running_loop().call_later(MOMENT_S, self._look_again)

    def _look_again(self) -> None:
        """After a moment: whether more is waited for."""
        self._is_moment_over = True
        if self._are_many_coming():
            self._alarm = asyncio.get_running_loop().call_later(GATHER_S - MOMENT_S, self._hand_over)
        else:
            self._hand_over()

    def _are_many_coming(self) -> bool:
        gathered = len(self._gathered)
        return self._in_hand >= max(gathered + MANY, gathered * SHARE + 1)

    def _hand_over(self) -> None:
        """To the clerk, all that is gathered."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self._is_moment_over = False
        if self._gathered:
            self._handed.put(self._gathered)
            self._gathered = []

    def _work(self) -> None:
        """The clerk's day: take what lies there, write it, say how it went."""
        while batch := self._next_batch():
            outcomes = self._write_batch(batch)
            done, self._left = batch[: len(outcomes)], batch[len(outcomes) :]
            tell([(job.done, outcome) for job, outcome in zip(done, outcomes, strict=True)])
            if self._database.is_sqlite:
                time.sleep(GAP_S)

    def _next_batch(self) -> list[_Job]:
        """What is to be written next; waits for it. Empty: there is no more."""
        batch = self._left
        while len(batch) < BATCH:
            try:
                jobs = self._handed.get(block=not batch)
            except Empty:
                break
            if jobs is None:
                if batch:
                    self._handed.put(None)  # the end comes after this batch
                break
            batch += jobs
        return batch

    def _write_batch(self, batch: list[_Job]) -> list[Outcome]:
        """The outcomes of its first pieces: of as many as there was time for."""
        if len(batch) > 1:
            with suppress(Exception), self._database.write() as connection:
                end = time.monotonic() + BATCH_S
                outcomes: list[Outcome] = []
                for jobs in _together(batch):
                    outcomes += map(Outcome, jobs[0].work(connection, [job.item for job in jobs]))
                    if time.monotonic() >= end:
                        break
                return outcomes
        return [self._write_alone(job) for job in batch]

    def _write_alone(self, job: _Job) -> Outcome:
        try:
            for _ in range(ATTEMPTS - 1):
                with suppress(Conflict), self._database.write() as connection:
                    return Outcome(*job.work(connection, [job.item]))
            with self._database.write() as connection:
                return Outcome(*job.work(connection, [job.item]))
        except Exception as error:  # whoever handed the work in gets it
            return Outcome(error=error)


def _together(batch: Sequence[_Job]) -> Iterator[list[_Job]]:
    """In their order, those side by side that have the same work; a few at once, so that none takes long."""
    for _, jobs in groupby(batch, lambda job: job.work):
        while some := list(islice(jobs, AT_ONCE)):
            yield some
