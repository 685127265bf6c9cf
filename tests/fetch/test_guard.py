"""No way into our own network, unless a person has named it."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchError
from scraper.fetch.guard import is_public, named_local
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


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """A DNS that answers each question for a name with the next of these, and the last for ever; the questions."""
    real, asked = socket.getaddrinfo, list[str]()

    def resolve(host: str, port: int, **options: Any) -> list[Any]:
        if not host.endswith(".example"):
            return list(real(host, port, **options))
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [entry for address in found for entry in real(address, port, **options)]

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    return asked


def test_a_dead_address_makes_way_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        names(monkeypatch, ["127.0.0.2", "127.0.0.1"])
        async with serving({"/": response(b"x")}) as server, client() as http:
            url = server.url.replace("127.0.0.1", "news.example")
            assert (await http.get(url + "/", check_robots=False)).body == b"x"

    asyncio.run(run())


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1", "93.184.216.34"], ["169.254.169.254"]],
    ids=["loopback", "one public, one not", "one not, one public", "metadata"],
)
def test_a_name_with_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> None:
    async def run() -> None:
        names(monkeypatch, answers)
        async with serving({"/": response(b"secret")}) as server, client(allow_private=False) as http:
            with pytest.raises(FetchError, match="no public address") as caught:
                await http.get(server.url.replace("127.0.0.1", "news.example") + "/", check_robots=False)
            assert caught.value.kind == "unsafe"
            assert server.asked == []

    asyncio.run(run())


def test_a_name_that_changes_between_check_and_use_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer passes the check (that address is dead); a second look-up would lead to the secret."""

    async def run() -> None:
        monkeypatch.setattr("scraper.fetch.guard.is_public", lambda address: address == "127.0.0.9")
        asked = names(monkeypatch, ["127.0.0.9"], ["127.0.0.1"])
        async with serving({"/": response(b"secret")}) as server, client(allow_private=False) as http:
            url = server.url.replace("127.0.0.1", "rebind.example") + "/"
            with pytest.raises(FetchError) as caught:
                await http.get(url, check_robots=False)
            assert (caught.value.kind, asked) == ("connect", ["rebind.example"])
            with pytest.raises(FetchError) as caught:  # by now the name leads to loopback, and that is seen
                await http.get(url, check_robots=False)
            assert caught.value.kind == "unsafe"
            assert server.asked == []

    asyncio.run(run())


def test_a_redirect_to_a_name_with_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        names(monkeypatch, ["127.0.0.1"])
        async with serving({"/": response(b"secret")}) as inner:
            away = inner.url.replace("127.0.0.1", "inner.example") + "/"
            pages = {"/": response(status="302 Found", Location=away)}
            async with serving(pages) as server, client(allow_private=False, named=[server.url]) as http:
                with pytest.raises(FetchError) as caught:
                    await http.get(server.url + "/", check_robots=False)
                assert caught.value.kind == "unsafe"
                assert inner.asked == []

    asyncio.run(run())
