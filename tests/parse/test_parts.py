"""Parts of an article: told by addresses, not by what links are called."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.parse.document import read_document
from scraper.parse.parts import Parts, find_parts, split_number

SITE = "https://site.example"


def hrefs(html: str) -> str:
    return read_document(LexborHTMLParser(html), SITE).hrefs


@pytest.mark.parametrize(
    ("url", "stem", "number"),
    [
        ("/story", "/story", 1),
        ("/story/", "/story", 1),
        ("/story?page=3", "/story", 3),
        ("/story?id=7&page=3", "/story?id=7", 3),
        ("/story?page=3&id=7", "/story?id=7", 3),
        ("/story/2", "/story", 2),
        ("/story/page/2/", "/story", 2),
        ("/story/seite-2", "/story", 2),
        ("/story_p2.html", "/story.html", 2),
        ("/2026/03/21/story-12", "/2026/03/21/story-12", 1),
        ("/story-2026", "/story-2026", 1),
        ("/", "", 1),
    ],
)
def test_an_address_is_parted_into_the_article_s_and_a_number(url: str, stem: str, number: int) -> None:
    assert split_number(SITE + url) == (SITE + stem, number)


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        ("/a", '<a href="?page=2">2</a>', Parts(next=f"{SITE}/a?page=2")),
        ("/a", '<a href="/a/2">Weiter</a>', Parts(next=f"{SITE}/a/2")),
        ("/a?page=2", '<a href="/a">1</a><a href="/a?page=3">3</a>', Parts(2, f"{SITE}/a?page=3", None, f"{SITE}/a")),
        ("/a?page=2", '<a href="/a">1</a>', Parts(2, None, None, f"{SITE}/a")),
        ("/a/3", '<a href="/a/2">back</a>', Parts(3, None, None, f"{SITE}/a")),
        (
            "/a",
            '<a href="/a?page=2">2</a><a href="?page=all">all</a>',
            Parts(1, f"{SITE}/a?page=2", f"{SITE}/a?page=all"),
        ),
        ("/a", '<a href="/a/komplettansicht">x</a>', Parts(whole=f"{SITE}/a/komplettansicht")),
        ("/a?id=1", '<a href="/a?id=1&amp;page=2">2</a>', Parts(next=f"{SITE}/a?id=1&page=2")),
        ("/a?utm_source=feed&gclid=x", '<a href="/a?page=2">2</a>', Parts(next=f"{SITE}/a?page=2")),
        ("/a?utm_id=x", '<a href="?utm_id=x&amp;page=2">2</a>', Parts(next=f"{SITE}/a?utm_id=x&page=2")),
        ("/a?utm_source=feed", '<a href="/a/komplettansicht">x</a>', Parts(whole=f"{SITE}/a/komplettansicht")),
    ],
    ids=[
        "parameter", "path", "middle", "last", "last by path", "whole", "whole by path", "more parameters", "tracked",
        "both tracked", "whole of tracked",
    ],
)  # fmt: skip
def test_the_parts_of_an_article_are_found(url: str, html: str, expected: Parts) -> None:
    assert find_parts(hrefs(html), SITE + url, {}) == expected


@pytest.mark.parametrize(
    "link",
    [
        'href="https://site.example/news/a-long-name?page=2"', 'href="//site.example/news/a-long-name?page=2"',
        "href='/news/a-long-name?page=2'", 'HREF="a-long-name?page=2"', "href=./a-long-name?page=2",
        'href="../news/a-long-name?page=2"', 'href="?page=2"', "href=?page=2",
    ],
)  # fmt: skip
def test_the_next_part_is_found_however_its_link_is_written(link: str) -> None:
    html = f'<link rel="canonical" href="{SITE}/news/a-long-name"><a href="/x?y">a-long-name?</a><a {link}>2</a>'
    assert find_parts(hrefs(html), f"{SITE}/news/a-long-name", {}).next == f"{SITE}/news/a-long-name?page=2"


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("/a", '<a href="/b?page=2">2</a>'),
        ("/a", '<a href="/a?page=3">3</a>'),
        ("/a", '<a href="https://other.example/a?page=2">2</a>'),
        ("/a", '<a href="/a/comment-page-2">older</a>'),
        ("/a", '<a href="/a-2.html">another</a>'),
        ("/2026/12", '<a href="/2026/11">November</a>'),
        ("/a", '<a href="http://[">broken</a>'),
    ],
    ids=["another page", "not the next", "another host", "comments", "weak", "a date", "broken"],
)
def test_what_is_no_part_is_left_alone(url: str, html: str) -> None:
    found = find_parts(hrefs(html), SITE + url, {})
    assert (found.next, found.whole) == (None, None)


def test_rel_next_is_believed_only_for_the_next_number() -> None:
    assert find_parts("", f"{SITE}/a.html", {"next": f"{SITE}/a-2.html"}).next == f"{SITE}/a-2.html"
    assert find_parts("", f"{SITE}/a.html", {"next": f"{SITE}/another-article.html"}).next is None


def test_parameters_that_the_canonical_address_leaves_out_do_not_count() -> None:
    html = '<a href="/a?page=2">2</a>'
    assert find_parts(hrefs(html), f"{SITE}/a?wt=7", {"canonical": f"{SITE}/a"}).next == f"{SITE}/a?page=2"
    assert find_parts(hrefs(html), f"{SITE}/a?id=7", {"canonical": f"{SITE}/a?id=7"}).next is None
    assert find_parts(hrefs(html), f"{SITE}/a?id=7", {"canonical": f"{SITE}/"}).next is None


@pytest.mark.parametrize("rel", ["next", "canonical"])
def test_a_link_of_the_head_that_is_no_address_says_nothing(rel: str) -> None:
    assert find_parts("", "https://example.org/story", {rel: "http://[x"}) == Parts()
