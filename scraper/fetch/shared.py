"""Taking turns with the other processes of an archive: places at a host are rows that a process holds for a while.

A place is kept from one request to the next, so that it costs nothing, and given back when the host isn't asked any
more or another process wants it. A process that dies loses its places when their time is up.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Protocol

from scraper.fetch.rests import Rest

HELD_S = 15.0
"""How long a place is ours without a renewal; what a dead process costs its host."""

RENEW_S = 4.0
"""How often all places are renewed, in one statement, while there are any."""

IDLE_S = 30.0
"""How long a place is kept while its host isn't asked; whoever wants it before gets it at the next renewal."""

LOOK_AGAIN_S = 0.25
"""How often a place that others hold is asked for."""


class HostBook(Protocol):
    """What the processes share, and where: db/hosts.py says it in SQL. Times in seconds since 1970."""

    async def reserve_start(self, key: str, delay_s: float) -> float: ...
    async def take_slot(self, key: str, slots: int, held_s: float) -> int | None: ...
    async def renew_slots(self, held_s: float) -> list[tuple[str, int, bool]]:
        """Ours, as (key, number, whether somebody else wants it)."""
        ...

    async def give_back(self, places: list[tuple[str, int]]) -> None:
        """None is no work."""
        ...

    async def rest_of(self, key: str) -> Rest | None: ...
    async def set_rest(self, key: str, rest: Rest | None) -> None: ...


@dataclass(slots=True)
class _Places:
    """Ours at one host, by number."""

    free: list[int] = field(default_factory=list)
    busy: set[int] = field(default_factory=set)
    wanted: set[int] = field(default_factory=set)
    used_at: float = 0.0
    others_first_until: float = 0.0
    """After we gave a place to somebody who waited for it; else we would take it back before he looks."""

    def take_idle(self) -> list[int]:
        """The free places, if the host hasn't been asked for a while; they are no longer ours to give out."""
        if self.used_at > time.monotonic() - IDLE_S:
            return []
        idle, self.free = self.free, []
        return idle


class SharedPlaces:
    """The places that this process holds. Used inside a turn, so at most `slots` tasks ask for one host at a time."""

    def __init__(self, book: HostBook) -> None:
        self._book = book
        self._hosts: defaultdict[str, _Places] = defaultdict(_Places)
        self._keeper: asyncio.Task[None] | None = None

    async def take(self, key: str, slots: int) -> int:
        """A place at the host; waits while other processes hold them all."""
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep())
        places = self._hosts[key]
        while not places.free:
            await asyncio.sleep(max(places.others_first_until - time.monotonic(), 0))
            if not await self._ask(key, places, slots):
                await asyncio.sleep(LOOK_AGAIN_S * (0.5 + random.random()))  # noqa: S311  (no secret)
        number = places.free.pop()
        places.busy.add(number)
        return number

    async def _ask(self, key: str, places: _Places, slots: int) -> bool:
        """Whether we got one more place; it is noted as ours even if we are cancelled while we ask."""

        async def ask() -> bool:
            number = await self._book.take_slot(key, slots, HELD_S)
            if number is not None:
                places.free.append(number)
            return number is not None

        asking = asyncio.create_task(ask())
        asking.add_done_callback(_heed)
        return await asyncio.shield(asking)

    async def leave(self, key: str, number: int) -> None:
        """The request is over: keep the place for the next, unless somebody else waits for it."""
        places = self._hosts[key]
        places.busy.discard(number)
        places.used_at = time.monotonic()
        if number in places.wanted:
            places.wanted.discard(number)
            places.others_first_until = time.monotonic() + 2 * LOOK_AGAIN_S
            await self._book.give_back([(key, number)])
        else:
            places.free.append(number)

    async def close(self) -> None:
        """Give everything back."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._book.give_back([(key, n) for key, at in self._hosts.items() for n in (*at.free, *at.busy)])
        self._hosts.clear()

    async def _keep(self) -> None:
        """Ends when the database is away; whoever takes a place next hears of it there, or finds it back."""
        try:
            while True:
                await asyncio.sleep(RENEW_S)
                await self._renew()
        except Exception:
            for places in self._hosts.values():
                places.free.clear()  # somebody else may have them by now

    async def _renew(self) -> None:
        await self._book.give_back([(key, n) for key, at in self._hosts.items() for n in at.take_idle()])
        if any(at.free or at.busy for at in self._hosts.values()):
            await self._book.give_back(self._sort_out(await self._book.renew_slots(HELD_S)))

    def _sort_out(self, held: list[tuple[str, int, bool]]) -> list[tuple[str, int]]:
        """Note what others want, and forget what is ours no longer (the machine slept, say). What to give back now."""
        unwanted = []
        for key, number, is_wanted in held:
            places = self._hosts[key]
            if is_wanted and number in places.free:
                places.free.remove(number)
                places.others_first_until = time.monotonic() + 2 * LOOK_AGAIN_S
                unwanted.append((key, number))
            elif is_wanted:
                places.wanted.add(number)
        ours = {(key, number) for key, number, _ in held}
        for key, places in self._hosts.items():
            places.free = [number for number in places.free if (key, number) in ours]
        return unwanted


def _heed(asked: asyncio.Task[bool]) -> None:
    """Know of the error even if whoever asked has been cancelled: asyncio would print its traceback at the end."""
    if not asked.cancelled():
        asked.exception()
