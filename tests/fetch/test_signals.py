"""What publishers say against archiving and training, wherever they say it."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchError
from scraper.fetch import Client, Politeness
from scraper.fetch.signals import page_signals, reserved
from scraper.fetch.tdmrep import parse_tdmrep, reservation_of
from scraper.response import Response
from tests.fetch.conftest import response, serving

PIECES = st.sampled_from([b"<", b"meta", b"<meta", b"<META ", b"mEtA", b">", b" ", b"a", b"1", b"x" * 498, b"y"])


@given(st.lists(PIECES, max_size=12).map(b"".join), st.integers(0, 3_000))
def test_meta_elements_are_found_as_by_an_expression(page: bytes, end: int) -> None:
    compiled = pytest.importorskip("scraper.fetch.metas", reason="nothing is compiled here")
    expression = re.compile(rb"<meta(?![0-9a-z])([^>]{0,499}+)>", re.IGNORECASE)
    tags = [tag.lower() for tag in expression.findall(page, 0, end)]
    assert compiled.metas(page, end, (b"",)) == tags
    assert compiled.metas(page, end, (b"am", b"ax")) == [tag for tag in tags if b"am" in tag or b"ax" in tag]


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ((), b"<p>Hello", []),
        ((("X-Robots-Tag", "NOARCHIVE, nosnippet"),), b"", ["header: noarchive"]),
        ((("x-robots-tag", "otherbot: noai, noimageai"),), b"", ["header: noai", "header: noimageai"]),
        ((("TDM-Reservation", "1"),), b"", ["header: tdm-reservation=1"]),
        ((("tdm-reservation", "0"),), b"", []),
        ((), b'<meta name="robots" content="max-image-preview:large, noarchive">', ["meta: noarchive"]),
        ((), b"<META content='noai' NAME=robots>", ["meta: noai"]),
        ((), b'<meta name="tdm-reservation" content="1"/>', ["meta: tdm-reservation=1"]),
        ((), b'<meta name="robots" content="noarchive"><meta name="robots" content="noarchive">', ["meta: noarchive"]),
        ((), b'<meta name="description" content="noarchive">', []),
        ((), b"x" * 70_000 + b'<meta name="robots" content="noarchive">', []),
    ],
)
def test_signals_of_a_page(headers: tuple[tuple[str, str], ...], body: bytes, expected: list[str]) -> None:
    url = "https://example.org/"
    assert page_signals(Response(url, url, 200, headers, body, datetime.now(UTC), 1)) == expected


@pytest.mark.parametrize(
    ("signals", "obeyed", "expected"),
    [
        (["header: noarchive"], {"noarchive"}, "header: noarchive"),
        (["header: noarchive"], {"tdm", "noai"}, None),
        (["meta: noimageai"], {"noai"}, "meta: noimageai"),
        (["meta: noarchive", "meta: tdm-reservation=1"], {"tdm"}, "meta: tdm-reservation=1"),
        (["content-signal: search=yes, ai-train=no"], {"ai-train"}, "content-signal: search=yes, ai-train=no"),
        (["content-signal: search=yes, ai-train=no"], {"search"}, None),
        (["content-signal: SEARCH=yes,AI-Input=NO"], {"ai-input"}, "content-signal: SEARCH=yes,AI-Input=NO"),
        (["content-usage: train-ai=n"], {"ai-train"}, "content-usage: train-ai=n"),
        (["content-usage: train-ai=y"], {"ai-train"}, None),
        (["header: noarchive"], set(), None),
    ],
)
def test_a_signal_reserves_the_uses_that_it_names(signals: list[str], obeyed: set[str], expected: str | None) -> None:
    assert reserved(signals, obeyed) == expected


@pytest.mark.parametrize(
    ("path", "is_reserved"),
    [
        ("/free/1", False),
        ("/news/1", True),
        ("/news/open/1", False),
        ("/pictures/a.jpg", True),
        ("/pictures/a.jpg?x", False),
        ("/", False),
    ],
)
def test_the_first_location_that_covers_an_address_decides(path: str, is_reserved: bool) -> None:
    rules = [
        {"location": "/news/open/*", "tdm-reservation": 0},
        {"location": "news/", "tdm-reservation": "1", "tdm-policy": "https://example.org/policy.json"},
        {"location": "*.jpg$", "tdm-reservation": 1},
        {"location": 7, "tdm-reservation": 1},
        "nonsense",
    ]
    found = reservation_of(f"https://example.org{path}", parse_tdmrep(json.dumps(rules).encode()))
    assert (found is not None and found.is_reserved) == is_reserved


@pytest.mark.parametrize("data", [b"", b"{}", b"<html>", b"\xff\xfe", b"[" * 100_000, b'[{"location": "/"}]'])
def test_what_is_no_tdmrep_reserves_nothing(data: bytes) -> None:
    assert parse_tdmrep(data) == []


def test_nothing_reserved_is_asked_for() -> None:
    """Neither what robots.txt reserves nor what tdmrep.json does; and each of them is read once."""
    robots = b"User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n\nUser-agent: other\nAllow: /"
    tdm = json.dumps([{"location": "/news", "tdm-reservation": 1}]).encode()
    pages = {
        "/robots.txt": response(robots),
        "/.well-known/tdmrep.json": response(tdm),
        "/news": response(b"x"),
        "/": response(b"x"),
    }

    async def ask(url: str, *obeyed: str) -> str:
        polite = Politeness(delay_s=0, obey_signals=frozenset(obeyed))
        async with Client(user_agent="x (+https://example.org)", politeness=polite, allow_private=True) as client:
            try:
                return (await client.get(url)).body.decode()
            except FetchError as error:
                return f"{error.kind}: {error}"

    async def run() -> None:
        async with serving(pages) as server:
            assert await ask(f"{server.url}/news") == "x"
            assert await ask(f"{server.url}/news", "search", "noarchive") == "x"
            assert "says 'content-signal: search=yes, ai-train=no'" in await ask(f"{server.url}/", "ai-train")
            assert [path for path, _ in server.asked].count("/.well-known/tdmrep.json") == 0
            told = await ask(f"{server.url}/news", "tdm")
            assert told.startswith("signals: ")
            assert "reserves '/news' from text and data mining" in told
            assert await ask(f"{server.url}/", "tdm") == "x"
            assert [path for path, _ in server.asked].count("/news") == 2

    asyncio.run(run())
