"""Copies of the well-known files of every host: when one is asked for, how long it counts, what trouble with it means.

By what RFC 9309 says of robots.txt; what other protocols leave open is done likewise.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from db.frozen import frozen
from scraper.errors import FetchError, FetchErrorKind
from scraper.fetch.limits import GENERAL, Site
from scraper.fetch.recent import Recent
from scraper.fetch.rules import MAX_SIZE
from scraper.response import Response

MAX_AGE = timedelta(hours=24)
"""RFC 9309, 2.4: a cached copy should not be used longer, unless the file can't be had."""

MIN_AGE = timedelta(hours=1)
"""However short-lived the server calls it."""

TROUBLE_AGE = timedelta(minutes=10)
"""How soon a robots.txt that could not be had is asked for again."""

MOST = 32 * 1024 * 1024
"""Bytes of copies in memory. A site may have any number of hosts, each with half a megabyte of rules."""

MOST_READ = 2 * 1024 * 1024
"""Bytes of copies whose rules are in memory, where they take fifty times as much; hundreds of sites have no more."""

WEIGHT = 1024
"""Bytes that a copy takes besides its body."""


@frozen
class RobotsCopy:
    """What we know of one robots.txt, as it is kept for all processes of an archive."""

    place: str
    """Its URL."""
    body: bytes | None
    """At most 500 KiB; None: there is none, or none yet."""
    fetched_at: datetime
    """When that was so."""
    expires_at: datetime
    trouble_kind: FetchErrorKind | None = None
    """Why it could not be had the last time."""
    trouble: str | None = None
    trouble_status: int | None = None
    is_known: bool = True
    """False: it could never be had, so nothing may be fetched."""

    def is_fresh(self, now: datetime) -> bool:
        """Not where it would be for longer than any copy may: a clock has been wrong."""
        return now < self.expires_at <= now + MAX_AGE + MIN_AGE

    @property
    def weight(self) -> int:
        return WEIGHT + len(self.body or b"")


class RobotsShelf(Protocol):
    """Where copies are kept beyond this process."""

    async def load(self, place: str) -> RobotsCopy | None: ...
    async def save(self, copy: RobotsCopy) -> None: ...


class Copies:
    """One well-known file of every host that we meet, fetched once a day. `fetch` gets it, or raises FetchError."""

    def __init__(
        self,
        fetch: Callable[[str, Site], Awaitable[Response]],
        shelf: RobotsShelf | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._fetch = fetch
        self._shelf = shelf
        self._clock = clock
        self._copies: Recent[RobotsCopy] = Recent(MOST)
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, place: str, site: Site = GENERAL) -> RobotsCopy:
        """The copy that counts now."""
        copy = self._copies.get(place)
        if copy is not None and copy.is_fresh(self._clock()):
            return copy
        async with self._locks.setdefault(place, asyncio.Lock()):
            copy = self._copies.get(place)
            if copy is None or not copy.is_fresh(self._clock()):
                copy = await self._renew(place, copy, site)
                self._copies.put(place, copy, copy.weight)
            return copy

    async def _renew(self, place: str, old: RobotsCopy | None, site: Site) -> RobotsCopy:
        copy = await self._shelf.load(place) if self._shelf else old
        if copy is None or not copy.is_fresh(self._clock()):
            copy = await self._read(place, copy, site)
            if self._shelf and copy.trouble_kind != "local":  # which is no other machine's
                await self._shelf.save(copy)
        return copy

    async def _read(self, place: str, old: RobotsCopy | None, site: Site) -> RobotsCopy:
        try:
            response = await self._fetch(place, site)
        except FetchError as error:
            return after_error(place, error, old, self._clock())
        now = self._clock()
        return RobotsCopy(place, response.body[: MAX_SIZE + 1], now, now + lifetime(response.header("Cache-Control")))


def after_error(place: str, error: FetchError, old: RobotsCopy | None, now: datetime) -> RobotsCopy:
    """RFC 9309, 2.3.1: a 4xx allows everything (429 excepted: it means "not now"), and so do endless redirects.

    All else disallows everything, save where an older copy is at hand: that counts until the file can be had again.
    """
    is_missing = error.status is not None and 400 <= error.status < 500 and error.status != 429
    if is_missing or error.kind == "redirect":
        return RobotsCopy(place, None, now, now + MAX_AGE)
    base = old or RobotsCopy(place, None, now, now, is_known=False)
    wait = min(TROUBLE_AGE, timedelta(seconds=error.retry_after_s or 1e6))
    return replace(
        base,
        expires_at=now + wait,
        trouble_kind=error.kind,
        trouble=str(error),
        trouble_status=error.status,
    )


def lifetime(cache_control: str | None) -> timedelta:
    """How long a copy counts: as long as the server says, within our bounds (RFC 9309, 2.4)."""
    said = re.search(r"max-age\s*=\s*(\d{1,9})", cache_control or "", re.IGNORECASE)
    return min(max(timedelta(seconds=int(said[1])), MIN_AGE), MAX_AGE) if said else MAX_AGE
