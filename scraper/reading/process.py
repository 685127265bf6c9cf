"""The reader process: stdin is a socket; pages come in, readings go out, until it ends (as when the crawl dies)."""

from __future__ import annotations

import gc
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

import scraper.parse.page
import scraper.reading.made  # noqa: F401  (both are what reading takes: here, so that no page waits for them)
from scraper.reading.frames import HEADER, length_of, pack, unpack
from scraper.reading.page import ToRead


def main() -> None:
    """Signals are the crawl's to answer: it lets us finish, and ends us by closing the socket."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    # Where the crawl is gone, nobody waits for an answer.
    with suppress(ConnectionError), socket.socket(fileno=0) as line, line.makefile("rb") as pages:
        serve(pages, line.sendall)


def serve(pages: BinaryIO, send: Callable[[bytes], None]) -> None:
    """Say that we are ready, then answer page by page."""
    send(pack(None))
    while len(header := pages.read(HEADER.size)) == HEADER.size:
        send(pack(_answer(unpack(pages.read(length_of(header))))))


def _answer(page: ToRead[Any]) -> tuple[bool, Any]:
    """(True, what it says), or (False, what went wrong with its traceback)."""
    try:
        return True, page.read()
    except Exception as error:  # the edge of a unit of work: one page
        return False, (f"{type(error).__name__}: {error}", traceback.format_exc())


if __name__ == "__main__":
    main()
