"""Which pages a pass has under way, so that none is fetched twice and a copy can wait for its canonical page."""

from __future__ import annotations

import asyncio


class Underway:
    """By url_key. A page is under way from the start of its fetch until it is stored."""

    def __init__(self) -> None:
        self._ends: dict[str, asyncio.Event] = {}
        self._ended = asyncio.Event()
        """Stands for the ends of all that are done: one of its own takes a kilobyte, and a pass has 10,000 pages."""
        self._ended.set()
        self._waits_for: dict[str, str] = {}

    def begin(self, key: str) -> bool:
        """False where the page is, or was, under way in this pass."""
        if key in self._ends:
            return False
        self._ends[key] = asyncio.Event()
        return True

    def end(self, key: str) -> None:
        self._ends[key].set()
        self._ends[key] = self._ended

    async def wait(self, waiter: str, key: str, place: asyncio.Semaphore) -> bool:
        """Wait until the page is done; False where nobody has begun it. The waiter's `place` is free meanwhile.

        Doesn't wait where that would be a circle (two pages that each call the other canonical).
        """
        if key not in self._ends:
            return False
        if self._ends[key].is_set() or self._leads_to(key, waiter):
            return True
        self._waits_for[waiter] = key
        place.release()
        try:
            await self._ends[key].wait()
        finally:
            del self._waits_for[waiter]
            await place.acquire()
        return True

    def _leads_to(self, key: str, waiter: str) -> bool:
        while key != waiter and key in self._waits_for:
            key = self._waits_for[key]
        return key == waiter
