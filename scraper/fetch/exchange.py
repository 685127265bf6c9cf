"""One request and its answer, over the right transport and within the limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import field
from datetime import UTC, datetime

import httpx

from db.frozen import frozen
from scraper.errors import FetchError
from scraper.fetch.body import read_aside, read_body, read_start, stream_of, why_truncated
from scraper.fetch.failure import by_way_of, network_error, status_error
from scraper.fetch.limits import Limits
from scraper.fetch.proxy import Proxies
from scraper.fetch.target import addressed
from scraper.fetch.trail import note
from scraper.fetch.transport import DirectTransport
from scraper.response import Hop, Response, Truncated

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json,application/json;q=0.8,*/*;q=0.7"

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
"""What `decode` can undo."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})

CONDITIONS = ("If-None-Match", "If-Modified-Since")


@frozen
class Order:
    """What is to be asked."""

    url: str
    asked: str
    """What the caller wanted, before redirects."""
    headers: Mapping[str, str] = field(default_factory=dict)
    hops: tuple[Hop, ...] = ()
    only_start: int | None = None
    """Bytes of the body that are wanted; None: all of it, and an error if it is longer than the limit."""
    proxy: str | None = None
    body: bytes | None = None
    """JSON that goes along by POST; None: a GET."""


class Exchange:
    """The transports of a client. `trusted`: see guard.require_public."""

    def __init__(
        self, user_agent: str, limits: Limits, trusted: frozenset[tuple[str, int]] | None, max_idle: int
    ) -> None:
        self._limits = limits
        self._direct = DirectTransport(trusted, max_idle)
        self._proxies = Proxies(trusted)
        self._headers = [
            (b"User-Agent", _bytes(user_agent)),
            (b"Accept", ACCEPT.encode()),
            (b"Accept-Encoding", ACCEPT_ENCODING.encode()),
            (b"Connection", b"keep-alive"),
        ]
        wait_s = min(limits.idle_timeout_s, limits.timeout_s)
        timeouts = {"connect": limits.timeout_s, "read": wait_s, "write": wait_s, "pool": limits.timeout_s}
        self._extensions = {"timeout": timeouts}

    async def close(self) -> None:
        await self._direct.aclose()
        await self._proxies.close()

    async def send(self, order: Order) -> Response:
        """The answer: a 2xx, a redirect, or 304 where that was asked for. Raises FetchError for all else."""
        try:
            async with asyncio.timeout(self._limits.timeout_s):
                return await self._send(order)
        except TimeoutError as error:
            within = f"within {self._limits.timeout_s:g} s{by_way_of(order.proxy)}"
            message = f"{order.url}: no complete answer {within}; the site is slow or down"
            raise FetchError("timeout", message) from error

    async def _send(self, order: Order) -> Response:
        sent = _Sent(self._build(order), order)
        try:
            transport = await self._transport(sent)
            answer = await transport.handle_async_request(sent.request)
            async with aclosing(stream_of(answer)):
                return await self._read(sent, answer)
        except httpx.HTTPError as error:
            raise network_error(order.url, error, order.proxy) from error

    async def _transport(self, sent: _Sent) -> httpx.AsyncBaseTransport:
        proxy = sent.order.proxy
        return self._direct if proxy is None else await self._proxies.transport(proxy, sent.request)

    def _build(self, order: Order) -> httpx.Request:
        try:  # a proxy wants the whole address, which an extension would take from it
            url, asking = addressed(order.url) if order.proxy is None else (httpx.URL(order.url), {})
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("url", f"{order.url}: no address that can be fetched: {error}") from error
        headers = [(b"Host", url.netloc), *self._headers]
        if order.headers:
            own = {name.lower() for name in order.headers}
            headers = [(name, value) for name, value in headers if name.decode().lower() not in own]
            headers += [(name.encode(), _bytes(value)) for name, value in order.headers.items()]
        if order.body is not None:
            headers += [(b"Content-Type", b"application/json"), (b"Content-Length", b"%d" % len(order.body))]
        return httpx.Request(
            "GET" if order.body is None else "POST",
            url,
            headers=headers,
            stream=httpx.ByteStream(order.body or b""),
            extensions={**self._extensions, **asking},
        )

    async def _read(self, sent: _Sent, answer: httpx.Response) -> Response:
        """The answer with its body; noted in the trail, also when it is an error and raised as such."""
        status = answer.status_code
        if 200 <= status < 300:
            response = await self._read_wanted(sent, answer)
        else:
            response = sent.answered(answer, *await read_aside(sent.order.url, answer))
        note(response)
        if 200 <= status < 300 or status in REDIRECTS or (status == 304 and sent.is_conditional):
            return response
        raise status_error(sent.order.url, answer, datetime.now(UTC))

    async def _read_wanted(self, sent: _Sent, answer: httpx.Response) -> Response:
        wanted = sent.order.only_start
        try:
            if wanted is None:
                return sent.answered(answer, await read_body(sent.order.url, answer, self._limits.max_body), None)
            body = await read_start(sent.order.url, answer, wanted)
            return sent.answered(answer, body, "length" if len(body) == wanted else None)
        except BaseException as error:  # it did answer, whatever became of the page
            note(sent.answered(answer, b"", why_truncated(error)))
            raise


@frozen
class _Sent:
    """A request on its way."""

    request: httpx.Request
    order: Order
    sent_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    began: float = field(default_factory=time.monotonic)

    @property
    def is_conditional(self) -> bool:
        return any(name in self.request.headers for name in CONDITIONS)

    def answered(self, answer: httpx.Response, body: bytes, truncated: Truncated | None) -> Response:
        return Response(
            url=self.order.asked,
            final_url=self.order.url,
            status=answer.status_code,
            headers=_pairs(answer.headers),
            body=body,
            fetched_at=self.sent_at,
            elapsed_ms=round((time.monotonic() - self.began) * 1000),
            hops=self.order.hops,
            request_headers=_pairs(self.request.headers),
            request_body=self.order.body,
            truncated=truncated,
        )


def _pairs(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple([(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw])


def _bytes(value: str) -> bytes:
    """A validator goes back byte for byte as it came, which was latin-1; whatever else a person wrote is UTF-8."""
    try:
        return value.encode("latin-1")
    except UnicodeError:
        return value.encode()
