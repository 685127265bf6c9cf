"""Whatever comes in, an Article comes out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.parse import Rules, parse

TAGS = "p div span a h1 h2 ul li table tr td br article section nav script style time title meta b blockquote".split()  # noqa: SIM905

soup = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            [
                '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x",',
                '{"@type": ["NewsArticle"], "author": [{"name": null}, 3], "datePublished": 5}</script>',
                '<meta property="article:published_time" content="99999-99-99T99:99:99Z">',
                '<time datetime="2022-02-30">', '<meta charset="nonsense">', '<a href="http://[::1/">',
                '<link rel="canonical" href="http://[">', "<base href='//'>", "&#0;", "&nbsp;", "<!--", "]]>", "\x00",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=200)
@given(st.binary(max_size=3000))
def test_any_bytes(body: bytes) -> None:
    parse(body, "https://example.org/a", charset="utf-8")


@settings(max_examples=200)
@given(soup)
def test_any_soup_gives_clean_text_and_the_same_twice(body: str) -> None:
    article = parse(body, "https://example.org/a")
    assert article == parse(body, "https://example.org/a")
    assert not any(ord(char) < 32 and char not in "\n\t" for char in article.text + (article.title or ""))
    assert article.text == article.text.strip()


@settings(max_examples=50)
@given(st.text(max_size=60), st.text(max_size=10))
def test_any_address_and_charset(url: str, charset: str) -> None:
    parse(b"<p>" + "Ein längerer Satz, der für sich steht. ".encode() * 10, url, charset=charset)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "text",
        "<b>" * 50_000 + "text",
        "<p>" + "a, b. " * 500_000,
        "<p>" * 50_000,
        "<table>" + "<tr><td colspan=9000000000000000>x" * 5_000,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script><p>x",
        '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script><p>x",
        "<!--" * 10_000,
        "<a href=x>" * 20_000,
        '<script type="application/ld+json">{"@type": "NewsArticle", "keywords": "' + " " * 200_000 + '"}</script><p>x',
    ],
    ids=["deep", "deep inline", "long", "many", "colspan", "deep json", "deeper json", "comments", "links", "spaces"],
)
def test_pathological_pages_come_back_soon(body: str) -> None:
    """What is quadratic takes hours here, and so ends the whole run: a bound in seconds would fail on busy machines."""
    assert parse(body, "https://example.org/a").url == "https://example.org/a"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"", "no HTML"),
        (b"plain words", "no HTML"),
        (b"<html><body></body></html>", "no text"),
        (b"<title>404 Not Found</title><p>Sorry.", "404"),
    ],
)
def test_what_is_no_article_says_why(body: bytes, reason: str) -> None:
    article = parse(body, "https://example.org/a")
    assert article.kind == "page"
    assert reason in (article.rejected_because or "")


def test_rules_that_match_nothing_do_no_harm() -> None:
    page = "<h1>Kurz</h1>" + "<p>Ein Satz, der lang genug ist, um als Absatz eines Artikels zu gelten.</p>" * 5
    rules = Rules(title=".none", text=".none", lead=".none", authors=".none", published=".none", remove=(".none",))
    assert parse(page, "https://example.org/a", rules=rules) == parse(page, "https://example.org/a")
