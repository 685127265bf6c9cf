"""A reader process: pages come in over a socket, readings go out, until it ends (as when the crawl dies)."""

from __future__ import annotations

import os
import socket
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from scraper.reading.frames import HEADER, lengths_of, pack, unpack
from scraper.reading.page import ToRead


def read_from(line: socket.socket) -> None:
    """Read what comes over this socket until its other end is closed."""
    # Where the crawl is gone, nobody waits for an answer.
    with suppress(ConnectionError), line, line.makefile("rb") as pages:
        serve(pages, line.sendall)


def serve(pages: BinaryIO, send: Callable[[bytes], None]) -> None:
    """Say who we are, then answer page by page."""
    send(b"".join(pack(os.getpid())))
    while len(header := pages.read(HEADER.size)) == HEADER.size:
        size, beside = lengths_of(header)
        send(b"".join(pack(_answer(unpack(pages.read(size), pages.read(beside))))))


def _answer(page: ToRead[Any]) -> tuple[bool, Any]:
    """(True, what it says), or (False, what went wrong with its traceback, and whether it was lack of memory)."""
    try:
        return True, page.read()
    except Exception as error:  # the edge of a unit of work: one page
        told = f"{type(error).__name__}: {error}"
        return False, (told, traceback.format_exc(), isinstance(error, MemoryError))
