"""What article addresses have in common, and which addresses of JSON a page names."""

from __future__ import annotations

import re

import pytest

from scraper.survey.addresses import article_pattern
from scraper.survey.scripts import json_named_in, scripts_of

URL = "https://news.example/"


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        (["en/sea/101", "en/air/102", "de/sea/103", "de/air/104"], r"/[^/]+/[^/]+/\d+$"),
        (
            ["2026/03/the-ferry/", "2026/03/a-port/", "2026/02/no-wind/", "2025/12/new-year/"],
            r"/\d{4}/\d+/[^/]+-[^/]+/$",
        ),
        (["a-b-12345.html", "c-d-12346.html", "e-12347.html", "f-g-12348.html"], r"/[^/]*\d[^/]*\.html$"),
        (["?p=101", "?p=102", "?p=103", "?p=104"], r"/\?p=\d+$"),
        (["en/sea", "en/air", "de/sea", "de/air"], None),
        (["a-b/1", "a-b/2"], None),
        (["1", "a/2", "a/b/3", "a/b/c/4", "a/b/c/d/5"], None),
    ],
    ids=["numbers", "dates", "endings", "queries", "words", "too few", "too many shapes"],
)
def test_patterns_of_articles(paths: list[str], pattern: str | None) -> None:
    urls = [URL + path for path in paths]
    assert article_pattern(urls) == pattern
    assert pattern is None or all(re.search(pattern, url) for url in urls)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('fetch("/api/latest")', ["api/latest"]),
        ("const u = 'https:\\/\\/news.example\\/data\\/list.json?n=5'", ["data/list.json?n=5"]),
        ("get(`/api/${id}`); get('/api/config.json')", []),
        ('load("data/front.json")', ["data/front.json"]),
        ('"https://api.other.example/api/list"', []),
        ('<link rel=preload as=fetch href="/api/home">', ["api/home"]),
        ('"/about" "/style.css"', []),
    ],
)
def test_json_is_named_to_the_letter(text: str, found: list[str]) -> None:
    assert json_named_in(text, URL) == [URL + path for path in found]


def test_scripts_are_the_site_s_own_the_last_first() -> None:
    html = "<script src=/lib.js></script><script src=https://cdn.example/x.js></script><script src=/app.js></script>"
    assert scripts_of(html, URL) == [URL + "app.js", URL + "lib.js"]
