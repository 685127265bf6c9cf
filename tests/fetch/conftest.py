"""A real server on loopback that answers what a test tells it to, down to the bytes."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any

from scraper.fetch import Client, Limits, Politeness

Answer = bytes | Callable[[asyncio.StreamWriter], Coroutine[Any, Any, None]]


def response(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class Server:
    """Answers by path, with an Answer or a list of them; an unknown path with 404.

    A list is used up from its front, the last item stays.
    """

    def __init__(self, pages: Mapping[str, Any]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times: list[float] = []
        """When each of those came, by the loop's clock."""
        self.url = ""
        self.running = 0
        self.most_at_once = 0
        self.connections = 0
        self._writers: list[asyncio.StreamWriter] = []

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        try:
            while line := await reader.readline():
                path = line.split()[1].decode()
                headers = {}
                while (header := await reader.readline()).strip():
                    name, _, value = header.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                self.asked.append((path, headers))
                self.times.append(asyncio.get_running_loop().time())
                self.running += 1
                self.most_at_once = max(self.most_at_once, self.running)
                try:
                    await self.answer(path, writer)
                finally:
                    self.running -= 1
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def hang_up(self) -> None:
        """On everybody, with whatever was still to be sent."""
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        found = self.pages.get(path, response(status="404 Not Found"))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(found, bytes):
            writer.write(found)
        else:
            await found(writer)
        await writer.drain()


@asynccontextmanager
async def serving(pages: Mapping[str, Any], tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server(pages)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    server.url = f"{'https' if tls else 'http'}://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()
        await server.hang_up()


def client(**limits: Any) -> Client:
    """No delay, no second attempt, loopback allowed, unless the test says otherwise."""
    politeness = limits.pop("politeness", Politeness(delay_s=0, concurrency=8))
    allow_private = limits.pop("allow_private", True)
    named = limits.pop("named", ())
    return Client(
        user_agent="dateline-test (+https://example.org)",
        politeness=politeness,
        limits=Limits(**{"retries": 0, "timeout_s": 5.0, **limits}),
        allow_private=allow_private,
        named=named,
    )
