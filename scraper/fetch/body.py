"""Reading a body while it comes: decoded, and no further than the limit."""

from __future__ import annotations

import asyncio
import math

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


async def read_body(url: str, answer: httpx.Response, limit: int) -> bytes:
    """The whole decoded body. Raises FetchError `too_large` or `body`."""
    claimed = _field(answer, b"content-length")
    if claimed.isdecimal() and (len(claimed) > 15 or int(claimed) > limit):
        raise FetchError("too_large", f"{url}: {claimed[:20]} bytes are announced, the limit is {limit}")
    parts: list[bytes] = []
    await _decode(url, answer, limit, parts)
    return b"".join(parts)


async def read_start(url: str, answer: httpx.Response, size: int) -> bytes:
    """The first `size` bytes of the decoded body. Raises FetchError `body`, or `too_large` for a bomb."""
    parts: list[bytes] = []
    await _decode(url, answer, size + SLACK, parts, size)
    return b"".join(parts)[:size]


async def read_aside(url: str, answer: httpx.Response) -> tuple[bytes, Truncated | None]:
    """What comes with an error or a redirect, as far as it can be had. Never raises for what it is."""
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(ASIDE_S):
            await _decode(url, answer, MAX_ASIDE + SLACK, parts, MAX_ASIDE + 1)
    except (TimeoutError, httpx.HTTPError, ValueError, FetchError) as error:
        return b"".join(parts), why_truncated(error)
    start = b"".join(parts)
    return start[:MAX_ASIDE], "length" if len(start) > MAX_ASIDE else None


def why_truncated(error: BaseException) -> Truncated:
    """In WARC's words. A cancellation is the time limit of the whole request."""
    if isinstance(error, FetchError):
        return "length" if error.kind == "too_large" else "disconnect"
    return "time" if isinstance(error, TimeoutError | asyncio.CancelledError) else "disconnect"


async def _decode(url: str, answer: httpx.Response, limit: int, parts: list[bytes], enough: float = math.inf) -> None:
    """The body into `parts` as it comes, to its end or until that is enough. Raises FetchError `body`, `too_large`."""
    size = 0
    try:
        decoding = Decoding(_field(answer, b"content-encoding"), limit)
        async for data in stream_of(answer):  # the client closes the answer, and this with it
            for part in decoding.feed(data):
                parts.append(part)
                size += len(part)
                if size >= enough:
                    return
        decoding.finish()
    except BadEncodingError as error:
        raise FetchError("body", f"{url}: the body is not what Content-Encoding says: {error}") from error
    except TooLongError as error:
        advice = "raise limits.max_body if the site is to be trusted"
        raise FetchError("too_large", f"{url}: more than {limit} bytes; {advice}") from error


def stream_of(answer: httpx.Response) -> httpx.AsyncByteStream:
    """What `aiter_raw` goes through and `aclose` closes, without what they add for callers of every kind."""
    assert isinstance(answer.stream, httpx.AsyncByteStream)
    return answer.stream


def _field(answer: httpx.Response, name: bytes) -> str:
    """What its header says; httpx looks for the encoding of all fields with each question."""
    return ", ".join([value.decode("latin-1") for key, value in answer.headers.raw if key.lower() == name])
