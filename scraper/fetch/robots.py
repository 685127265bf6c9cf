"""robots.txt by RFC 9309, with Protego for the rules (groups, longest match, `*` and `$`)."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from scraper.errors import FetchError
from scraper.fetch.address import robots_of
from scraper.response import Response

MAX_AGE_S = 24 * 3600
"""RFC 9309, 2.4: a cached copy should not be used longer."""

MAX_SIZE = 500 * 1024
"""Bytes; RFC 9309, 2.5: at least that much must be parsed; we read no more, and what we have counts."""

TROUBLE_AGE_S = 600
"""How soon a robots.txt that could not be had is asked for again."""


def product_token(user_agent: str) -> str:
    """The name in a User-Agent that a robots.txt can address us by: `Dateline` in `Dateline/1.0 (+https://...)`.

    The rest of it must not be matched: rules for a bot called `example` don't mean a contact at example.org.
    """
    inner = re.search(r"compatible;\s*([^\s/;,()]+)", user_agent, re.IGNORECASE)
    first = re.match(r"\s*([^\s/;,()]+)", user_agent)
    found = inner or first
    return found[1] if found else user_agent


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What one host allows us. `trouble`: why we know nothing, and so may fetch nothing."""

    url: str
    rules: Protego | None
    trouble: FetchError | None = None

    def require(self, url: str, agent: str) -> None:
        """Raise FetchError unless we may fetch the URL: `robots`, or the class of the trouble with the file itself."""
        if self.trouble is not None:
            raise FetchError(
                self.trouble.kind,
                f"{url}: nothing is fetched from this host, since its robots.txt can't be had: {self.trouble}",
                status=self.trouble.status,
                retry_after_s=TROUBLE_AGE_S,
            )
        if self.rules is not None and not self.rules.can_fetch(url, agent):
            advice = "leave it, or ask the publisher"
            raise FetchError("robots", f"{url}: {self.url} disallows it for {agent}; {advice}")

    def crawl_delay_s(self, agent: str) -> float:
        delay = self.rules.crawl_delay(agent) if self.rules is not None else None
        return float(delay or 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


class Robots:
    """The robots.txt of every host that we meet, each fetched once a day. `fetch` gets one, or raises FetchError."""

    def __init__(
        self, fetch: Callable[[str], Awaitable[Response]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._files: dict[str, tuple[float, RobotsFile]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, url: str) -> RobotsFile:
        """The file that holds for this URL. Raises FetchError `url`."""
        place = robots_of(url)
        async with self._locks.setdefault(place, asyncio.Lock()):
            best_before, file = self._files.get(place, (0.0, None))
            if file is None or best_before <= self._clock():
                fresh = await self._read(place)
                age = MAX_AGE_S if fresh.trouble is None else TROUBLE_AGE_S
                if fresh.trouble is None or file is None or file.trouble is not None:
                    file = fresh  # else the old copy holds until the file can be had again (RFC 9309, 2.4)
                self._files[place] = (self._clock() + age, file)
            return file

    async def _read(self, place: str) -> RobotsFile:
        try:
            response = await self._fetch(place)
        except FetchError as error:
            return from_error(place, error)
        return RobotsFile(place, Protego.parse(response.body[:MAX_SIZE].decode("utf-8-sig", "replace")))


def from_error(place: str, error: FetchError) -> RobotsFile:
    """RFC 9309, 2.3.1: a 4xx allows everything (429 excepted: it means "not now"), all else disallows everything."""
    if error.status is not None and 400 <= error.status < 500 and error.status != 429:
        return RobotsFile(place, None)
    if error.kind == "redirect":  # 2.3.1.2: more redirects than we follow count as unavailable
        return RobotsFile(place, None)
    return RobotsFile(place, None, trouble=error)
