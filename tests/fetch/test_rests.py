"""Who is left alone, after what, and for how long: tables, and a real server that goes down and comes back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from scraper.errors import FetchError
from scraper.fetch import Politeness, Site
from scraper.fetch.address import domain_of
from scraper.fetch.rests import DAY, HOUR, MINUTE, Rest, after_failure, remaining_s
from scraper.fetch.turns import slower
from tests.fetch.conftest import client, response, serving


@pytest.mark.parametrize(
    ("kind", "status", "retry_after_s", "failures", "seconds"),
    [
        ("dns", None, None, 2, 0), ("dns", None, None, 3, 15 * MINUTE), ("dns", None, None, 4, HOUR),
        ("dns", None, None, 99, 14 * DAY), ("connect", None, None, 3, 5 * MINUTE), ("connect", None, None, 99, 7 * DAY),
        ("tls", None, None, 3, HOUR), ("timeout", None, None, 3, 0), ("timeout", None, None, 5, 10 * MINUTE),
        ("status", 500, None, 5, 0), ("status", 502, None, 6, 2 * MINUTE), ("status", 500, None, 99, 12 * HOUR),
        ("status", 503, 90.0, 1, 90), ("status", 503, None, 1, 0), ("status", 429, 7.0, 1, 7),
        ("status", 429, None, 1, 30), ("status", 429, None, 3, 120), ("status", 429, 1e9, 1, 2 * DAY),
    ],
)  # fmt: skip
def test_each_class_of_error_has_its_own_patience(
    kind: Any, status: int | None, retry_after_s: float | None, failures: int, seconds: float
) -> None:
    error = FetchError(kind, "trouble", status=status, retry_after_s=retry_after_s)
    before = Rest(0.0, failures - 1, kind, status, "before")
    rest = after_failure(error, before, now=1000.0)
    assert rest is not None
    assert (rest.failures, rest.until) == (failures, 1000.0 + seconds if seconds else 0.0)


@pytest.mark.parametrize(("until", "left_s"), [(0, 0), (900, 0), (1060, 60), (1000 + 14 * DAY, 14 * DAY), (1e10, 0)])
def test_a_rest_ends_by_itself_and_at_once_if_a_clock_was_wrong(until: float, left_s: float) -> None:
    assert remaining_s(Rest(until, 3, "connect", None, "down"), 1000.0) == left_s


@pytest.mark.parametrize(("kind", "status"), [("status", 404), ("status", 403), ("body", None), ("too_large", None)])
def test_what_speaks_of_a_page_does_not_count_against_its_host(kind: Any, status: int | None) -> None:
    assert after_failure(FetchError(kind, "trouble", status=status), None, now=0.0) is None


@pytest.mark.parametrize(
    ("delay_s", "answer_s", "expected"),
    [(1.0, 0.1, 1.0), (1.0, 3.0, 6.0), (1.0, 100.0, 30.0), (60.0, 100.0, 60.0), (0.0, 3.0, 0.0)],
)
def test_slow_answers_slow_us_down(delay_s: float, answer_s: float, expected: float) -> None:
    assert slower(delay_s, answer_s) == expected


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.example.co.uk:443", "example.co.uk"), ("a.b.example.org:80", "example.org"), ("example.org:80",) * 2,
        ("one.tumblr.com:443", "tumblr.com"), ("127.0.0.1:80", "127.0.0.1"), ("[::1]:80", "[::1]"),
        ("localhost:8000", "localhost"), ("co.uk:80", "co.uk"),
    ],
)  # fmt: skip
def test_the_registrable_domain_of_a_host(host: str, domain: str) -> None:
    assert domain_of(host) == domain.removesuffix(":80")


def test_a_host_that_is_down_is_left_alone_and_says_why() -> None:
    async def run() -> None:
        async with serving({}) as server:
            url = server.url
        async with client() as http:
            for _ in range(3):
                with pytest.raises(FetchError) as caught:
                    await http.get(url + "/", check_robots=False)
                assert caught.value.kind == "connect"
            with pytest.raises(FetchError, match=r"is left alone for another 5 minutes, since 3 requests") as caught:
                await http.get(url + "/other", check_robots=False)
            assert caught.value.kind == "resting"
            assert 290 < (caught.value.retry_after_s or 0) <= 300

    asyncio.run(run())


def test_one_good_answer_ends_the_count() -> None:
    async def run() -> None:
        oops, well = response(status="500 Oops"), response(b"x")
        async with serving({"/": [oops, oops, oops, oops, oops, well, oops, well]}) as server, client() as http:
            outcomes = []
            for _ in range(8):
                try:
                    outcomes.append((await http.get(server.url + "/", check_robots=False)).status)
                except FetchError as error:
                    outcomes.append(error.status or 0)
            assert outcomes == [500, 500, 500, 500, 500, 200, 500, 200]

    asyncio.run(run())


def test_a_short_retry_after_is_waited_for_by_everybody() -> None:
    async def run() -> None:
        is_asked = asyncio.Event()

        async def busy(writer: asyncio.StreamWriter) -> None:
            writer.write(response(status="503 Busy", Retry_After="1"))
            is_asked.set()

        pages = {"/a": [busy, response(b"a")], "/b": response(b"b")}
        async with serving(pages) as server, client(retries=1) as http:
            first = asyncio.create_task(http.get(server.url + "/a", check_robots=False))
            await is_asked.wait()
            await asyncio.sleep(0.1)
            began = asyncio.get_running_loop().time()
            await http.get(server.url + "/b", check_robots=False)
            assert asyncio.get_running_loop().time() - began > 0.5
            assert (await first).body == b"a"

    asyncio.run(run())


def test_a_long_retry_after_closes_the_host_for_everybody() -> None:
    async def run() -> None:
        async with serving({"/": response(status="429 Slow down", Retry_After="3600")}) as server, client() as http:
            for kind in ("status", "resting"):
                with pytest.raises(FetchError) as caught:
                    await http.get(server.url + "/", check_robots=False)
                assert (caught.value.kind, caught.value.status) == (kind, 429)
            assert server.paths() == ["/"]

    asyncio.run(run())


def test_hosts_of_one_domain_share_their_turns_where_so_set() -> None:
    async def run() -> None:
        running = most = 0

        async def slow(writer: asyncio.StreamWriter) -> None:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.05)
            running -= 1
            writer.write(response(b"x"))

        async with serving({"/": slow}) as one, serving({"/": slow}) as two:
            for scope, at_once in (("domain", 1), ("host", 2)):
                most = 0
                async with client(politeness=Politeness(delay_s=0, concurrency=1)) as http:
                    site = Site(scope=scope)  # type: ignore[arg-type]
                    urls = [one.url + "/", two.url + "/"]
                    await asyncio.gather(*(http.get(url, site=site, check_robots=False) for url in urls))
                assert most == at_once

    asyncio.run(run())
