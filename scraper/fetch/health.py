"""How the hosts are: who failed how often, and who is left alone until when; shared with the other processes."""

from __future__ import annotations

import asyncio
import time

from scraper.errors import FetchError
from scraper.fetch.rests import SHORT_S, Rest, after_failure, remaining_s, resting
from scraper.fetch.shared import HostBook

LOOK_AGAIN_S = 60.0
"""How old our idea of a host may be before we ask what other processes have found."""


class Health:
    def __init__(self, book: HostBook | None) -> None:
        self._book = book
        self._rests: dict[str, Rest] = {}
        self._looked_at: dict[str, float] = {}

    async def require_awake(self, url: str, key: str) -> None:
        """Wait for the end of a short rest; raise FetchError `resting` for a long one."""
        await self._look(key)
        while (rest := self._rests.get(key)) is not None and (wait_s := remaining_s(rest, time.time())):
            if wait_s > SHORT_S:
                raise resting(url, key, rest, time.time())
            await asyncio.sleep(wait_s)

    async def note_failure(self, key: str, error: FetchError) -> None:
        """Count the failure against the host, if it speaks of the host at all; a 404 even speaks for it."""
        if error.kind in ("unsafe", "url"):
            return  # nobody was asked
        rest = after_failure(error, self._rests.get(key), time.time())
        if rest is not None:
            self._rests[key] = rest
            if rest.is_shared and self._book is not None:
                await self._book.set_rest(key, rest)
        elif error.status is not None:
            await self.note_answer(key)

    async def note_answer(self, key: str) -> None:
        """It answers: whatever was, is forgotten."""
        before = self._rests.pop(key, None)
        if before is not None and before.is_shared and self._book is not None:
            await self._book.set_rest(key, None)

    async def _look(self, key: str) -> None:
        if self._book is None or time.monotonic() < self._looked_at.get(key, 0.0):
            return
        self._looked_at[key] = time.monotonic() + LOOK_AGAIN_S
        rest = await self._book.rest_of(key)
        if rest is not None:
            self._rests[key] = rest
