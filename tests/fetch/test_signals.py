"""What publishers say against archiving and training, wherever they say it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.fetch.signals import page_signals
from scraper.response import Response


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
