"""Whose turn it is: requests to one host wait in line, in the order in which they came."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from scraper.fetch.shared import HostBook, SharedPlaces

SLOWNESS = 2.0
"""A host is left alone for twice as long as it takes to answer: it is busy with us a third of its time at most."""

LONGEST_DELAY_S = 30.0
"""Slow answers make us no slower than this."""

NEWEST_COUNTS = 0.3
"""Of the mean; a single slow page changes little, ten in a row all."""


class Turns:
    """For each host a limit of requests at once and a delay between their starts; for all hosts one limit more.

    `book`: where the limits are shared with other processes; None: they hold within this one.
    """

    def __init__(self, total: int, book: HostBook | None = None) -> None:
        self._total = asyncio.Semaphore(total)
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._book = book
        self._places = SharedPlaces(book) if book is not None else None

    @asynccontextmanager
    async def turn(self, key: str, *, delay_s: float, concurrency: int) -> AsyncIterator[None]:
        """Wait for our turn and hold it while the block runs. The smallest `concurrency` named for a host counts."""
        line = self._hosts[key]
        await line.enter(concurrency)
        try:
            place = await self._places.take(key, concurrency) if self._places else None
            try:
                await self._start(key, line, slower(delay_s, line.answer_s))
                began = time.monotonic()
                try:
                    yield
                finally:
                    self._total.release()
                    line.note_answer(time.monotonic() - began)
            finally:
                if self._places is not None and place is not None:
                    await self._places.leave(key, place)
        finally:
            line.leave()

    async def close(self) -> None:
        if self._places is not None:
            await self._places.close()

    async def _start(self, key: str, line: _Host, delay_s: float) -> None:
        """Start no sooner than allowed, holding one of the total. asyncio's lock is fair, so the line keeps its order.

        The place among all is taken after the pause, so that nobody holds it asleep, and before the next start is
        reckoned: else those who waited for a place together would start together.
        """
        async with line.start:
            while (pause := line.next_start - time.monotonic()) > 0:  # noqa: ASYNC110  (a timer may come too early)
                await asyncio.sleep(pause)
            if delay_s > 0 and self._book is not None:
                await asyncio.sleep(max(await self._book.reserve_start(key, delay_s) - time.time(), 0))
            await self._total.acquire()
            line.next_start = time.monotonic() + delay_s


def slower(delay_s: float, answer_s: float) -> float:
    """The delay for a host that usually takes `answer_s` to answer; none where none is wanted."""
    return max(delay_s, min(answer_s * SLOWNESS, LONGEST_DELAY_S)) if delay_s > 0 else 0.0


class _Host:
    def __init__(self) -> None:
        self._running = 0
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self.start = asyncio.Lock()
        self.next_start = 0.0
        self.answer_s = 0.0
        """How long it usually takes to answer: a moving mean."""

    async def enter(self, concurrency: int) -> None:
        if self._running < concurrency and not self._waiting:
            self._running += 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((concurrency, place))
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # it was ours already: hand it on
                self.leave()
            else:
                self._waiting = [entry for entry in self._waiting if entry[1] is not place]
            raise

    def note_answer(self, seconds: float) -> None:
        self.answer_s += (seconds - self.answer_s) * (NEWEST_COUNTS if self.answer_s else 1.0)

    def leave(self) -> None:
        self._running -= 1
        while self._waiting and self._running < self._waiting[0][0]:
            _, place = self._waiting.pop(0)
            if not place.done():
                self._running += 1
                place.set_result(None)
