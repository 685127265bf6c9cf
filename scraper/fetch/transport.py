"""The transport below httpx's interface: a pool of guarded connections, cheaper by far than httpx's own.

HTTP/1.1 only, directly; a source with a proxy goes through httpx's transport. No cookie jar: none can be carried
anywhere. httpx's Request and Response are the interface, so that either serves in the other's stead.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

import httpx

from scraper.fetch.connection import Connection, Head, reason_of
from scraper.fetch.dial import Dialler, Origin

KEEP_IDLE_S = 30.0
"""Most servers close an idle connection after 5 to 75 s."""

DEFAULT_TIMEOUT_S = 30.0


class DirectTransport(httpx.AsyncBaseTransport):
    """`trusted`: see guard.require_public. `max_idle`: connections kept open for the next request, to all hosts."""

    def __init__(self, trusted: frozenset[tuple[str, int]] | None, max_idle: int) -> None:
        self._dialler = Dialler(trusted)
        self._idle: defaultdict[Origin, list[Connection]] = defaultdict(list)
        self._max_idle = max_idle

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """GET or POST. Raises httpx.TransportError, with UnsafeAddressError and TlsError among them."""
        origin = _origin(request)
        timeouts = request.extensions.get("timeout", {})
        wait_s = timeouts.get("read") or DEFAULT_TIMEOUT_S
        message = _message(request, b"" if request.method == "GET" else await request.aread())
        connection, head = await self._ask(origin, message, timeouts.get("connect") or DEFAULT_TIMEOUT_S, wait_s)
        return httpx.Response(
            head.status,
            headers=head.headers,
            stream=_Body(self, origin, connection, wait_s),
            extensions={"http_version": f"HTTP/{head.version}".encode(), "reason_phrase": reason_of(head)},
            request=request,
        )

    async def _ask(self, origin: Origin, message: bytes, connect_s: float, wait_s: float) -> tuple[Connection, Head]:
        """Send the request over an idle connection, or else over a new one.

        An idle one may have been closed by the server just as we took it; then the next is tried, but a POST only
        goes out again over a connection that nobody has had yet.
        """
        while (used := self._take(origin)) is not None:
            if message.startswith(b"POST"):
                used.close()
                continue
            try:
                return used, await used.ask(message, wait_s)
            except BaseException as error:
                used.close()
                if used.has_answered or not isinstance(error, httpx.ReadError | httpx.RemoteProtocolError):
                    raise
        fresh = await self._dialler.connect(origin, Connection(), connect_s)
        try:
            return fresh, await fresh.ask(message, wait_s)
        except BaseException:
            fresh.close()
            raise

    async def aclose(self) -> None:
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()
        self._dialler.close()

    def give_back(self, origin: Origin, connection: Connection) -> None:
        """Keep the connection for the next request to its origin, if it is good for one."""
        if not connection.is_reusable:
            connection.close()
            return
        connection.idle_since = asyncio.get_running_loop().time()
        self._idle[origin].append(connection)
        if sum(map(len, self._idle.values())) > self._max_idle:
            self._drop_oldest()

    def _take(self, origin: Origin) -> Connection | None:
        """The freshest that is still open: the other end closes the longest idle first."""
        connections = self._idle.get(origin, [])
        earliest = asyncio.get_running_loop().time() - KEEP_IDLE_S
        while connections:
            connection = connections.pop()
            if connection.is_open and connection.idle_since >= earliest:
                return connection
            connection.close()
        self._idle.pop(origin, None)
        return None

    def _drop_oldest(self) -> None:
        origin = min((o for o in self._idle if self._idle[o]), key=lambda o: self._idle[o][0].idle_since)
        self._idle[origin].pop(0).close()
        if not self._idle[origin]:
            del self._idle[origin]


class _Body(httpx.AsyncByteStream):
    """The body as it comes; when it is closed, its connection goes back to the pool or is closed."""

    def __init__(self, pool: DirectTransport, origin: Origin, connection: Connection, wait_s: float) -> None:
        self._pool = pool
        self._origin = origin
        self._connection = connection
        self._wait_s = wait_s
        self._is_closed = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._connection.pieces(self._wait_s)

    async def aclose(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._pool.give_back(self._origin, self._connection)


def _origin(request: httpx.Request) -> Origin:
    scheme = request.url.scheme
    if scheme not in ("http", "https"):
        raise httpx.UnsupportedProtocol(f"{request.url}: only http and https addresses are fetched")
    is_secure = scheme == "https"
    return Origin(request.url.raw_host.decode("ascii"), request.url.port or (443 if is_secure else 80), is_secure)


def _message(request: httpx.Request, content: bytes) -> bytes:
    """The request as it goes over the wire. Raises LocalProtocolError where a value would smuggle in a line."""
    target = request.extensions.get("target") or request.url.raw_path
    lines = [b"%s %s HTTP/1.1" % (request.method.encode("ascii"), target)]
    lines += [b"%s: %s" % header for header in request.headers.raw]
    head = b"\r\n".join(lines)
    if head.count(b"\n") != len(lines) - 1 or head.count(b"\r") != len(lines) - 1 or 0 in head:
        raise httpx.LocalProtocolError("a header or the address has a line break in it")
    return head + b"\r\n\r\n" + content
