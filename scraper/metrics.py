"""Answers GET /metrics with the archive's health, for `dateline run`: a few lines of HTTP, no web server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from db import Database, DatabaseError
from db.health import metrics
from scraper.alerts import examine
from scraper.errors import UsageError

TYPE = "text/plain; version=0.0.4; charset=utf-8"
PATIENCE_S = 10


@asynccontextmanager
async def metrics_server(address: str | None, database: Database) -> AsyncIterator[None]:
    """Listen at `host:port` for the block; None: don't. Raises UsageError when that can't be listened at."""
    if address is None:
        yield
        return

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                request = await reader.readline()
                while (await reader.readline()).strip():
                    pass
                writer.write(await asyncio.to_thread(_answer, request, database))
                await writer.drain()
        except (TimeoutError, ConnectionError, ValueError):
            pass  # a visitor that doesn't speak HTTP, or has gone
        finally:
            writer.close()

    host, _, port = address.rpartition(":")
    try:
        server = await asyncio.start_server(answer, host.strip("[]"), int(port), limit=8192)
    except OSError as error:
        raise UsageError(f"metrics: {address} can't be listened at: {error.strerror}") from None
    async with server:
        yield


def _answer(request: bytes, database: Database) -> bytes:
    method, _, rest = request.partition(b" ")
    path = rest.split(b" ")[0].split(b"?")[0]
    if method not in (b"GET", b"HEAD") or path != b"/metrics":
        return _http("404 Not Found", b"metrics are at /metrics\n")
    try:
        now = datetime.now(UTC)
        body = metrics(*examine(database, now), now).encode()
    except DatabaseError:
        return _http("503 Service Unavailable", b"the database can't be used\n")
    return _http("200 OK", b"" if method == b"HEAD" else body)


def _http(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {TYPE}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body
