"""One HTTP/1.1 connection: a request goes out, an answer comes in, read by llhttp (the parser of Node and aiohttp).

Lenient where the real web needs it (bare line feeds, folded headers, both kinds of length), strict where only an
attacker would: what comes unasked or after the end closes the connection, so no answer is ever taken for another's.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import cast

import httptools
import httpx

MAX_HEAD = 128 * 1024
"""Bytes of status line and headers; real answers stay under 16 KB, Node and nginx allow less than we do."""

MAX_HEADERS = 500

MAX_FRAMING = 256 * 1024
"""Bytes of chunk sizes, chunk extensions and trailers, beyond eight for each byte of content."""

MAX_INTERIM = 20
"""Answers of the kind `100 Continue` and `103 Early Hints` before the real one."""

MAX_BUFFERED = 1024 * 1024
"""Bytes of a body that wait to be read, before the server has to wait."""

Header = tuple[bytes, bytes]


@dataclass(slots=True)
class Head:
    """The start of an answer, filled while it comes."""

    status: int = 0
    reason: bytes = b""
    version: str = "1.1"
    headers: list[Header] = field(default_factory=list)
    size: int = 0
    """Bytes read so far on the way to its end."""
    fields_size: int = 0

    def has_length(self) -> bool:
        """Whether the end of the body is told, and so an earlier end of the connection an error."""
        for name, value in self.headers:
            key = name.lower()
            if key == b"content-length" or (key == b"transfer-encoding" and b"chunked" in value.lower()):
                return True
        return False


class Connection(asyncio.Protocol):
    """Carries one exchange at a time: `ask`, then `pieces` to its end. The methods `on_...` are the parser's."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._head = Head()
        self._pieces: deque[bytes] = deque()
        self._buffered = 0
        self._content = 0
        self._framing = 0
        self._interim = 0
        self._has_head = self._is_done = self._is_paused = self._keep_alive = self._has_answered = False
        self._error: httpx.TransportError | None = None
        self.idle_since = 0.0
        """The loop's time; its owner's to set."""

    # --- for the pool -------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    @property
    def is_reusable(self) -> bool:
        """Whether the last answer has come to its end, and nothing speaks against another."""
        return self.is_open and self._is_done and self._keep_alive and self._error is None

    @property
    def has_answered(self) -> bool:
        """Whether a single byte has come since the last request; if none, the server may not have seen it."""
        return self._has_answered

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    async def ask(self, request: bytes, timeout_s: float) -> Head:
        """Send a request; the answer's head. Raises httpx's ReadTimeout, ReadError, RemoteProtocolError."""
        self._begin()
        assert self._transport is not None
        self._transport.write(request)
        while not self._has_head:
            await self._more(timeout_s)
        return self._head

    async def pieces(self, timeout_s: float) -> AsyncGenerator[bytes, None]:
        """The body as it comes, no more than `timeout_s` between two pieces. Raises as `ask` does."""
        while True:
            while self._pieces:
                yield self._pieces.popleft()
            self._forget_body()
            if self._is_done:
                return
            await self._more(timeout_s)

    def _forget_body(self) -> None:
        self._pieces.clear()
        self._buffered = 0
        if self._is_paused and self._transport is not None:
            self._is_paused = False
            self._transport.resume_reading()

    def _begin(self) -> None:
        self._forget_body()
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_optional_cr_before_lf=True,
            lenient_spaces_after_chunk_size=True,
            lenient_chunked_length=True,
        )
        self._head = Head()
        self._content = self._framing = self._interim = 0
        self._has_head = self._is_done = self._keep_alive = self._has_answered = False

    async def _more(self, timeout_s: float) -> None:
        """Wait until something has come. What came before an error is handed out before the error is raised."""
        if self._error is not None:
            raise self._error
        self._waiter = self._loop.create_future()
        alarm = self._loop.call_later(timeout_s, self._too_slow, timeout_s)
        try:
            await self._waiter
        finally:
            alarm.cancel()
            self._waiter = None

    def _too_slow(self, timeout_s: float) -> None:
        self._fail(httpx.ReadTimeout(f"nothing came for {timeout_s:g} s"))

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _fail(self, error: httpx.TransportError) -> None:
        if self._error is None and not self._is_done:
            self._error = error
        self._keep_alive = False
        self.close()
        self._wake()

    # --- for asyncio --------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._parser is None or self._is_done:  # unasked for: the next answer would not be ours
            self._keep_alive = False
            self.close()
            return
        self._has_answered = True
        had_head, content = self._has_head, self._content
        if not had_head:
            self._head.size += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._fail(httpx.RemoteProtocolError("it changes to a protocol that nobody has asked for"))
        except httptools.HttpParserError as error:  # a callback's own error is the cause of the parser's
            cause = error.__context__ if isinstance(error.__context__, httpx.TransportError) else None
            self._fail(cause or httpx.RemoteProtocolError(str(error)))
        if not self._has_head and self._head.size > MAX_HEAD:
            self._fail(httpx.RemoteProtocolError(f"headers of more than {MAX_HEAD // 1024} KB"))
        if had_head:
            self._framing += len(data) - (self._content - content)
            if self._framing > MAX_FRAMING + 8 * self._content:
                self._fail(httpx.RemoteProtocolError("chunks and trailers that never end, and next to no content"))
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._is_done:
            ends_by_closing = self._has_head and error is None and not self._head.has_length()
            if ends_by_closing and self._error is None:
                self._is_done = True
            elif error is not None:
                self._fail(httpx.ReadError(f"the connection broke: {error}"))
            else:
                what = "in the middle of the answer" if self._has_answered else "without an answer"
                self._fail(httpx.RemoteProtocolError(f"it closes the connection {what}"))
        self._transport = None
        self._wake()

    # --- for the parser -----------------------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        if self._is_done:  # a second answer to one question
            self._keep_alive = False

    def on_status(self, reason: bytes) -> None:
        self._head.reason += reason

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._has_head:  # a trailer
            return
        if 0 in value:
            raise httpx.RemoteProtocolError("a header with a NUL byte")
        self._head.headers.append((name, value))
        self._head.fields_size += len(name) + len(value)
        if self._head.fields_size > MAX_HEAD:
            raise httpx.RemoteProtocolError(f"headers of more than {MAX_HEAD // 1024} KB")
        if len(self._head.headers) > MAX_HEADERS:
            raise httpx.RemoteProtocolError(f"more than {MAX_HEADERS} headers")

    def on_headers_complete(self) -> None:
        assert self._parser is not None
        if self._is_done:
            return
        status = self._parser.get_status_code()
        if 100 <= status < 200:
            self._interim += 1
            if self._interim > MAX_INTERIM:
                raise httpx.RemoteProtocolError(f"{status} again and again, and never an answer")
            self._head = Head(size=self._head.size)
            return
        if not 200 <= status < 600:
            raise httpx.RemoteProtocolError(f"{status} is no status")
        self._head.status = status
        self._head.version = self._parser.get_http_version()
        self._has_head = True

    def on_body(self, piece: bytes) -> None:
        if self._is_done:
            return
        self._pieces.append(piece)
        self._content += len(piece)
        self._buffered += len(piece)
        if self._buffered > MAX_BUFFERED and not self._is_paused and self._transport is not None:
            self._is_paused = True
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        assert self._parser is not None
        if not self._has_head or self._is_done:
            return
        self._is_done = True
        self._keep_alive = self._parser.should_keep_alive() and not _has_two_lengths(self._head)


def reason_of(head: Head) -> bytes:
    """The words after the status, or the standard's own where the server gives none."""
    if head.reason:
        return head.reason
    try:
        return HTTPStatus(head.status).phrase.encode()
    except ValueError:
        return b""


def _has_two_lengths(head: Head) -> bool:
    """Both Content-Length and Transfer-Encoding: the mark of request smuggling, so nothing more is read from there."""
    names = {name.lower() for name, _ in head.headers}
    return b"content-length" in names and b"transfer-encoding" in names
