"""The client against real sockets: what comes back, and what is refused, each with its kind."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from typing import Any

import pytest

from scraper.errors import FetchError
from scraper.fetch import Politeness, Site, Validators
from tests.fetch.conftest import client, response, serving


def failure(pages: dict[str, Any], path: str = "/", **limits: Any) -> FetchError:
    async def run() -> FetchError:
        async with serving(pages) as server, client(**limits) as http:
            with pytest.raises(FetchError) as caught:
                await http.get(server.url + path)
            return caught.value

    return asyncio.run(run())


def test_a_page_comes_back_with_its_bytes_and_headers() -> None:
    async def run() -> None:
        async with (
            serving({"/a": response(b"<p>hello", Content_Type="text/html", ETag='"1"')}) as server,
            client() as http,
        ):
            got = await http.get(server.url + "/a")
            assert (got.status, got.body, got.header("etag")) == (200, b"<p>hello", '"1"')
            assert got.final_url == got.url == server.url + "/a"
            assert dict(server.asked)["/a"]["user-agent"] == "dateline-test (+https://example.org)"

    asyncio.run(run())


def test_validators_are_sent_and_304_is_an_answer() -> None:
    async def run() -> None:
        async with serving({"/": response(status="304 Not Modified")}) as server, client() as http:
            got = await http.get(server.url + "/", validators=Validators('"x"', "Tue, 10 Feb 2026 09:30:00 GMT"))
            assert got.not_modified
            asked = dict(server.asked)["/"]
            assert asked["if-none-match"] == '"x"'
            assert asked["if-modified-since"] == "Tue, 10 Feb 2026 09:30:00 GMT"

    asyncio.run(run())


def test_redirects_are_followed_and_every_hop_is_told() -> None:
    async def run() -> None:
        pages = {
            "/old": response(status="301 Moved", Location="/newer"),
            "/newer": response(status="302 Found", Location="new"),
            "/new": response(b"here"),
        }
        async with serving(pages) as server, client() as http:
            got = await http.get(server.url + "/old")
            assert got.final_url == server.url + "/new"
            assert [(hop.url.removeprefix(server.url), hop.status) for hop in got.hops] == [
                ("/old", 301),
                ("/newer", 302),
            ]

    asyncio.run(run())


def test_headers_for_a_site_do_not_follow_a_redirect_to_another() -> None:
    async def run() -> None:
        async with serving({"/b": response(b"b")}) as other:
            away = response(status="302 Found", Location=other.url + "/b", Set_Cookie="session=1")
            async with serving({"/a": away}) as server, client() as http:
                await http.get(server.url + "/a", site=Site({"Authorization": "secret"}))
                assert dict(server.asked)["/a"]["authorization"] == "secret"
                assert [path for path, _ in other.asked] == ["/robots.txt", "/b"]
                for _, sent in other.asked:
                    assert not {"authorization", "cookie"} & sent.keys()

    asyncio.run(run())


def test_headers_for_a_site_do_not_go_to_another_that_it_names() -> None:
    async def run() -> None:
        async with (
            serving({"/a": response(b"a")}) as other,
            serving({"/a": response(b"a")}) as server,
            client() as http,
        ):
            site = Site({"Authorization": "secret"}, addresses=(server.url + "/",))
            for place in (server, other):
                await http.get(place.url + "/a", site=site)
            assert [sent.get("authorization") for _, sent in server.asked] == ["secret", "secret"]
            assert [sent.get("authorization") for _, sent in other.asked] == [None, None]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("pages", "kind"),
    [
        ({"/": response(status="404 Not Found")}, "status"),
        ({"/": response(status="500 Oops")}, "status"),
        ({"/": response(status="302 Found", Location="/")}, "redirect"),
        ({"/": response(status="302 Found")}, "redirect"),
        ({"/": response(status="302 Found", Location="ftp://example.org/")}, "url"),
        ({"/": response(status="302 Found", Location="javascript:alert(1)")}, "url"),
        ({"/": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"}, "body"),
        ({"/": b"\x00\x01\x02 no http at all\r\n\r\n"}, "body"),
        ({"/": response(b"no gzip", Content_Encoding="gzip")}, "body"),
        ({"/": response(b"x" * 4000)}, "too_large"),
        ({"/": response(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")}, "too_large"),
        ({"/": response(zlib.compress(b"\0" * 50_000_000), Content_Encoding="deflate")}, "too_large"),
        ({"/robots.txt": response(b"User-agent: *\nDisallow: /")}, "robots"),
        ({"/robots.txt": response(status="503 Down"), "/": response(b"never asked for")}, "status"),
    ],
    ids=[
        "404", "500", "circle", "redirect to nowhere", "redirect to ftp", "redirect to javascript", "cut short",
        "no http", "no gzip", "announced too large", "gzip bomb", "deflate bomb", "robots", "robots in trouble",
    ],
)  # fmt: skip
def test_what_goes_wrong_has_a_kind(pages: dict[str, Any], kind: str) -> None:
    if kind == "body" and pages["/"].endswith(b"short"):

        async def cut(writer: asyncio.StreamWriter) -> None:
            writer.write(pages_short)
            await writer.drain()
            writer.close()

        pages_short, pages = pages["/"], {"/": cut}
    assert failure(pages, max_body=2000).kind == kind


def test_a_long_chain_of_redirects_is_cut_off() -> None:
    pages = {f"/{n}": response(status="302 Found", Location=f"/{n + 1}") for n in range(20)}
    assert failure(pages, "/0", max_redirects=5).kind == "redirect"


def test_a_slow_drip_ends_with_the_time_limit() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.05)

    assert failure({"/": drip}, timeout_s=0.3).kind == "timeout"


def test_retry_after_is_told_in_the_error() -> None:
    error = failure({"/": response(status="429 Slow down", Retry_After="120")})
    assert (error.status, error.retry_after_s) == (429, 120.0)


def test_a_passing_error_is_tried_again() -> None:
    async def run() -> None:
        answers = [response(status="503 Busy", Retry_After="0"), response(b"well")]
        async with serving({"/": answers}) as server, client(retries=2) as http:
            assert (await http.get(server.url + "/")).body == b"well"
            assert server.paths() == ["/", "/"]

    asyncio.run(run())


def test_what_robots_disallows_is_never_asked_for_not_even_by_redirect() -> None:
    async def run() -> None:
        pages = {
            "/robots.txt": response(b"User-agent: *\nDisallow: /private"),
            "/public": response(status="302 Found", Location="/private/1"),
        }
        async with serving(pages) as server, client() as http:
            for path in ("/private/1", "/public"):
                with pytest.raises(FetchError, match="disallows"):
                    await http.get(server.url + path)
            assert server.paths() == ["/public"]
            assert [path for path, _ in server.asked].count("/robots.txt") == 1

    asyncio.run(run())


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_a_missing_robots_file_allows_everything(status: str) -> None:
    async def run() -> None:
        pages = {"/robots.txt": response(status=status), "/": response(b"hi")}
        async with serving(pages) as server, client() as http:
            assert (await http.get(server.url + "/")).body == b"hi"

    asyncio.run(run())


def test_requests_to_a_host_keep_their_distance_and_their_number() -> None:
    async def run() -> None:
        async def slow(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.05)
            writer.write(response(b"x"))

        polite = Politeness(delay_s=0.05, concurrency=2)
        async with serving({f"/{n}": slow for n in range(6)}) as server, client(politeness=polite) as http:
            await http.robots(server.url)
            began = time.monotonic()
            await asyncio.gather(*(http.get(f"{server.url}/{n}") for n in range(6)))
            assert time.monotonic() - began >= 5 * 0.05
            assert server.most_at_once <= 2
            assert server.paths() == [f"/{n}" for n in range(6)]

    asyncio.run(run())


@pytest.mark.parametrize(("own", "paused"), [(0.0, False), (None, True)])
def test_this_machine_may_have_a_delay_of_its_own(own: float | None, paused: bool) -> None:
    async def run() -> float:
        polite = Politeness(delay_s=0.3, loopback_delay_s=own)
        async with serving({"/": response(b"x")}) as server, client(politeness=polite) as http:
            began = time.monotonic()
            await http.get(server.url + "/")
            return time.monotonic() - began

    assert (asyncio.run(run()) >= 0.3) is paused


def test_crawl_delay_is_obeyed_up_to_the_limit() -> None:
    async def run() -> None:
        pages = {"/robots.txt": response(b"User-agent: *\nCrawl-delay: 100"), "/": response(b"x")}
        polite = Politeness(delay_s=0, max_crawl_delay_s=0.2)
        async with serving(pages) as server, client(politeness=polite) as http:
            began = time.monotonic()
            for _ in range(3):
                await http.get(server.url + "/")
            assert time.monotonic() - began >= 0.4

    asyncio.run(run())


def test_nothing_is_left_behind_when_a_request_is_cancelled() -> None:
    async def run() -> None:
        async def never(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(60)

        one_by_one = Politeness(delay_s=0, concurrency=1)
        pages = {"/slow": never, "/": response(b"x")}
        async with serving(pages) as server, client(politeness=one_by_one) as http:
            task = asyncio.create_task(http.get(server.url + "/slow"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await http.get(server.url + "/")).body == b"x"

    asyncio.run(run())
