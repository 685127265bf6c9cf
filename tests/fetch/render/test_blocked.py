"""What is fetched for a page, and what isn't."""

from __future__ import annotations

import pytest

from scraper.fetch.render.blocked import judge


@pytest.mark.parametrize(
    ("kind", "url", "verdict"),
    [
        ("script", "https://news.example/app.js", "fetch"),
        ("xhr", "https://api.news.example/list.json", "fetch"),
        ("fetch", "https://news.example/list.json", "fetch"),
        ("stylesheet", "https://news.example/a.css", "empty"),
        ("image", "https://news.example/a.png", "refuse"),
        ("font", "https://news.example/a.woff2", "refuse"),
        ("websocket", "wss://news.example/live", "refuse"),
        ("script", "https://www.googletagmanager.com/gtm.js?id=1", "refuse"),
        ("script", "https://googletagmanager.com.news.example/gtm.js", "fetch"),
        ("xhr", "data:text/plain,x", "refuse"),
        ("xhr", "file:///etc/passwd", "refuse"),
    ],
)
def test_a_request_is_judged_by_its_kind_and_host(kind: str, url: str, verdict: str) -> None:
    assert judge(kind, url, in_frame=False) == verdict


def test_pages_inside_the_page_are_refused() -> None:
    assert judge("document", "https://news.example/frame", in_frame=True) == "refuse"
