"""Reading a body while it comes: decoded, and no further than the limit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import httpx

from scraper.errors import FetchError
from scraper.fetch.decode import BadEncodingError, Decoding, TooLongError
from scraper.response import Truncated

MAX_ASIDE = 256 * 1024
"""Bytes kept of the page that comes with an error or a redirect; it is evidence, and no more."""

ASIDE_S = 5.0
"""Seconds that such a page may take."""

SLACK = 1024 * 1024
"""Bytes that may come beyond those that we want of a long file, before it counts as an attack."""


async def read_body(answer: httpx.Response, limit: int) -> bytes:
    """The whole decoded body. Raises FetchError `too_large` or `body`."""
    claimed = answer.headers.get("Content-Length", "")
    if claimed.isdecimal() and (len(claimed) > 15 or int(claimed) > limit):
        raise FetchError("too_large", f"{answer.url}: {claimed[:20]} bytes are announced, the limit is {limit}")
    async with aclosing(_decoded(answer, limit)) as parts:
        return b"".join([part async for part in parts])


async def read_start(answer: httpx.Response, size: int) -> bytes:
    """The first `size` bytes of the decoded body. Raises FetchError `body`, or `too_large` for a bomb."""
    start = b""
    async with aclosing(_decoded(answer, size + SLACK)) as parts:
        async for part in parts:
            start += part
            if len(start) >= size:
                break
    return start[:size]


async def read_aside(answer: httpx.Response) -> tuple[bytes, Truncated | None]:
    """What comes with an error or a redirect, as far as it can be had. Never raises for what it is."""
    start = b""
    try:
        async with asyncio.timeout(ASIDE_S), aclosing(_decoded(answer, MAX_ASIDE + SLACK)) as parts:
            async for part in parts:
                start += part
                if len(start) > MAX_ASIDE:
                    return start[:MAX_ASIDE], "length"
    except (TimeoutError, httpx.HTTPError, ValueError, FetchError) as error:
        return start, why_truncated(error)
    return start, None


def why_truncated(error: BaseException) -> Truncated:
    """In WARC's words. A cancellation is the time limit of the whole request."""
    if isinstance(error, FetchError):
        return "length" if error.kind == "too_large" else "disconnect"
    return "time" if isinstance(error, TimeoutError | asyncio.CancelledError) else "disconnect"


async def _decoded(answer: httpx.Response, limit: int) -> AsyncGenerator[bytes, None]:
    try:
        decoding = Decoding(answer.headers.get("Content-Encoding", ""), limit)
        async for data in _stream(answer):  # the client closes the answer, and this with it
            for part in decoding.feed(data):
                yield part
        decoding.finish()
    except BadEncodingError as error:
        raise FetchError("body", f"{answer.url}: the body is not what Content-Encoding says: {error}") from error
    except TooLongError as error:
        advice = "raise limits.max_body if the site is to be trusted"
        raise FetchError("too_large", f"{answer.url}: more than {limit} bytes; {advice}") from error


def _stream(answer: httpx.Response) -> httpx.AsyncByteStream:
    """What `aiter_raw` goes through, without what it adds for callers of every kind."""
    assert isinstance(answer.stream, httpx.AsyncByteStream)
    return answer.stream
