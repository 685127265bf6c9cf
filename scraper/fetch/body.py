"""Reading a body while it comes: decoded, and no further than the limit."""

from __future__ import annotations

import httpx

from scraper.errors import FetchError

CHUNK = 64 * 1024
"""Bytes; a compression bomb is noticed after one chunk of output more than the limit."""


async def read_body(answer: httpx.Response, limit: int) -> bytes:
    """The decoded body. Raises FetchError `too_large` or `body`."""
    claimed = answer.headers.get("Content-Length", "")
    if claimed.isdecimal() and int(claimed) > limit:
        raise FetchError("too_large", f"{answer.url}: {claimed} bytes are announced, the limit is {limit}")
    parts: list[bytes] = []
    size = 0
    try:
        async for part in answer.aiter_bytes(CHUNK):
            size += len(part)
            if size > limit:
                raise FetchError("too_large", f"{answer.url}: more than {limit} bytes (limits.max_body)")
            parts.append(part)
    except httpx.DecodingError as error:
        raise FetchError("body", f"{answer.url}: the body is not what Content-Encoding says: {error}") from error
    return b"".join(parts)
