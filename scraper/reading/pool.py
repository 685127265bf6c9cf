"""The reader processes, as the crawl sees them: hand in a page, await what it says.

Processes start when there is work for them, so that a pass that brings only 304s costs none. One that dies or hangs
is replaced; the page it had in hand is tried once more, and a page that kills two is given up.
"""

from __future__ import annotations

import asyncio
import os
import traceback
from collections import deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from scraper.errors import NoReaderError
from scraper.reading.frames import Part, pack, unpack
from scraper.reading.start import ReaderProcess, Starter

if TYPE_CHECKING:
    from scraper.reading.page import ToRead

T = TypeVar("T")

MOST = 4
"""Processes; one crawl's fetching and storing keeps no more than these busy."""

AHEAD = 2
"""Pages that a reader has at once: the next one lies ready when it is done with the first."""

ANOTHER = 2
"""Pages that must be waiting before a further process is started."""

PATIENCE_S = 120.0
"""How long a page may take; the slowest real page that we have seen takes two seconds, and readers may get a tenth of a
busy core."""

DEATHS = 2
"""So many readers may one page cost."""

STARTS = 3
"""Attempts to start a reader, one after the other, until those who wait for it are told that there will be none."""

PAUSE_S = 0.5
"""After an attempt that failed, as where there is no memory for one more process."""


class ReaderDied(Exception):
    """The page has killed its reader, twice."""


class ReadingFailed(Exception):
    """The parser raised: a mistake of ours, or there was no memory. `trace` is the traceback in the other process."""

    def __init__(self, message: str, trace: str, lacked_memory: bool) -> None:
        super().__init__(message)
        self.trace = trace
        self.lacked_memory = lacked_memory


@dataclass(slots=True)
class _Ticket:
    frame: list[Part]
    answer: asyncio.Future[Any]
    deaths: int = 0


@dataclass(slots=True, eq=False)
class _Reader:
    """A process and the pages that it has, in the order of its answers."""

    process: ReaderProcess
    pid: int
    in_hand: deque[_Ticket] = field(default_factory=deque)


class Readers:
    """Use as `async with`. Safe to share between tasks and passes."""

    def __init__(self, most: int | None = None, patience_s: float = PATIENCE_S) -> None:
        self._most = most or min(len(os.sched_getaffinity(0)), MOST)
        self._patience_s = patience_s
        self._waiting: deque[_Ticket] = deque()
        self._arrival = asyncio.Event()
        """Set where something may be waiting."""
        self._tasks: list[asyncio.Task[None]] = []
        self._living: list[_Reader] = []
        self._starter = Starter()
        self._failed_starts = 0
        """Since one has succeeded."""

    @property
    def process_ids(self) -> tuple[int, ...]:
        """Those that live now."""
        return tuple(reader.pid for reader in self._living)

    def expect(self) -> None:
        """There will be something to read: what takes time to start does so meanwhile."""
        self._starter.get_ready()

    async def read(self, page: ToRead[T]) -> T:
        """What the page says.

        Raises ReaderDied for a page that no reader survives, ReadingFailed for a mistake in the parser, NoReaderError
        where no reader can be started.
        """
        ticket = _Ticket(pack(page), asyncio.get_running_loop().create_future())
        self._waiting.append(ticket)
        self._arrival.set()
        self._hand_out()
        if not self._tasks or (len(self._waiting) >= ANOTHER and len(self._tasks) < self._most):
            self._tasks.append(asyncio.create_task(self._keep_one()))
        answer: T = await ticket.answer
        return answer

    async def __aenter__(self) -> Readers:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._starter.close()
        for ticket in self._waiting:
            ticket.answer.cancel()

    async def _keep_one(self) -> None:
        """One place in the pool: a process, and when it dies another one, as soon as there is work for it."""
        while True:
            try:
                async with self._starter.start() as (process, pid):
                    self._failed_starts = 0
                    await self._serve(_Reader(process, pid))
            except NoReaderError as error:
                self._failed_starts += 1
                if self._failed_starts % STARTS == 0:
                    self._disappoint(error)
                else:
                    await asyncio.sleep(PAUSE_S)
            while not self._waiting:
                self._arrival.clear()
                await self._arrival.wait()

    async def _serve(self, reader: _Reader) -> None:
        """Let the process have its share of the pages, until it dies, or has one in hand for too long."""
        in_hand = reader.in_hand

        def take(answer: bytes, beside: bytes) -> None:
            _settle(in_hand.popleft(), answer, beside)
            self._hand_out()

        reader.process.listen(take)
        self._living.append(reader)
        self._hand_out()
        try:
            while not reader.process.gone.done():
                had = in_hand[0] if in_hand else None
                await asyncio.wait({reader.process.gone}, timeout=self._patience_s)
                if had is not None and in_hand and in_hand[0] is had:
                    return
        finally:
            self._living.remove(reader)
            self._give_back(in_hand)
            self._hand_out()

    def _hand_out(self) -> None:
        """What waits goes to those who have room for it, to who has least first."""
        while self._waiting and self._living:
            reader = min(self._living, key=lambda one: len(one.in_hand))
            if len(reader.in_hand) >= AHEAD:
                return
            ticket = self._waiting.popleft()
            reader.in_hand.append(ticket)
            reader.process.send(ticket.frame)

    def _disappoint(self, error: NoReaderError) -> None:
        """Tell those who wait, unless somebody else reads for them. Who asks later has it tried again."""
        while self._waiting and not self._living:
            ticket = self._waiting.popleft()
            if not ticket.answer.done():
                ticket.answer.set_exception(error)

    def _give_back(self, in_hand: deque[_Ticket]) -> None:
        """What a dead reader had in hand: the first page is suspect, the others only waited behind it."""
        if in_hand:
            in_hand[0].deaths += 1
        for ticket in reversed(in_hand):
            if ticket.deaths < DEATHS:
                self._waiting.appendleft(ticket)
            elif not ticket.answer.done():
                ticket.answer.set_exception(ReaderDied(f"the parser died of this page, {DEATHS} times"))


def _settle(ticket: _Ticket, data: bytes, beside: bytes) -> None:
    if ticket.answer.done():  # whoever asked has been cancelled
        return
    try:
        succeeded, value = unpack(data, beside)
    except Exception as error:  # dateline has been upgraded while we run: the reader is newer than we are
        told = f"what the reader says can't be understood: {error}"
        succeeded, value = False, (told, traceback.format_exc(), False)
    if succeeded:
        ticket.answer.set_result(value)
    else:
        ticket.answer.set_exception(ReadingFailed(*value))
