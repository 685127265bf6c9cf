"""What is kept in memory of many hosts: no more than there is room for."""

from __future__ import annotations

import asyncio

import pytest

from scraper.errors import FetchError
from scraper.fetch.recent import Recent
from tests.fetch.conftest import client, response, serving


def test_what_was_used_longest_ago_goes_first() -> None:
    kept: Recent[str] = Recent(10)
    kept.put("a", "A", 4)
    kept.put("b", "B", 4)
    assert kept.get("a") == "A"
    kept.put("c", "C", 4)
    assert [kept.get(key) for key in "abc"] == ["A", None, "C"]


def test_the_last_one_stays_and_a_new_value_counts_in_place_of_the_old() -> None:
    kept: Recent[str] = Recent(10)
    kept.put("a", "A", 8)
    kept.put("a", "A2", 9)
    assert kept.get("a") == "A2"
    kept.put("b", "B", 50)
    assert [kept.get(key) for key in "ab"] == [None, "B"]


def test_robots_files_of_many_hosts_take_no_more_than_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is obeyed, and let go of when others need its room."""
    monkeypatch.setattr("scraper.fetch.copies.MOST", 15_000)
    rules = b"User-agent: *\nDisallow: /no\n" + b"# nothing\n" * 1000

    async def run() -> None:
        async with serving({"/robots.txt": response(rules), "/": response(b"x")}) as server, client() as http:
            port = server.url.rpartition(":")[2]
            hosts = [f"http://localhost:{port}", server.url, server.url, f"http://localhost:{port}"]
            for host in hosts:
                await http.get(f"{host}/")
                with pytest.raises(FetchError, match="Disallow: /no"):
                    await http.get(f"{host}/no")
            assert len([path for path, _ in server.asked if path == "/robots.txt"]) == 3

    asyncio.run(run())
