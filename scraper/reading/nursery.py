"""Where reader processes come from: a process that has imported the parser once, and forks for each that is wanted.

A reader costs milliseconds then, and shares the memory of what was imported with the others. It is asked over its
stdin, a socket: to start a reader on the socket that comes along, or to end one. When that closes, as it does however
the crawl ends, all readers end.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from scraper.parse.evidence import Hints, Rules
from scraper.reading.frames import ORDER, START
from scraper.reading.page import PageToRead
from scraper.reading.process import read_from

GARBAGE_AT = 5_000
"""Objects after which Python looks for garbage that refers to itself: every few pages. With ten times as many, readers
grow to twice their size."""

GIVE_WAY = 10
"""Niceness of the readers. Where cores are few, the process that feeds them and stores what they say comes first: else
it falls behind, and then they all wait for it."""

FIRST_PAGE = (
    b"<h1>A page</h1><p>It is read for what is imported and loaded with the first page: the model of languages.</p>"
)


def main() -> None:
    """Signals are the crawl's to answer: it lets readers finish, and ends us by closing the socket."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    gc.disable()  # until all is imported, which stays
    with socket.socket(fileno=0) as orders:
        PageToRead(FIRST_PAGE, "https://example.org/1", "utf-8", Hints(), Rules(), datetime.now(UTC)).read()
        gc.collect()
        gc.freeze()
        gc.set_threshold(GARBAGE_AT)
        gc.enable()
        os.nice(GIVE_WAY)
        Nursery(orders).work()


class Nursery:
    """Does what it is asked over `orders`, until that closes."""

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._readers: set[int] = set()

    def work(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: self._bury())
        while True:
            order, lines, _, _ = socket.recv_fds(self._orders, ORDER.size, 1)
            if len(order) < ORDER.size:
                break
            (number,) = ORDER.unpack(order)
            if number == START:
                self._start(socket.socket(fileno=lines[0]))
            else:
                self._end(number)
        with _undisturbed():
            for reader in self._readers:
                os.kill(reader, signal.SIGKILL)
            while self._readers:
                os.waitpid(self._readers.pop(), 0)

    def _start(self, line: socket.socket) -> None:
        with _undisturbed():
            pid = os.fork()
            if pid:
                self._readers.add(pid)
        if pid == 0:
            self._become_reader(line)
        line.close()

    def _become_reader(self, line: socket.socket) -> None:
        code = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._orders.close()
            read_from(line)
            code = 0
        finally:
            os._exit(code)

    def _end(self, reader: int) -> None:
        """A reader may hang over its page, so it isn't asked; one that has ended may be another's number by now."""
        with _undisturbed():
            if reader in self._readers:
                os.kill(reader, signal.SIGKILL)

    def _bury(self) -> None:
        self._readers = {reader for reader in self._readers if not _has_ended(reader)}


def _has_ended(reader: int) -> bool:
    try:
        return os.waitpid(reader, os.WNOHANG)[0] != 0
    except ChildProcessError:  # it was buried in the midst of this, by the signal of another's end
        return True


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No reader is buried meanwhile."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


if __name__ == "__main__":
    main()
