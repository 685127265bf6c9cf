"""Starting reader processes by way of the nursery, and the socket over which each is talked to."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from scraper.reading.frames import HEADER, ORDER, START, length_of, unpack


@dataclass(frozen=True, slots=True)
class ReaderProcess:
    pid: int | None
    """None where it is dead already."""
    answers: asyncio.StreamReader
    pages: asyncio.StreamWriter

    async def send(self, frame: bytes) -> None:
        with suppress(ConnectionError):  # it is dead: whoever waits for its answers finds out
            self.pages.write(frame)
            await self.pages.drain()

    async def receive(self) -> bytes | None:
        """The next answer; None where the process is gone."""
        return await _receive(self.answers)

    async def close(self) -> None:
        self.pages.close()
        with suppress(ConnectionError):
            await self.pages.wait_closed()


class Starter:
    """Starts reader processes. The nursery starts with the first, and anew should it die."""

    def __init__(self) -> None:
        self._nursery: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._is_used = False
        """Whether the nursery has made a reader."""

    @asynccontextmanager
    async def start(self) -> AsyncIterator[ReaderProcess]:
        """A process that has said that it is ready (or is dead already); it is killed when the block ends."""
        reader = await self._start()
        if reader.pid is None and self._is_gone():  # the nursery has died while it was asked
            await reader.close()
            reader = await self._start()
        try:
            yield reader
        finally:
            if reader.pid is not None:
                self._order(reader.pid)
            await reader.close()

    def close(self) -> None:
        """End all. They are gone when this returns."""
        if self._orders is not None and self._nursery is not None:
            self._orders.close()
            if not self._is_used:  # it may be importing yet
                self._nursery.kill()
            self._nursery.wait()
        self._orders = self._nursery = None
        self._is_used = False

    def get_ready(self) -> None:
        """Let the nursery import what it needs; returns at once."""
        if self._is_gone():
            self._open()

    async def _start(self) -> ReaderProcess:
        self.get_ready()
        ours, theirs = socket.socketpair()
        with theirs:
            self._order(START, theirs)
        answers, pages = await asyncio.open_connection(sock=ours)
        try:
            hello = await _receive(answers)
        except BaseException:
            pages.close()
            raise
        self._is_used = self._is_used or hello is not None
        return ReaderProcess(None if hello is None else int(unpack(hello)), answers, pages)

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


async def _receive(answers: asyncio.StreamReader) -> bytes | None:
    try:
        return await answers.readexactly(length_of(await answers.readexactly(HEADER.size)))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
