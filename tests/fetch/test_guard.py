"""No way into our own network, unless a person has named it."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchError
from scraper.fetch.guard import GuardedBackend, is_public, named_local
from tests.fetch.conftest import client, response, serving


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "::127.0.0.1", "fec0::1", "64:ff9b:1::7f00:1", "2001:0:7f00:1::", "3fff::1", "5f00::1", "192.88.99.1",
        "192.0.0.8", "240.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_that_are_fetched_from(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_inside_ipv6(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_at_the_socket(host: str) -> None:
    async def run() -> None:
        async with serving({"/": response(b"secret")}) as server, client(allow_private=False) as http:
            with pytest.raises(FetchError) as caught:
                await http.get(server.url.replace("127.0.0.1", host) + "/")
            assert caught.value.kind == "unsafe"
            assert server.asked == []

    asyncio.run(run())


def test_a_private_address_that_a_person_named_is_meant_and_a_redirect_to_another_is_not() -> None:
    async def run() -> None:
        async with serving({"/": response(b"secret")}) as inner:
            pages = {"/": response(b"mine"), "/away": response(status="302 Found", Location=inner.url + "/")}
            async with serving(pages) as server, client(allow_private=False, named=[server.url]) as http:
                assert (await http.get(server.url + "/")).body == b"mine"
                with pytest.raises(FetchError) as caught:
                    await http.get(server.url + "/away")
                assert caught.value.kind == "unsafe"
                assert inner.asked == []

    asyncio.run(run())


def test_only_addresses_written_out_count_as_named() -> None:
    urls = ["http://127.0.0.1:8000/x", "http://localhost/", "https://[::1]/", "https://example.org/", "http://8.8.8.8/"]
    urls.append("http://[")  # a slip of the pen
    assert named_local(urls) == {("127.0.0.1", 8000), ("localhost", 80), ("::1", 443)}


class Dialled(httpcore.AnyIOBackend):
    """Connects for real and remembers where to."""

    def __init__(self) -> None:
        self.hosts: list[str] = []

    async def connect_tcp(self, host: str, *more: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        self.hosts.append(host)
        return await super().connect_tcp(host, *more, **options)


def test_the_address_that_was_checked_is_dialled_and_a_dead_one_makes_way_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def run() -> None:
        async with serving({"/": response(b"x")}) as server:
            port = int(server.url.rpartition(":")[2])

            async def two_addresses(*_: Any, **__: Any) -> list[Any]:
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("127.0.0.2", "127.0.0.1")]

            monkeypatch.setattr("anyio.getaddrinfo", two_addresses)
            dialled = Dialled()
            backend = GuardedBackend(dialled, frozenset({("news.example", port)}))
            stream = await backend.connect_tcp("news.example", port, timeout=5)
            await stream.aclose()
            assert dialled.hosts == ["127.0.0.2", "127.0.0.1"]
            with pytest.raises(httpcore.ConnectError, match=r"leads to 127\.0\.0\.2"):
                await GuardedBackend(dialled, frozenset()).connect_tcp("news.example", port, timeout=5)
            assert len(dialled.hosts) == 2

    asyncio.run(run())
