"""Servers that mean no good, or have lost their mind: raw sockets, each with the reason that we give."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from scraper.errors import FetchError
from scraper.fetch import Client, Politeness, Validators
from tests.fetch.conftest import Answer, client, response, serving

ZEROS = b"\0" * 100_000_000


def fetch_error(answer: Answer, **limits: Any) -> FetchError:
    async def run() -> FetchError:
        async with serving({"/": answer}) as server, client(**{"max_body": 2_000_000, **limits}) as http:
            with pytest.raises(FetchError) as caught:
                await http.get(server.url + "/", check_robots=False)
            assert str(caught.value).startswith("http://")
            return caught.value

    return asyncio.run(run())


def for_ever(head: bytes, again: bytes) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(0)

    return answer


def then_closed(data: bytes) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return answer


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (response(brotli.compress(ZEROS, quality=5), Content_Encoding="br"), "too_large"),
        (response(zstandard.compress(ZEROS), Content_Encoding="zstd"), "too_large"),
        (response(gzip.compress(gzip.compress(ZEROS)), Content_Encoding="gzip, gzip"), "too_large"),
        (for_ever(OK + b"\r\n", b"x" * 65536), "too_large"),
        (for_ever(CHUNKED + b"\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"), "too_large"),
        (then_closed(OK + b"Content-Length: 99999999999\r\n\r\n"), "too_large"),
        (for_ever(OK, b"X-Header: " + b"x" * 1000 + b"\r\n"), "body"),
        (for_ever(OK + b"X: ", b"x" * 65536), "body"),
        (for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "body"),
        (then_closed(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"), "body"),
        (then_closed(OK + b"Content-Length: -1\r\n\r\nx"), "body"),
        (then_closed(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy"), "body"),
        (then_closed(CHUNKED + b"\r\nzz\r\nx\r\n"), "body"),
        (then_closed(CHUNKED + b"\r\nff\r\ncut"), "body"),
        (then_closed(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"page" * 100)[:-9]), "body"),
        (then_closed(OK + b"Bad Header\r\n\r\n"), "body"),
        (then_closed(b""), "body"),
        (then_closed(b"HTTP/1.1 999999 What\r\n\r\n"), "body"),
        (then_closed(b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n"), "url"),
        (response(status="302 Found", Location="http://" + "a" * 64 + ".example/"), "dns"),
        (response(status="302 Found", Location="http://127.0.0.1:1/"), "connect"),
        (response(status="304 Not Modified"), "status"),
    ],
    ids=[
        "brotli bomb", "zstd bomb", "gzip in gzip bomb", "endless body", "endless chunks", "endless by announcement",
        "endless headers", "endless header", "endless 100 Continue", "length of 5000 digits", "negative length",
        "two lengths", "nonsense chunk", "cut chunk", "cut gzip", "bad header", "nothing at all", "bad status",
        "redirect to nonsense", "redirect to a name that can't be", "redirect to a closed port", "304 unasked",
    ],
)  # fmt: skip
def test_each_has_its_kind(answer: Answer, kind: str) -> None:
    assert fetch_error(answer, timeout_s=20.0).kind == kind


def test_a_redirect_in_bare_utf_8_arrives() -> None:
    async def run() -> None:
        moved = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /\xd0\xb0\r\n\r\n"
        async with serving({"/": moved, "/%D0%B0": response(b"here")}) as server, client() as http:
            assert (await http.get(server.url + "/")).body == b"here"

    asyncio.run(run())


def test_a_validator_that_is_no_ascii_goes_back_as_it_came() -> None:
    async def run() -> None:
        pages: dict[str, Any] = {"/": [response(b"x", ETag='"\N{LATIN SMALL LETTER A WITH DIAERESIS}"')]}
        async with serving(pages) as server, client() as http:
            etag = (await http.get(server.url + "/")).header("ETag")
            await http.get(server.url + "/", validators=Validators(etag))
            assert [headers.get("if-none-match") for path, headers in server.asked if path == "/"] == [None, '"ä"']

    asyncio.run(run())


def test_cancelling_leaves_no_task_and_no_connection() -> None:
    async def run() -> None:
        closed = asyncio.Event()

        async def drip(writer: asyncio.StreamWriter) -> None:
            writer.write(OK + b"\r\n")
            try:
                while True:
                    writer.write(b".")
                    await writer.drain()
                    await asyncio.sleep(0.01)
            except ConnectionError:
                closed.set()
                raise

        async with serving({"/": drip}) as server:
            before = asyncio.all_tasks()
            async with client(politeness=Politeness(delay_s=0, concurrency=2)) as http:
                tasks = [asyncio.create_task(http.get(server.url + "/")) for _ in range(5)]
                await asyncio.sleep(0.2)
                for task in tasks:
                    task.cancel()
                await asyncio.wait(tasks)
                assert all(task.cancelled() for task in tasks)
                await asyncio.wait_for(closed.wait(), 5)
            left = {task for task in asyncio.all_tasks() - before if "Server.serve" not in repr(task)}
            assert left == set()

    asyncio.run(run())


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*request, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_a_certificate_that_nobody_vouches_for_is_refused(self_signed: ssl.SSLContext) -> None:
    async def run() -> None:
        async with serving({"/": response(b"x")}, tls=self_signed) as server, client(retries=2) as http:
            with pytest.raises(FetchError) as caught:
                await http.get(server.url.replace("127.0.0.1", "localhost") + "/", check_robots=False)
            assert caught.value.kind == "tls"
            assert server.asked == []

    asyncio.run(run())


@asynccontextmanager
async def behind(answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]) -> AsyncIterator[str]:
    """The https address of a server that speaks no TLS."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    server.close()


@pytest.mark.parametrize("said", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b""], ids=["plain HTTP", "nothing"])
def test_no_tls_where_it_should_be_is_told(said: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.write(said)
        writer.close()

    async def run() -> None:
        async with behind(answer) as url, client() as http:
            with pytest.raises(FetchError, match="SSL") as caught:
                await http.get(url, check_robots=False)
            assert caught.value.kind == "tls"

    asyncio.run(run())


def test_a_handshake_that_never_ends_is_given_up_and_its_connection_closed() -> None:
    async def run() -> None:
        hung_up = asyncio.Event()

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError):
                while await reader.read(65536):
                    pass
            hung_up.set()
            writer.close()

        async with behind(answer) as url, client(timeout_s=0.3) as http:
            with pytest.raises(FetchError) as caught:
                await http.get(url, check_robots=False)
            assert caught.value.kind == "timeout"
            await asyncio.wait_for(hung_up.wait(), 5)

    asyncio.run(run())


def test_a_name_in_the_user_agent_may_have_any_letters() -> None:
    async def run() -> None:
        async with serving({"/": response(b"x")}) as server:
            async with Client(user_agent="Архив (+https://example.org)", allow_private=True) as http:
                await http.get(server.url + "/", check_robots=False)
            assert server.asked[0][1]["user-agent"].encode("latin-1").decode() == "Архив (+https://example.org)"

    asyncio.run(run())
