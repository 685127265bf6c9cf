"""Trouble of this machine's own, which is held against no host: tables, and a process that may open no more files."""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from scraper.errors import FetchError
from scraper.fetch.dial import Origin, _connect_to_one
from scraper.fetch.health import Health
from scraper.fetch.local import local_trouble
from scraper.fetch.rests import Rest, after_failure
from tests.fetch.conftest import client, response, serving

NOWHERE = (socket.AF_INET, "255.255.255.255")
"""No connection can be made to all machines at once: the kernel says that there is no way."""


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "ulimit -n"),
        (OSError(errno.ENOBUFS, "No buffer space available"), "free some memory"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "the network works"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "resolver"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), None),
        (OSError(errno.ECONNREFUSED, "Connection refused"), None),
        (OSError(errno.EHOSTUNREACH, "No route to host"), None),
        (ValueError("no such thing"), None),
    ],
)
def test_what_is_our_own_trouble(error: Exception, advice: str | None) -> None:
    told = local_trouble([RuntimeError("around it"), error])
    assert told is None if advice is None else advice in (told or "")


@contextmanager
def no_more_files() -> Iterator[None]:
    """Within the block nothing more can be opened."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_process_without_files_blames_nobody() -> None:
    async def ask() -> None:
        async with serving({"/": response(b"here")}) as server, client() as asking:
            with no_more_files():
                for _ in range(2):
                    with pytest.raises(FetchError, match=r"this machine can't ask .*ulimit -n") as caught:
                        await asking.get(server.url + "/", check_robots=False)
                    assert caught.value.kind == "local"
            assert (await asking.get(server.url + "/", check_robots=False)).body == b"here"

    asyncio.run(ask())


class Book:
    """Notes who is told of a rest."""

    def __init__(self) -> None:
        self.told: list[str] = []

    async def set_rest(self, key: str, rest: Rest | None) -> None:
        self.told.append(key)

    async def rest_of(self, key: str) -> Rest | None:
        return None


def test_it_is_tried_again_after_a_moment_and_others_are_not_told() -> None:
    book = Book()

    async def fail() -> None:
        health = Health(book)  # type: ignore[arg-type]  # it asks a book for nothing else
        trouble = FetchError("local", "https://example.org/: this machine can't ask for it: Network is unreachable")
        for _ in range(3):
            await health.note_failure("example.org:443", trouble)
        with pytest.raises(FetchError, match=r"tries again in .*; .*unreachable") as caught:
            await health.require_awake("https://example.org/2", "example.org:443")
        assert caught.value.kind == "local"
        assert 100 < (caught.value.retry_after_s or 0) <= 120
        await health.note_answer("example.org:443")
        await health.require_awake("https://example.org/2", "example.org:443")

    asyncio.run(fail())
    assert book.told == []


@pytest.mark.parametrize(
    ("kind", "before", "failures", "rest_s"),
    [
        ("local", Rest(0.0, 50, "local", None, "no network"), 51, 600.0),
        ("connect", Rest(0.0, 50, "local", None, "no network"), 1, 0.0),
        ("local", Rest(0.0, 50, "connect", None, "refused"), 1, 0.0),
    ],
)
def test_failures_of_ours_and_of_a_host_are_not_added_up(kind: Any, before: Rest, failures: int, rest_s: float) -> None:
    rest = after_failure(FetchError(kind, "trouble"), before, now=1000.0)
    assert rest is not None
    assert (rest.failures, rest.until) == (failures, 1000.0 + rest_s if rest_s else 0.0)


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_addresses_the_one_that_was_asked_says_why(is_first: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        origin = Origin("two.example", server.getsockname()[1], False)
    here = (socket.AF_INET, "127.0.0.1")
    with pytest.raises(httpx.ConnectError, match=r"127\.0\.0\.1") as caught:
        asyncio.run(_connect_to_one([NOWHERE, here] if is_first else [here, NOWHERE], origin))
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)
    with pytest.raises(httpx.ConnectError, match=r"255\.255\.255\.255"):
        asyncio.run(_connect_to_one([NOWHERE], origin))
