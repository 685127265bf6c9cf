"""Starting reader processes by way of the nursery, and the socket over which each is talked to."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

from scraper.errors import ALLOW_MORE_FILES, TOO_MANY_FILES, NoReaderError
from scraper.reading.frames import HEADER, ORDER, START, Part, lengths_of, unpack

NEXT = "free some memory, or install dateline again; the next run goes on where this one stops"


class ReaderProcess(asyncio.Protocol):
    """The line to a reader process. What it says goes to a listener as it comes; nobody has to be woken for it."""

    def __init__(self) -> None:
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when nothing more will be said."""
        self._transport: asyncio.Transport | None = None
        self._came = bytearray()
        self._listen: Callable[[bytes, bytes], None] | None = None

    def listen(self, listener: Callable[[bytes, bytes], None]) -> None:
        """Have `listener` called with each answer from now on, as `unpack` takes it."""
        self._listen = listener

    def send(self, frame: Iterable[Part]) -> None:
        """To one that is gone nothing is sent."""
        for part in frame:  # before Python 3.12 `writelines` makes one of them
            if self._transport is not None:
                self._transport.write(part)

    async def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()
        await self.gone

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._came += data
        while len(self._came) >= HEADER.size:
            size, beside = lengths_of(self._came[: HEADER.size])
            middle = HEADER.size + size
            end = middle + beside
            if len(self._came) < end:
                return
            answer = bytes(self._came[HEADER.size : middle]), bytes(self._came[middle:end])
            del self._came[:end]
            if self._listen is not None:
                self._listen(*answer)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if not self.gone.done():  # who waited for it may have been cancelled
            self.gone.set_result(None)


class Starter:
    """Starts reader processes. The nursery starts with the first, and anew should it die."""

    def __init__(self) -> None:
        self._nursery: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._is_used = False
        """Whether the nursery has made a reader."""

    @asynccontextmanager
    async def start(self) -> AsyncIterator[tuple[ReaderProcess, int]]:
        """A process that has said that it is ready, and its number; it is killed when the block ends.

        Raises NoReaderError.
        """
        try:
            reader, pid = await self._start()
        except OSError as error:
            advice = ALLOW_MORE_FILES if error.errno in TOO_MANY_FILES else NEXT
            raise NoReaderError(f"no process can be started that reads pages: {error}; {advice}") from error
        try:
            yield reader, pid
        finally:
            self._order(pid)
            await reader.close()

    def close(self) -> None:
        """End all. They are gone when this returns."""
        if self._orders is not None:
            self._orders.close()
        if self._nursery is not None:
            if not self._is_used:  # it may be importing yet
                self._nursery.kill()
            self._nursery.wait()
        self._orders = self._nursery = None
        self._is_used = False

    def get_ready(self) -> None:
        """Let the nursery import what it needs; returns at once. Where it can't be started, `start` tells."""
        with suppress(OSError):
            if self._is_gone():
                self._open()

    async def _start(self) -> tuple[ReaderProcess, int]:
        if self._is_gone():
            self._open()
        ours, theirs = socket.socketpair()
        with theirs:
            self._order(START, theirs)
        loop = asyncio.get_running_loop()
        hello: asyncio.Future[bytes] = loop.create_future()
        reader = ReaderProcess()
        reader.listen(lambda said, _: hello.set_result(said))
        await loop.create_connection(lambda: reader, sock=ours)
        either: set[asyncio.Future[Any]] = {hello, reader.gone}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not hello.done():
                raise NoReaderError(f"the process that reads pages ends as soon as it starts; {NEXT}")
        except BaseException:
            await reader.close()
            raise
        self._is_used = True
        return reader, int(unpack(hello.result()))

    def _order(self, number: int, line: socket.socket | None = None) -> None:
        assert self._orders is not None
        with suppress(ConnectionError):  # the nursery has died: a reader of its ends when its socket is closed
            socket.send_fds(self._orders, [ORDER.pack(number)], [line.fileno()] if line else [])

    def _is_gone(self) -> bool:
        """Whether there is no nursery (any more) to be asked."""
        if self._orders is None:
            return True
        try:
            return not self._orders.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)  # it never says a word
        except BlockingIOError:
            return False
        except ConnectionError:
            return True

    def _open(self) -> None:
        self.close()
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._nursery = subprocess.Popen(
                [sys.executable, "-P", "-m", "scraper.reading.nursery"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is the crawl's to answer, also while this one is importing
            )
