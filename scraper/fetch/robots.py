"""Every host's robots.txt: when it is asked for, how long a copy counts, and what trouble with it means (RFC 9309)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import urljoin

from scraper.errors import FetchError, FetchErrorKind
from scraper.fetch.address import robots_of
from scraper.fetch.limits import GENERAL, Site
from scraper.fetch.rules import MAX_SIZE, RobotsRules, parse_robots
from scraper.response import Response

MAX_AGE = timedelta(hours=24)
"""RFC 9309, 2.4: a cached copy should not be used longer, unless the file can't be had."""

MIN_AGE = timedelta(hours=1)
"""However short-lived the server calls it."""

TROUBLE_AGE = timedelta(minutes=10)
"""How soon a robots.txt that could not be had is asked for again."""

MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: at least five; beyond them the file counts as missing."""


@dataclass(frozen=True, slots=True)
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


class RobotsShelf(Protocol):
    """Where copies are kept beyond this process."""

    async def load(self, place: str) -> RobotsCopy | None: ...
    async def save(self, copy: RobotsCopy) -> None: ...


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What one host allows us."""

    copy: RobotsCopy
    rules: RobotsRules

    def require(self, url: str, agent: str) -> None:
        """Raise FetchError unless we may fetch the URL: `robots`, or the class of the trouble with the file itself."""
        copy = self.copy
        if not copy.is_known:
            raise FetchError(
                copy.trouble_kind or "connect",
                f"{url}: nothing is fetched from this host, since its robots.txt can't be had: {copy.trouble}",
                status=copy.trouble_status,
                retry_after_s=max((copy.expires_at - datetime.now(UTC)).total_seconds(), 1.0),
            )
        refusal = self.rules.refuses(url, agent)
        if refusal is not None:
            group, rule = refusal
            told = f"{copy.place}, line {rule.line}, '{rule.text}' of the group for '{group.agent}'"
            raise FetchError("robots", f"{url}: {told} disallows it for {agent}; leave it, or ask the publisher")

    def crawl_delay_s(self, agent: str) -> float:
        group = self.rules.group_for(agent)
        return (group.crawl_delay_s if group else None) or 0.0

    def signals(self, agent: str) -> tuple[tuple[str, str], ...]:
        """What it says on the use of its content: (`content-signal` or `content-usage`, value) pairs."""
        group = self.rules.group_for(agent)
        return tuple(group.signals) if group else ()

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(urljoin(self.copy.place, url) for url in self.rules.sitemaps if url))


class Robots:
    """The robots.txt of every host that we meet, each fetched once a day. `fetch` gets one, or raises FetchError."""

    def __init__(
        self,
        fetch: Callable[[str, Site], Awaitable[Response]],
        shelf: RobotsShelf | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._fetch = fetch
        self._shelf = shelf
        self._clock = clock
        self._files: dict[str, RobotsFile] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, url: str, site: Site = GENERAL) -> RobotsFile:
        """The file that holds for this URL. Raises FetchError `url`."""
        place = robots_of(url)
        file = self._files.get(place)
        if file is not None and file.copy.expires_at > self._clock():
            return file
        async with self._locks.setdefault(place, asyncio.Lock()):
            file = self._files.get(place)
            if file is None or file.copy.expires_at <= self._clock():
                file = self._files[place] = await self._renew(place, file, site)
            return file

    async def _renew(self, place: str, old: RobotsFile | None, site: Site) -> RobotsFile:
        copy = await self._shelf.load(place) if self._shelf else (old.copy if old else None)
        if copy is None or copy.expires_at <= self._clock():
            copy = await self._read(place, copy, site)
            if self._shelf:
                await self._shelf.save(copy)
        return RobotsFile(copy, parse_robots(copy.body or b""))

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


def product_token(user_agent: str) -> str:
    """The name in a User-Agent that a robots.txt can address us by: `Dateline` in `Dateline/1.0 (+https://...)`.

    The rest of it must not be matched: rules for a bot called `example` don't mean a contact at example.org.
    """
    inner = re.search(r"compatible;\s*([^\s/;,()]+)", user_agent, re.IGNORECASE)
    first = re.match(r"\s*([^\s/;,()]+)", user_agent)
    found = inner or first
    return found[1] if found else user_agent
