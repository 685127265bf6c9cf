"""Starting a reader process, and the socket over which it is talked to; its end of it is its stdin."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from scraper.reading.frames import HEADER, length_of


@dataclass(frozen=True, slots=True)
class ReaderProcess:
    pid: int
    answers: asyncio.StreamReader
    pages: asyncio.StreamWriter

    async def send(self, frame: bytes) -> None:
        with suppress(ConnectionError):  # it is dead: whoever waits for its answers finds out
            self.pages.write(frame)
            await self.pages.drain()

    async def receive(self) -> bytes | None:
        """The next answer; None where the process is gone."""
        try:
            return await self.answers.readexactly(length_of(await self.answers.readexactly(HEADER.size)))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None


@asynccontextmanager
async def start_process() -> AsyncIterator[ReaderProcess]:
    """A process that has said that it is ready (or is dead already); it is gone when the block ends."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: ASYNC220  (it returns in milliseconds, and asyncio's own leaks pipes)
            [sys.executable, "-P", "-m", "scraper.reading.process"], stdin=theirs.fileno(), stdout=subprocess.DEVNULL
        )
    answers, pages = await asyncio.open_connection(sock=ours)
    reader = ReaderProcess(process.pid, answers, pages)
    try:
        await reader.receive()
        yield reader
    finally:
        pages.close()
        process.kill()
        process.wait()
        with suppress(ConnectionError):
            await pages.wait_closed()
