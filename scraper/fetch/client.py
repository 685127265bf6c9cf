"""One asynchronous client for everything that is fetched: pooled, polite, guarded, with limits."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx

from scraper.errors import FetchError
from scraper.fetch.body import read_body
from scraper.fetch.guard import UnsafeAddressError, guarded_transport, named_local
from scraper.fetch.limits import Limits, Politeness
from scraper.fetch.retry import next_try, retry_after
from scraper.fetch.robots import Robots, RobotsFile
from scraper.fetch.turns import Turns
from scraper.response import Hop, Response

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json,application/json;q=0.8,*/*;q=0.7"

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
    delay_s: float
    concurrency: int
    obey_robots: bool


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
        self._user_agent = user_agent
        self._politeness = politeness or Politeness()
        self._limits = limits or Limits()
        self._turns = Turns(self._politeness.total_concurrency)
        self._robots = Robots(self._get_robots)
        pool = httpx.Limits(max_connections=self._politeness.total_concurrency * 2, keepalive_expiry=30)
        transport = (
            httpx.AsyncHTTPTransport(http2=True, limits=pool)
            if allow_private
            else guarded_transport(pool, named_local(named))
        )
        self._http = httpx.AsyncClient(
            transport=transport,
            headers={"User-Agent": user_agent, "Accept": ACCEPT},
            timeout=httpx.Timeout(self._limits.timeout_s),
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        headers: Mapping[str, str] | None = None,
        delay_s: float | None = None,
        concurrency: int | None = None,
    ) -> Response:
        """The answer, after redirects: a 2xx, or 304 where the validators still hold.

        `headers`, `delay_s`, `concurrency`: for this site, instead of the general ones; `headers` go to no other site.
        Raises FetchError with its kind, after as many attempts as the limits and the kind of error allow.
        """
        manners = _Manners(
            headers={**(headers or {}), **(validators.headers() if validators else {})},
            delay_s=self._politeness.delay_s if delay_s is None else delay_s,
            concurrency=concurrency or self._politeness.concurrency,
            obey_robots=self._politeness.obey_robots,
        )
        return await self._persist(url, manners)

    async def robots(self, url: str) -> RobotsFile:
        """The robots.txt that holds for this URL."""
        return await self._robots.of(url)

    async def _get_robots(self, url: str) -> Response:
        manners = _Manners({}, self._politeness.delay_s, self._politeness.concurrency, obey_robots=False)
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
            here = urljoin(here, target)
            if any(hop.url == here for hop in hops):
                raise FetchError("redirect", f"{url}: redirects in a circle, by way of {here}")
            if len(hops) > self._limits.max_redirects:
                raise FetchError("redirect", f"{url}: more than {self._limits.max_redirects} redirects")

    async def _request(self, here: str, asked: str, manners: _Manners, hops: tuple[Hop, ...]) -> Response:
        host = _host(here)
        delay_s = manners.delay_s
        if manners.obey_robots:
            robots = await self._robots.of(here)
            robots.require(here, self._user_agent)
            asked_for = min(robots.crawl_delay_s(self._user_agent), self._politeness.max_crawl_delay_s)
            delay_s = max(delay_s, asked_for)
        headers = manners.headers if host == _host(asked) else {}
        async with self._turns.turn(host, delay_s=delay_s, concurrency=manners.concurrency):
            self._http.cookies.clear()  # a cookie never reaches another site, nor the next visit
            try:
                async with asyncio.timeout(self._limits.timeout_s):
                    return await self._send(here, asked, headers, hops)
            except TimeoutError as error:
                raise FetchError(
                    "timeout", f"{here}: no complete answer within {self._limits.timeout_s:g} s"
                ) from error

    async def _send(self, here: str, asked: str, headers: Mapping[str, str], hops: tuple[Hop, ...]) -> Response:
        began, fetched_at = time.monotonic(), datetime.now(UTC)
        try:
            async with self._http.stream("GET", here, headers=dict(headers)) as answer:
                status = answer.status_code
                if status not in REDIRECTS | {304} and not 200 <= status < 300:
                    raise _status_error(here, answer)
                body = await read_body(answer, self._limits.max_body) if status not in REDIRECTS | {304} else b""
                return Response(
                    url=asked,
                    final_url=here,
                    status=status,
                    headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers.raw),
                    body=body,
                    fetched_at=fetched_at,
                    elapsed_ms=round((time.monotonic() - began) * 1000),
                    hops=hops,
                    request_headers=tuple(
                        (k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.request.headers.raw
                    ),
                )
        except httpx.HTTPError as error:
            raise _network_error(here, error) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("url", f"{here}: no address that can be fetched: {error}") from error


def _host(url: str) -> str:
    """`host:port`, and a FetchError for what is no web address."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError as error:
        raise FetchError("url", f"{url}: no address that can be fetched: {error}") from error
    if port is None or not parts.hostname:
        raise FetchError("url", f"{url}: only http and https addresses are fetched")
    return f"{parts.hostname.lower()}:{port}"


def _status_error(url: str, answer: httpx.Response) -> FetchError:
    wait_s = retry_after(answer.headers.get("Retry-After"), datetime.now(UTC))
    advice = {
        401: "; the site wants a login",
        403: "; the site refuses us, perhaps by our user agent",
        404: "; there is nothing at this address",
        410: "; it is gone for good",
        429: "; we ask too often: raise delay_s for this source",
        451: "; it is withheld for legal reasons",
    }.get(answer.status_code, "; the server has trouble" if answer.status_code >= 500 else "")
    message = f"{url}: answers {answer.status_code} {answer.reason_phrase}{advice}".replace("  ", " ")
    return FetchError("status", message, status=answer.status_code, retry_after_s=wait_s)


def _network_error(url: str, error: httpx.HTTPError) -> FetchError:
    """httpx's error as one of ours; the deepest cause tells the class."""
    causes: list[BaseException] = [error]
    while (deeper := causes[-1].__cause__ or causes[-1].__context__) is not None and deeper not in causes:
        causes.append(deeper)
    text = str(error) or type(error).__name__
    if any(isinstance(cause, UnsafeAddressError) for cause in causes):
        return FetchError("unsafe", f"{url}: {text}; set allow_private_networks if the site is your own")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return FetchError("tls", f"{url}: the connection can't be made secure: {text}")
    if any(type(cause).__name__ == "gaierror" for cause in causes):
        return FetchError("dns", f"{url}: the name can't be resolved ({text}); check the address and your network")
    if isinstance(error, httpx.TimeoutException):
        return FetchError("timeout", f"{url}: no answer in time ({type(error).__name__})")
    if isinstance(error, httpx.ConnectError):
        return FetchError("connect", f"{url}: no connection: {text}")
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return FetchError("url", f"{url}: only http and https addresses are fetched")
    if isinstance(error, httpx.NetworkError):
        return FetchError("connect", f"{url}: the connection broke: {text}")
    return FetchError("body", f"{url}: the answer makes no sense: {text}")
