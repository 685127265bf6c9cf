"""One asynchronous client for everything that is fetched: polite, guarded, patient."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import TracebackType

from db.frozen import frozen
from scraper.errors import FetchError
from scraper.fetch.address import domain_of, host_of, is_loopback, is_of_site, redirect_target
from scraper.fetch.copies import Copies, RobotsShelf
from scraper.fetch.exchange import REDIRECTS, Exchange, Order
from scraper.fetch.guard import named_local
from scraper.fetch.health import Health
from scraper.fetch.limits import GENERAL, Limits, Politeness, Site
from scraper.fetch.retry import next_try
from scraper.fetch.robots import MAX_REDIRECTS, Robots, RobotsFile, product_token
from scraper.fetch.rules import MAX_SIZE
from scraper.fetch.shared import HostBook
from scraper.fetch.tdmrep import Reservations
from scraper.fetch.trail import trail
from scraper.fetch.turns import Turns
from scraper.response import Hop, Response

KEEP_METHOD = {307, 308}
"""Redirects after which a POST is still one; after the others it is a GET, as in browsers (RFC 9110, 15.4)."""


@frozen
class Validators:
    """What a server gave us last time to ask "changed since?" with (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@frozen
class _Manners:
    """How one request is to be made."""

    site: Site
    validators: Mapping[str, str]
    """As headers."""
    obey_robots: bool
    max_redirects: int
    only_start: int | None = None
    body: bytes | None = None
    """JSON to be sent by POST."""


class Client:
    """Use as `async with`. Safe to share between tasks; one for each process, since the politeness lives in it."""

    def __init__(
        self,
        *,
        user_agent: str,
        politeness: Politeness | None = None,
        limits: Limits | None = None,
        allow_private: bool = False,
        named: Iterable[str] = (),
        book: HostBook | None = None,
        shelf: RobotsShelf | None = None,
    ) -> None:
        """`named`: URLs that a person gave; a private address in them is meant, everywhere else it is refused.

        `book`, `shelf`: where turns, rests and copies of robots.txt are shared with the other processes of an archive.
        """
        self._agent = product_token(user_agent)
        self._politeness = politeness or Politeness()
        self._limits = limits or Limits()
        self._turns = Turns(self._politeness.total_concurrency, book)
        self._health = Health(book)
        copies = Copies(self._get_robots, shelf)
        self._robots = Robots(copies)
        self._reservations = Reservations(copies)
        trusted = None if allow_private else named_local(named)
        self._exchange = Exchange(user_agent, self._limits, trusted, max_idle=self._politeness.total_concurrency * 2)

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._exchange.close()
        await self._turns.close()

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        site: Site = GENERAL,
        check_robots: bool = True,
        body: bytes | None = None,
    ) -> Response:
        """The answer, after redirects: a 2xx, or 304 where the validators still hold.

        `body`: JSON that is sent by POST, as the query of a GraphQL interface is; None: a GET.

        `check_robots=False`: for what isn't crawling, such as a person's own request for one page.
        Raises FetchError with its kind, after as many attempts as the limits and the kind of error allow. Either one
        has every answer that came on the way, robots.txt included, for the archive.
        """
        manners = _Manners(
            site=site,
            validators=validators.headers() if validators else {},
            obey_robots=check_robots and self._politeness.obey_robots,
            max_redirects=self._limits.max_redirects,
            body=body,
        )
        with trail() as answers:
            try:
                response = await self._persist(url, manners)
            except FetchError as error:
                error.answers = tuple(answers)
                raise
        *before, _ = answers
        return replace(response, before=tuple(before)) if before else response

    async def robots(self, url: str, *, site: Site = GENERAL) -> RobotsFile:
        """The robots.txt that holds for this URL, from our copy while that is fresh. Raises FetchError `url`."""
        return await self._robots.of(url, site)

    async def signals(self, url: str, *, site: Site = GENERAL) -> list[str]:
        """What the site's robots.txt says on the use of its content, as `robots.txt: content-signal: ai-train=no`."""
        if not self._politeness.obey_robots:
            return []  # then nobody has asked for it
        robots = await self._robots.of(url, site)
        return [f"robots.txt: {name}: {value}" for name, value in robots.signals(self._agent)]

    async def _get_robots(self, url: str, site: Site) -> Response:
        return await self._persist(url, _Manners(site, {}, False, MAX_REDIRECTS, MAX_SIZE + 1))

    async def _persist(self, url: str, manners: _Manners) -> Response:
        attempt = 1
        while True:
            try:
                return await self._follow(url, manners)
            except FetchError as error:
                pause = next_try(error, attempt, self._limits.retries)
                if pause is None:
                    raise
                await asyncio.sleep(pause)
                attempt += 1

    async def _follow(self, url: str, manners: _Manners) -> Response:
        """One attempt: the request and its redirects, each checked like a request of its own."""
        here = url
        hops: list[Hop] = []
        while True:
            answer = await self._request(here, url, manners, tuple(hops))
            if answer.status not in REDIRECTS:
                return answer
            hops.append(Hop(here, answer.status))
            if answer.status not in KEEP_METHOD:
                manners = replace(manners, body=None)
            target = answer.header("Location")
            if target is None:
                raise FetchError("redirect", f"{here}: answers {answer.status} without saying where to")
            here = redirect_target(here, target)
            if any(hop.url == here for hop in hops):
                raise FetchError(
                    "redirect", f"{url}: redirects in a circle by way of {here}; it may insist on a cookie"
                )
            if len(hops) > manners.max_redirects:
                raise FetchError("redirect", f"{url}: more than {manners.max_redirects} redirects")

    async def _request(self, here: str, asked: str, manners: _Manners, hops: tuple[Hop, ...]) -> Response:
        host = host_of(here)
        is_home = host == host_of(asked)
        site = manners.site if is_home and _is_own(manners.site, here) else replace(manners.site, headers={})
        key = domain_of(host) if (site.scope or self._politeness.scope) == "domain" else host
        await self._health.require_awake(here, key)
        delay_s = await self._delay_s(here, host, site, manners.obey_robots)
        headers = {**site.headers, **(manners.validators if is_home else {})}
        order = Order(here, asked, headers, hops, manners.only_start, site.proxy, manners.body)
        concurrency = site.concurrency or self._politeness.concurrency
        async with self._turns.turn(key, delay_s=delay_s, concurrency=concurrency):
            await self._health.require_awake(here, key)  # somebody before us may have found it down
            try:
                answer = await self._exchange.send(order)
            except FetchError as error:
                await self._health.note_failure(key, error)
                raise
            await self._health.note_answer(key)
            return answer

    async def _delay_s(self, here: str, host: str, site: Site, obey_robots: bool) -> float:
        """How far apart two requests to this host have to be. Raises FetchError if robots.txt keeps us out."""
        polite = self._politeness
        delay_s = site.delay_s
        if delay_s is None:
            own = polite.loopback_delay_s
            delay_s = own if own is not None and is_loopback(host) else polite.delay_s
        if not obey_robots:
            return delay_s
        robots = await self._robots.of(here, site)
        robots.require(here, self._agent)
        if polite.obey_signals:
            robots.require_use(here, self._agent, polite.obey_signals)
            if "tdm" in polite.obey_signals:
                await self._reservations.require_free(here, site)
        return max(delay_s, min(robots.crawl_delay_s(self._agent), polite.max_crawl_delay_s))


def _is_own(site: Site, url: str) -> bool:
    return not site.addresses or any(is_of_site(url, address) for address in site.addresses)
