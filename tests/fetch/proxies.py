"""Real proxies on loopback: one for plain HTTP, one for SOCKS5. Each notes whom it was asked for."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Proxy:
    """`asked`: (host, port) as the client named them. `said`: the header lines of the requests it could read.

    Every name leads to `home`, wherever it leads elsewhere.
    """

    def __init__(self, home: int | None = None) -> None:
        self.home = home
        self.asked: list[tuple[str, int]] = []
        self.said: list[str] = []
        self.port = 0
        self.writers: list[asyncio.StreamWriter] = []

    async def forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """HTTP (RFC 9112, 3.2.2): the whole address stands in the first line. Answers have a Content-Length."""
        self.writers.append(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                line, *headers = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                self.said += headers
                method, target, _ = line.split(" ")
                authority, slash, path = target.partition("://")[2].partition("/")
                host, _, port = authority.partition(":")
                self.asked.append((host, int(port or 80)))
                theirs, ours = await asyncio.open_connection("127.0.0.1", self.home or int(port))
                self.writers.append(ours)
                kept = [header for header in headers if header and not header.lower().startswith("proxy-")]
                ours.write("\r\n".join([f"{method} {slash}{path} HTTP/1.1", *kept, "", ""]).encode("latin-1"))
                head = await theirs.readuntil(b"\r\n\r\n")
                length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
                writer.write(head + await theirs.readexactly(length))
                ours.close()

    async def socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """SOCKS5 without a login (RFC 1928)."""
        _, methods = struct.unpack("BB", await reader.readexactly(2))
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        kind = (await reader.readexactly(4))[3]
        if kind == 3:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        else:
            host = ".".join(str(byte) for byte in await reader.readexactly(4))
        (port,) = struct.unpack(">H", await reader.readexactly(2))
        self.asked.append((host, port))
        theirs, ours = await asyncio.open_connection("127.0.0.1", self.home or port)
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        await self._join(reader, writer, theirs, ours)

    async def _join(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        theirs: asyncio.StreamReader,
        ours: asyncio.StreamWriter,
    ) -> None:
        self.writers += [writer, ours]
        await asyncio.gather(_pour(reader, ours), _pour(theirs, writer))


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    target.close()


@asynccontextmanager
async def proxying(kind: str, home: int | None = None) -> AsyncIterator[Proxy]:
    """`kind`: http or socks."""
    proxy = Proxy(home)
    server = await asyncio.start_server(proxy.forward if kind == "http" else proxy.socks, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        for writer in proxy.writers:
            writer.close()
        for writer in proxy.writers:
            with suppress(ConnectionError):
                await writer.wait_closed()
