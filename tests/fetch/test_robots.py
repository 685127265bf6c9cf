"""robots.txt as RFC 9309 has it, from a real server; and the clock of its copies."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scraper.errors import FetchError
from scraper.fetch.copies import MAX_AGE, TROUBLE_AGE, Copies, lifetime
from scraper.fetch.robots import Robots, product_token
from scraper.response import Response
from tests.fetch.conftest import Answer, client, response, serving

PAGE = response(b"page")

SECOND = timedelta(seconds=1)


def allowed(robots: Answer, more: dict[str, Any] | None = None, **limits: Any) -> bool:
    """Whether /a may be fetched; if not, it must not have been asked for."""

    async def run() -> bool:
        pages: dict[str, Any] = {"/robots.txt": robots, "/a": PAGE, **(more or {})}
        async with serving(pages) as server, client(**limits) as http:
            try:
                await http.get(server.url + "/a")
            except FetchError as error:
                refusal = str(error)
            else:
                return True
            assert "/a" not in server.paths()
            assert "robots.txt" in refusal
            return False

    return asyncio.run(run())


def test_a_robots_file_may_be_longer_than_a_page_may() -> None:
    assert not allowed(response(b"User-agent: *\nDisallow: /a\n" + b"#" * 5000), max_body=1000)


def test_a_moved_robots_file_counts_where_it_was_asked_for() -> None:
    moved = response(status="301 Moved", Location="/r")
    assert not allowed(moved, more={"/r": response(b"User-agent: *\nDisallow: /a")})


@pytest.mark.parametrize(("hops", "is_allowed"), [(1, False), (5, False), (6, True)])
def test_five_redirects_are_followed_and_more_mean_that_there_is_none(hops: int, is_allowed: bool) -> None:
    chain = {f"/r{n}": response(status="301 Moved", Location=f"/r{n + 1}") for n in range(1, hops)}
    chain[f"/r{hops}"] = response(b"User-agent: *\nDisallow: /a")
    assert allowed(response(status="302 Found", Location="/r1"), more=chain) is is_allowed


def test_a_robots_file_that_redirects_to_itself_counts_as_missing() -> None:
    assert allowed(response(status="302 Found", Location="/robots.txt"))


def test_a_robots_file_may_be_at_another_authority() -> None:
    async def run() -> None:
        async with serving({"/robots.txt": response(b"User-agent: *\nDisallow: /a")}) as other:
            moved = response(status="301 Moved", Location=other.url + "/robots.txt")
            async with serving({"/robots.txt": moved, "/a": PAGE, "/b": PAGE}) as server, client() as http:
                assert (await http.get(server.url + "/b")).body == b"page"
                with pytest.raises(FetchError, match="disallows"):
                    await http.get(server.url + "/a")

    asyncio.run(run())


def test_the_refusal_names_the_line_and_the_group() -> None:
    async def run() -> None:
        text = b"# hello\nUser-agent: *\nAllow: /\nUser-agent: Dateline-Test/2\nDisallow: /a # ours\n"
        async with serving({"/robots.txt": response(text), "/a": PAGE}) as server, client() as http:
            with pytest.raises(FetchError) as caught:
                await http.get(server.url + "/a")
            told = "robots.txt, line 5, 'Disallow: /a' of the group for 'dateline-test' disallows it for dateline-test"
            assert told in str(caught.value)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("header", "hours"),
    [(None, 24), ("", 24), ("max-age=7200", 2), ("public, Max-Age = 7200", 2), ("max-age=0", 1), ("no-store", 24),
     ("max-age=99999999", 24)],
)  # fmt: skip
def test_how_long_a_copy_counts(header: str | None, hours: int) -> None:
    assert lifetime(header) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("status", "is_allowed"),
    [("400 Bad", True), ("401 Login", True), ("404 Gone", True), ("429 Slow", False), ("500 Oops", False)],
)
def test_a_robots_file_that_is_refused(status: str, is_allowed: bool) -> None:
    assert allowed(response(status=status)) is is_allowed


def test_no_answer_means_no() -> None:
    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.close()

    assert not allowed(hang_up)


def test_a_person_may_ask_for_one_page_whatever_robots_says() -> None:
    async def run() -> None:
        pages: dict[str, Any] = {"/robots.txt": response(b"User-agent: *\nDisallow: /"), "/a": PAGE}
        async with serving(pages) as server, client() as http:
            assert (await http.get(server.url + "/a", check_robots=False)).body == b"page"
            assert [path for path, _ in server.asked] == ["/a"]

    asyncio.run(run())


def test_sitemaps_are_told() -> None:
    async def run() -> tuple[str, ...]:
        text = (
            b"Sitemap: https://example.org/news.xml\nUser-agent: *\nDisallow: /\nSitemap:/more.xml\nsitemap:/more.xml"
        )
        async with serving({"/robots.txt": response(text)}) as server, client() as http:
            found = (await http.robots(server.url + "/any/page")).sitemaps
            return tuple(url.removeprefix(server.url) for url in found)

    assert asyncio.run(run()) == ("https://example.org/news.xml", "/more.xml")


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("Dateline (+https://example.org/bot; archive@example.org)", "Dateline"),
        ("dateline/1.0", "dateline"),
        ("Mozilla/5.0 (compatible; Dateline/1.0; +https://example.org)", "Dateline"),
        ("my-archive_bot/2 dateline/1.0", "my-archive_bot"),
    ],
)
def test_the_name_that_a_robots_file_knows_us_by(user_agent: str, token: str) -> None:
    assert product_token(user_agent) == token


class Site:
    """One robots.txt, or trouble, and a clock; counts how often it was asked for."""

    def __init__(self) -> None:
        self.now, self.asked, self.is_down = datetime(2026, 2, 10, tzinfo=UTC), 0, False

    async def fetch(self, url: str, site: object = None) -> Response:
        self.asked += 1
        if self.is_down:
            raise FetchError("connect", f"{url}: no connection")
        body = b"User-agent: *\nDisallow: /private"
        return Response(url, url, 200, (), body, datetime.now(UTC), 1)


def test_a_copy_is_used_for_a_day_and_longer_only_while_there_is_no_other() -> None:
    async def run() -> None:
        site = Site()
        robots = Robots(Copies(site.fetch, clock=lambda: site.now))
        for url in ("http://example.org/", "http://EXAMPLE.org:80/b"):
            (await robots.of(url)).require(url, "dateline")
        assert site.asked == 1
        site.now, site.is_down = site.now + MAX_AGE + SECOND, True
        old = await robots.of("http://example.org/")
        old.require("http://example.org/", "dateline")
        with pytest.raises(FetchError, match="disallows"):
            old.require("http://example.org/private", "dateline")
        assert site.asked == 2
        site.now += TROUBLE_AGE + SECOND
        await robots.of("http://example.org/")
        assert site.asked == 3

    asyncio.run(run())


def test_a_copy_of_a_clock_that_was_years_ahead_is_not_used_for_years() -> None:
    async def run() -> None:
        site = Site()
        robots = Robots(Copies(site.fetch, clock=lambda: site.now))
        site.now += 700 * MAX_AGE
        await robots.of("http://example.org/")
        site.now -= 700 * MAX_AGE
        await robots.of("http://example.org/")
        assert site.asked == 2

    asyncio.run(run())


def test_trouble_is_asked_about_again_soon_and_refuses_everything_until_then() -> None:
    async def run() -> None:
        site = Site()
        site.is_down = True
        robots = Robots(Copies(site.fetch, clock=lambda: site.now))
        with pytest.raises(FetchError, match=r"robots\.txt can't be had"):
            (await robots.of("http://example.org/")).require("http://example.org/", "dateline")
        site.now, site.is_down = site.now + TROUBLE_AGE + SECOND, False
        (await robots.of("http://example.org/")).require("http://example.org/", "dateline")

    asyncio.run(run())
