"""Servers that mean no good, or have lost their mind: raw sockets, each with the reason that we give."""

from __future__ import annotations

import asyncio
import gzip
import re
import shutil
import ssl
import subprocess
import zlib
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

ZEROS = bytes(20_000_000)


def fetch_error(answer: Answer, **limits: Any) -> FetchError:
    async def run() -> FetchError:
        async with serving({"/": answer}) as server, client(**{"max_body": 2_000_000, **limits}) as http:
            with pytest.raises(FetchError) as caught:
                await http.get(server.url + "/", check_robots=False)
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


def slowly(data: bytes, pause_s: float) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        for place in range(len(data)):
            writer.write(data[place : place + 1])
            await writer.drain()
            await asyncio.sleep(pause_s)

    return answer


def then_silent(data: bytes) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(60)

    return answer


def moved(where: str, status: str = "302 Found") -> bytes:
    return response(status=status, Location=where)


GZIP = gzip.compress(b"page" * 1000)
MANY = b"".join(b"X-%d: y\r\n" % n for n in range(600))

CASES: dict[str, tuple[Answer, str, str]] = {
    # bombs
    "brotli bomb": (response(brotli.compress(ZEROS, quality=1), Content_Encoding="br"), "too_large", "more than"),
    "zstd bomb": (response(zstandard.compress(ZEROS), Content_Encoding="zstd"), "too_large", "more than"),
    "gzip bomb": (response(gzip.compress(ZEROS, 1), Content_Encoding="gzip"), "too_large", "more than"),
    "deflate bomb": (response(zlib.compress(ZEROS, 1), Content_Encoding="deflate"), "too_large", "more than"),
    "gzip in gzip bomb": (
        response(gzip.compress(gzip.compress(ZEROS, 1)), Content_Encoding="gzip, gzip"), "too_large", "more than"),
    "tower of encodings": (response(b"x", Content_Encoding="gzip, br, gzip, br"), "body", "on top of each other"),
    "bomb in chunks": (
        OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        + (lambda z: b"%x\r\n%s\r\n0\r\n\r\n" % (len(z), z))(gzip.compress(ZEROS, 1)), "too_large", "more than"),
    # without end
    "endless body": (for_ever(OK + b"\r\n", b"x" * 65536), "too_large", "more than 2000000 bytes"),
    "endless chunks": (for_ever(CHUNKED + b"\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"), "too_large", "more than"),
    "endless by announcement": (then_closed(OK + b"Content-Length: 99999999999\r\n\r\n"), "too_large", "announced"),
    "endless feed": (
        for_ever(OK + b"Content-Type: application/rss+xml\r\n\r\n<rss><channel>", b"<item/>" * 9999), "too_large",
        "more than"),
    "endless headers": (for_ever(OK, b"X-Header: " + b"x" * 1000 + b"\r\n"), "body", "headers of more|more than 500"),
    "endless header": (for_ever(OK + b"X: ", b"x" * 65536), "body", "headers of more than 128 KB"),
    "600 headers": (OK + MANY + b"\r\n", "body", "more than 500 headers"),
    "huge cookie": (OK + b"Set-Cookie: a=" + b"x" * 200_000 + b"\r\n\r\n", "body", "headers of more than 128 KB"),
    "endless 100 Continue": (for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "body", "100 again and again"),
    "endless status line": (for_ever(b"HTTP/1.1 200 ", b"x" * 65536), "body", "headers of more than 128 KB"),
    "endless trailers": (
        for_ever(CHUNKED + b"\r\n0\r\n", b"X-T: " + b"x" * 60_000 + b"\r\n"), "body", "that never end"),
    "endless chunk extension": (for_ever(CHUNKED + b"\r\n1;", b"x" * 65536), "body", "that never end"),
    # slow
    "slow headers": (slowly(OK * 100, 0.05), "timeout", "no complete answer"),
    "slow body": (slowly(OK + b"Content-Length: 1000\r\n\r\n" + b"x" * 1000, 0.05), "timeout", "no complete answer"),
    "silence from the start": (then_silent(b""), "timeout", "nothing came"),
    "silence in the headers": (then_silent(OK + b"X-"), "timeout", "nothing came"),
    "silence in the body": (then_silent(OK + b"Content-Length: 9\r\n\r\nhalf"), "timeout", "nothing came"),
    "silence after 100": (then_silent(b"HTTP/1.1 100 Continue\r\n\r\n"), "timeout", "nothing came"),
    # lengths that lie
    "length of 5000 digits": (then_closed(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"), "body", "overflow"),
    "negative length": (then_closed(OK + b"Content-Length: -1\r\n\r\nx"), "body", "Content-Length"),
    "two lengths": (then_closed(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy"), "body", "Content-Length"),
    "too short": (then_closed(OK + b"Content-Length: 100\r\n\r\nshort"), "body", "middle of the answer"),
    "length in words": (then_closed(OK + b"Content-Length: ten\r\n\r\nx"), "body", "Content-Length"),
    "nonsense chunk": (then_closed(CHUNKED + b"\r\nzz\r\nx\r\n"), "body", "chunk size"),
    "negative chunk": (then_closed(CHUNKED + b"\r\n-5\r\nx\r\n"), "body", "chunk size"),
    "chunk larger than any number": (then_closed(CHUNKED + b"\r\n" + b"f" * 20 + b"\r\n"), "body", "overflow"),
    "chunk longer than it says": (then_closed(CHUNKED + b"\r\n2\r\nabcdef\r\n0\r\n\r\n"), "body", "chunk"),
    "cut chunk": (then_closed(CHUNKED + b"\r\nff\r\ncut"), "body", "middle of the answer"),
    "no last chunk": (then_closed(CHUNKED + b"\r\n3\r\ncut\r\n"), "body", "middle of the answer"),
    # encodings that lie
    "cut gzip": (then_closed(OK + b"Content-Encoding: gzip\r\n\r\n" + GZIP[:-9]), "body", "ends too early"),
    "no gzip": (response(b"no gzip", Content_Encoding="gzip"), "body", "not what Content-Encoding says"),
    "gzip with a wrong sum": (
        response(GZIP[:-8] + bytes(8), Content_Encoding="gzip"), "body", "not what Content-Encoding says"),
    "no brotli": (response(b"\xff" * 50, Content_Encoding="br"), "body", "not what Content-Encoding says"),
    "no zstd": (response(b"no zstd", Content_Encoding="zstd"), "body", "not what Content-Encoding says"),
    "no deflate": (response(b"\xff\xff\xff", Content_Encoding="deflate"), "body", "not what Content-Encoding says"),
    # no HTTP
    "bad header": (then_closed(OK + b"Bad Header\r\n\r\n"), "body", "header"),
    "NUL in a header": (then_closed(OK + b"X: a\0b\r\n\r\n"), "body", "NUL"),
    "header without a name": (then_closed(OK + b": x\r\n\r\n"), "body", "header"),
    "NULs instead of an answer": (then_closed(b"\0" * 1000), "body", "makes no sense"),
    "nothing at all": (then_closed(b""), "body", "without an answer"),
    "half a head": (then_closed(OK + b"Content-Ty"), "body", "middle of the answer"),
    "bare HTML": (then_closed(b"<!doctype html><p>Hello"), "body", "makes no sense"),
    "another protocol": (then_closed(b"SSH-2.0-OpenSSH_9.2\r\n"), "body", "makes no sense"),
    "HTTP/2 unasked": (then_closed(b"\0\0\x12\x04\0\0\0\0\0"), "body", "makes no sense"),
    "status too large": (then_closed(b"HTTP/1.1 999999 What\r\n\r\n"), "body", "status"),
    "status too small": (then_closed(b"HTTP/1.1 099 What\r\n\r\n"), "body", "99 is no status"),
    "change of protocol": (
        then_closed(b"HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), "body", "protocol"),
    "304 unasked": (response(status="304 Not Modified"), "status", "was not asked whether"),
    "login wanted": (response(status="401 Login", WWW_Authenticate="Basic"), "status", "wants a login"),
    # redirects
    "to nowhere": (response(status="302 Found"), "redirect", "without saying where to"),
    "to itself": (moved("/"), "redirect", "in a circle"),
    "to nonsense": (moved("http://["), "url", "no address"),
    "to a file": (moved("file:///etc/passwd"), "url", "only http and https"),
    "to FTP": (moved("ftp://example.org/"), "url", "only http and https"),
    "to a script": (moved("javascript:alert(1)"), "url", "only http and https"),
    "to data": (moved("data:text/html,x"), "url", "only http and https"),
    "to gopher": (moved("gopher://127.0.0.1:70/_x"), "url", "only http and https"),
    "to a mail server": (moved("http://127.0.0.1:25/"), "unsafe", "port 25"),
    "to a cache": (moved("http://127.0.0.1:6379/"), "unsafe", "port 6379"),
    "to port 0": (moved("http://127.0.0.1:0/"), "url|connect", "0"),
    "to port 99999": (moved("http://127.0.0.1:99999/"), "url", "no address"),
    "to a name that can't be": (moved("http://" + "a" * 64 + ".example/"), "dns", "can't be resolved"),
    "to a closed port": (moved("http://127.0.0.1:2/"), "connect", "no connection"),
    "with a line break in it": (
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:2/\x01X: y\r\n\r\n", "url|connect", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", list(CASES))
def test_each_has_its_kind_and_its_reason(case: str) -> None:
    answer, kind, reason = CASES[case]
    is_slow, is_silent = kind == "timeout", reason == "nothing came"
    error = fetch_error(
        answer, timeout_s=1.0 if is_slow and not is_silent else 20.0, idle_timeout_s=0.4 if is_slow else 10.0
    )
    assert error.kind in kind.split("|")
    assert re.search(reason, str(error)), str(error)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fd00::1]",
        "[fe80::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1",
    ],
)  # fmt: skip
def test_no_redirect_leads_into_our_own_network(host: str) -> None:
    """Numbers that the resolver takes for an address count as that address."""

    async def run() -> None:
        async with serving({"/": response(b"secret")}) as inner:
            port = inner.url.rpartition(":")[2]
            pages = {"/": moved(f"http://{host}:{port}/")}
            async with serving(pages) as server, client(allow_private=False, named=[server.url]) as http:
                with pytest.raises(FetchError) as caught:
                    await http.get(server.url + "/", check_robots=False)
                assert caught.value.kind in ("unsafe", "dns", "url")
                assert inner.asked == []

    asyncio.run(run())


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe\x00", b"<meta charset=utf-8>caf\xe9", b"\0" * 5000, b"<!ENTITY a 'b'>", b""],
    ids=["half a byte order mark", "wrong charset", "NULs", "an entity", "nothing"],
)
def test_what_a_body_holds_is_not_for_us_to_judge(body: bytes) -> None:
    async def run() -> None:
        async with (
            serving({"/": response(body, Content_Type="text/html; charset=klingon")}) as server,
            client() as http,
        ):
            assert (await http.get(server.url + "/", check_robots=False)).body == body

    asyncio.run(run())


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
