"""Whose turn it is: requests to one host wait in line, in the order in which they came."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """For each host a limit of requests at once and a delay between their starts; for all hosts one limit more."""

    def __init__(self, total: int) -> None:
        self._total = asyncio.Semaphore(total)
        self._hosts: dict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, host: str, *, delay_s: float, concurrency: int) -> AsyncIterator[None]:
        """Wait for our turn and hold it while the block runs. The smallest `concurrency` named for a host counts."""
        line = self._hosts[host]
        await line.enter(concurrency)
        try:
            await line.wait_for_start(delay_s, self._total)
            try:
                yield
            finally:
                self._total.release()
        finally:
            line.leave()


class _Host:
    def __init__(self) -> None:
        self._running = 0
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._start = asyncio.Lock()
        self._next_start = 0.0

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

    def leave(self) -> None:
        self._running -= 1
        while self._waiting and self._running < self._waiting[0][0]:
            _, place = self._waiting.pop(0)
            if not place.done():
                self._running += 1
                place.set_result(None)

    async def wait_for_start(self, delay_s: float, total: asyncio.Semaphore) -> None:
        """Start no sooner than allowed, holding one of `total`. asyncio's lock is fair, so the line keeps its order.

        The place among all is taken after the pause, so that nobody holds it asleep, and before the next start is
        reckoned: else those who waited for a place together would start together.
        """
        async with self._start:
            pause = self._next_start - time.monotonic()
            if pause > 0:
                await asyncio.sleep(pause)
            await total.acquire()
            self._next_start = time.monotonic() + delay_s
