"""One asynchronous client for everything that is fetched: pooled, polite, guarded, with limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType

import httpx

from scraper.errors import FetchError
from scraper.fetch.address import host_of, is_loopback, redirect_target
from scraper.fetch.body import read_aside, read_body, read_start, why_truncated
from scraper.fetch.failure import network_error, status_error
from scraper.fetch.guard import named_local
from scraper.fetch.limits import Limits, Politeness
from scraper.fetch.retry import next_try
from scraper.fetch.robots import MAX_REDIRECTS, Robots, RobotsFile, product_token
from scraper.fetch.rules import MAX_SIZE
from scraper.fetch.trail import note, trail
from scraper.fetch.transport import DirectTransport
from scraper.fetch.turns import Turns
from scraper.response import Hop, Response, Truncated

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json,application/json;q=0.8,*/*;q=0.7"

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
"""What `decode` can undo."""

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us last time to ask "changed since?" with (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class _Manners:
    """How one request is to be made."""

    headers: Mapping[str, str]
    delay_s: float | None
    """None: the general one."""
    concurrency: int
    obey_robots: bool
    max_redirects: int
    only_start: int | None = None
    """Bytes of the body that are wanted; None: all of it, and an error if it is longer than the limit."""


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
    ) -> None:
        """`named`: URLs that a person gave; a private address in them is meant, everywhere else it is refused."""
        self._agent = product_token(user_agent)
        self._politeness = politeness or Politeness()
        self._limits = limits or Limits()
        self._turns = Turns(self._politeness.total_concurrency)
        self._robots = Robots(self._get_robots)
        trusted = None if allow_private else named_local(named)
        self._transport: httpx.AsyncBaseTransport = DirectTransport(
            trusted, max_idle=self._politeness.total_concurrency * 2
        )
        self._headers = [
            (b"User-Agent", _bytes(user_agent)),
            (b"Accept", ACCEPT.encode()),
            (b"Accept-Encoding", ACCEPT_ENCODING.encode()),
            (b"Connection", b"keep-alive"),
        ]
        wait_s = min(self._limits.idle_timeout_s, self._limits.timeout_s)
        self._extensions = {"timeout": {"connect": self._limits.timeout_s, "read": wait_s}}

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        headers: Mapping[str, str] | None = None,
        delay_s: float | None = None,
        concurrency: int | None = None,
        check_robots: bool = True,
    ) -> Response:
        """The answer, after redirects: a 2xx, or 304 where the validators still hold.

        `headers`, `delay_s`, `concurrency`: for this site, instead of the general ones; `headers` go to no other site.
        `check_robots=False`: for what isn't crawling, such as a person's own request for one page.
        Raises FetchError with its kind, after as many attempts as the limits and the kind of error allow. Either one
        has every answer that came on the way, robots.txt included, for the archive.
        """
        manners = _Manners(
            headers={**(headers or {}), **(validators.headers() if validators else {})},
            delay_s=delay_s,
            concurrency=concurrency or self._politeness.concurrency,
            obey_robots=check_robots and self._politeness.obey_robots,
            max_redirects=self._limits.max_redirects,
        )
        with trail() as answers:
            try:
                response = await self._persist(url, manners)
            except FetchError as error:
                error.answers = tuple(answers)
                raise
        return replace(response, before=tuple(answers[:-1]))

    async def robots(self, url: str) -> RobotsFile:
        """The robots.txt that holds for this URL, from our copy while that is fresh. Raises FetchError `url`."""
        return await self._robots.of(url)

    async def _get_robots(self, url: str) -> Response:
        manners = _Manners({}, None, self._politeness.concurrency, False, MAX_REDIRECTS, MAX_SIZE + 1)
        return await self._persist(url, manners)

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
        delay_s = self._general_delay_s(host) if manners.delay_s is None else manners.delay_s
        if manners.obey_robots:
            robots = await self._robots.of(here)
            robots.require(here, self._agent)
            asked_for = min(robots.crawl_delay_s(self._agent), self._politeness.max_crawl_delay_s)
            delay_s = max(delay_s, asked_for)
        headers = manners.headers if host == host_of(asked) else {}
        async with self._turns.turn(host, delay_s=delay_s, concurrency=manners.concurrency):
            try:
                async with asyncio.timeout(self._limits.timeout_s):
                    return await self._send(here, asked, headers, hops, manners.only_start)
            except TimeoutError as error:
                message = f"{here}: no complete answer within {self._limits.timeout_s:g} s; the site is slow or down"
                raise FetchError("timeout", message) from error

    def _general_delay_s(self, host: str) -> float:
        own = self._politeness.loopback_delay_s
        return own if own is not None and is_loopback(host) else self._politeness.delay_s

    async def _send(
        self, here: str, asked: str, headers: Mapping[str, str], hops: tuple[Hop, ...], only_start: int | None
    ) -> Response:
        request = self._build(here, headers)
        sent = _Sent(request, here, asked, hops)
        try:
            answer = await self._transport.handle_async_request(request)
            async with aclosing(answer):
                return await self._read(sent, answer, only_start)
        except httpx.HTTPError as error:
            raise network_error(here, error) from error

    def _build(self, here: str, headers: Mapping[str, str]) -> httpx.Request:
        own = {name.lower() for name in headers}
        general = [(name, value) for name, value in self._headers if name.decode().lower() not in own]
        try:
            return httpx.Request(
                "GET",
                here,
                headers=[*general, *((name.encode(), _bytes(value)) for name, value in headers.items())],
                extensions=self._extensions,
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("url", f"{here}: no address that can be fetched: {error}") from error

    async def _read(self, sent: _Sent, answer: httpx.Response, only_start: int | None) -> Response:
        """The answer with its body; noted in the trail, also when it is an error and raised as such."""
        status = answer.status_code
        is_conditional = any(name in sent.request.headers for name in ("If-None-Match", "If-Modified-Since"))
        if 200 <= status < 300:
            response = await self._read_wanted(sent, answer, only_start)
        else:
            response = sent.answered(answer, *await read_aside(answer))
        note(response)
        if 200 <= status < 300 or status in REDIRECTS or (status == 304 and is_conditional):
            return response
        raise status_error(sent.here, answer, datetime.now(UTC))

    async def _read_wanted(self, sent: _Sent, answer: httpx.Response, only_start: int | None) -> Response:
        try:
            if only_start is None:
                return sent.answered(answer, await read_body(answer, self._limits.max_body), None)
            body = await read_start(answer, only_start)
            return sent.answered(answer, body, "length" if len(body) == only_start else None)
        except BaseException as error:  # it did answer, whatever became of the page
            note(sent.answered(answer, b"", why_truncated(error)))
            raise


@dataclass(frozen=True, slots=True)
class _Sent:
    """A request on its way."""

    request: httpx.Request
    here: str
    asked: str
    hops: tuple[Hop, ...]
    sent_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    began: float = field(default_factory=time.monotonic)

    def answered(self, answer: httpx.Response, body: bytes, truncated: Truncated | None) -> Response:
        return Response(
            url=self.asked,
            final_url=self.here,
            status=answer.status_code,
            headers=_pairs(answer.headers),
            body=body,
            fetched_at=self.sent_at,
            elapsed_ms=round((time.monotonic() - self.began) * 1000),
            hops=self.hops,
            request_headers=_pairs(self.request.headers),
            truncated=truncated,
        )


def _pairs(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def _bytes(value: str) -> bytes:
    """A validator goes back byte for byte as it came, which was latin-1; whatever else a person wrote is UTF-8."""
    try:
        return value.encode("latin-1")
    except UnicodeError:
        return value.encode()
