"""The connections below the client: shared, kept, given up, and never mixed up."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from scraper.errors import FetchError
from scraper.fetch import Site
from scraper.fetch.transport import DirectTransport
from tests.fetch.conftest import Answer, Server, client, response, serving

OK = b"HTTP/1.1 200 OK\r\n"


def get_twice(first: Answer, pause_s: float = 0.0) -> tuple[bytes, bytes, Server]:
    async def run() -> tuple[bytes, bytes, Server]:
        pages = {"/1": first, "/2": response(b"two")}
        async with serving(pages) as server, client() as http:
            one = await http.get(server.url + "/1", check_robots=False)
            await asyncio.sleep(pause_s)
            two = await http.get(server.url + "/2", check_robots=False)
            return one.body, two.body, server

    return asyncio.run(run())


def closes_after(data: bytes, pause_s: float = 0.0) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(pause_s)
        writer.close()

    return answer


@pytest.mark.parametrize(
    ("answer", "body", "connections"),
    [
        (response(b"one"), b"one", 1),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n2;x=y\r\non\r\n1 \r\ne\r\n0\r\nTrailer: z\r\n\r\n", b"one", 1),
        (OK + b"Connection: close\r\nContent-Length: 3\r\n\r\none", b"one", 2),
        (closes_after(OK + b"\r\none"), b"one", 2),
        (closes_after(b"HTTP/1.0 200 OK\r\n\r\none"), b"one", 2),
        (b"HTTP/1.1 200 OK\nContent-Length: 3\n\none", b"one", 1),
        (OK + b"X: a\r\n  b\r\nContent-Length: 3\r\n\r\none", b"one", 1),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + response(b"one"), b"one", 1),
        (response(b"one") + response(b"poison"), b"one", 2),
        (response(b"one") + b"rubbish", b"one", 2),
        (OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n", b"one", 2),
    ],
    ids=[
        "length", "chunks", "asked to close", "ends by closing", "HTTP/1.0", "bare line feeds", "folded header",
        "early hints", "a second answer", "rubbish after the end", "two kinds of length",
    ],
)  # fmt: skip
def test_a_connection_is_used_again_only_if_nothing_speaks_against_it(
    answer: Answer, body: bytes, connections: int
) -> None:
    one, two, server = get_twice(answer)
    assert (one, two, server.connections) == (body, b"two", connections)


def test_what_comes_unasked_while_a_connection_lies_idle_is_nobodys_answer() -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"one"))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(response(b"poison"))

    one, two, server = get_twice(late, pause_s=0.3)
    assert (one, two, server.connections) == (b"one", b"two", 2)


def test_a_connection_that_the_server_closed_while_idle_makes_way_for_a_new_one() -> None:
    one, two, server = get_twice(closes_after(response(b"one")), pause_s=0.1)
    assert (one, two, server.connections) == (b"one", b"two", 2)


def test_a_server_that_closes_just_as_we_ask_again_is_asked_once_more() -> None:
    async def run() -> None:
        answers: list[Answer] = [response(b"x"), closes_after(b""), response(b"y")]
        async with serving({"/": answers}) as server, client() as http:
            for body in (b"x", b"y"):
                assert (await http.get(server.url + "/", check_robots=False)).body == body
            assert (server.connections, server.paths()) == (2, ["/", "/", "/"])

    asyncio.run(run())


def test_silence_in_the_middle_ends_before_the_time_limit() -> None:
    async def silent(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 10\r\n\r\nhalf")
        await asyncio.sleep(60)

    async def run() -> None:
        async with serving({"/": silent}) as server, client(timeout_s=30.0, idle_timeout_s=0.2) as http:
            with pytest.raises(FetchError, match=r"nothing came for 0\.2 s") as caught:
                await http.get(server.url + "/", check_robots=False)
            assert caught.value.kind == "timeout"

    asyncio.run(run())


def test_a_server_that_sends_faster_than_we_read_has_to_wait() -> None:
    async def run() -> None:
        sent = 0

        async def flood(writer: asyncio.StreamWriter) -> None:
            nonlocal sent
            writer.write(OK + b"\r\n")
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
                sent += 65536

        async with serving({"/": flood}) as server, DirectTransport(None, max_idle=1) as transport:
            answer = await transport.handle_async_request(httpx.Request("GET", server.url + "/"))
            await asyncio.sleep(0.5)
            assert sent < 50_000_000
            await answer.aclose()

    asyncio.run(run())


@pytest.mark.parametrize("value", ["a\r\nInjected: b", "a\nb", "a\rb", "a\0b"])
def test_no_header_smuggles_in_another(value: str) -> None:
    async def run() -> None:
        async with serving({"/": response(b"x")}) as server, client() as http:
            with pytest.raises(FetchError):
                await http.get(server.url + "/", site=Site({"X-Own": value}), check_robots=False)
            assert server.asked == []

    asyncio.run(run())


def test_no_more_connections_lie_idle_than_allowed() -> None:
    async def run() -> None:
        pages: dict[str, Any] = {"/": response(b"x")}
        async with serving(pages) as one, serving(pages) as two, DirectTransport(None, max_idle=1) as transport:
            for server in (one, two, one):
                answer = await transport.handle_async_request(httpx.Request("GET", server.url + "/"))
                assert await answer.aread() == b"x"
                await answer.aclose()
            assert (one.connections, two.connections) == (2, 1)

    asyncio.run(run())
