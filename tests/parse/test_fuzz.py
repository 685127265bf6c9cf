"""Real pages gone wrong: mutated pages of the sample site, giants, rubbish. An Article comes out, and soon enough."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.article import Article
from scraper.parse import Template, parse, parse_page
from scraper.parse.template_learn import learn_template
from scraper.sample import SampleSite, load_truth

URL = "https://site.example/2026/03/21/story"
LIMIT = 1_500 * 1024 * 1024
"""Bytes of address space that a giant may take, interpreter and libraries included."""


@cache
def real_pages() -> tuple[bytes, ...]:
    """One of each layout, language and encoding."""
    with SampleSite(is_cluttered=True) as site:
        return tuple(site.answer(article.path, site.url).body for article in load_truth().in_edition(1)[::4])


def flip(page: bytes, chance: random.Random) -> bytes:
    found = bytearray(page)
    for _ in range(chance.randrange(1, 200)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def cut(page: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(page)), chance.randrange(len(page))))
    return page[:start] + page[end:]


def repeat(page: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(page)), chance.randrange(len(page))))
    return page[:start] + page[start:end] * chance.randrange(2, 9) + page[end:]


def shuffle(page: bytes, chance: random.Random) -> bytes:
    tags = page.split(b"<")
    chance.shuffle(tags)
    return b"<".join(tags)


def unclose(page: bytes, chance: random.Random) -> bytes:
    return b"".join(part for part in page.split(b"</div>")) if chance.random() < 0.5 else page.replace(b'"', b"")


def misread(page: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(["utf-16", "utf-8-sig", "koi8-r", "utf-7", "cp037"])
    return page.decode("utf-8", "replace").encode(encoding, "replace")


MUTATIONS = (flip, cut, repeat, shuffle, unclose, misread)


@settings(max_examples=120)
@given(st.integers(0, 10**9), st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3))
def test_a_mutated_page_gives_an_article_and_the_same_one_twice(
    seed: int, mutations: list[Callable[[bytes, random.Random], bytes]]
) -> None:
    chance = random.Random(seed)
    page = chance.choice(real_pages())
    for mutate in mutations:
        page = mutate(page, chance) or b"<"
    found = parse_page(page, URL, template=template())
    assert found == parse_page(page, URL, template=template())
    assert isinstance(found.article, Article)
    assert len(found.article.text) <= len(page)


@cache
def template() -> Template:
    seen = [parse_page(page, URL, template=Template()).observation for page in real_pages()]
    return learn_template([observation for observation in seen if observation], least=3)


GIANTS = {
    "100 MB of text": "'<p>' + 'Words, and more of them. ' * 4_000_000",
    "100 MB of bytes": "bytes(range(256)) * 400_000",
    "nested divs": "'<div>' * 100_000 + 'text' + '</div>' * 100_000",
    "nested spans": "'<span>' * 100_000 + 'text'",
    "nested tables": "'<table><tr><td>' * 30_000 + 'text'",
    "nested blockquotes": "'<blockquote><p>' * 50_000 + 'text'",
    "millions of tiny nodes": "'<i>x</i>' * 2_000_000",
    "millions of paragraphs": "'<p>x' * 3_000_000",
    "millions of links": "'<a href=/a-2.html>x</a>' * 500_000",
    "giant attribute": "'<div class=\"' + 'a-2 ' * 5_000_000 + '\"><p>text'",
    "giant href": "'<a href=\"/' + '/2' * 5_000_000 + '\">x</a><p>text'",
    "many attributes": "'<p ' + ' '.join(f'a{n}=1' for n in range(500_000)) + '>text'",
    "giant JSON-LD": "LD + '{\"@graph\": [' + '{\"@type\": \"Person\"},' * 500_000 + '{}]}</script><p>x'",
    "broken JSON-LD": "LD + '[' * 500_000 + '</script><p>x'",
    "long JSON-LD text": "LD + '{\"articleBody\": \"' + 'Word. ' * 1_000_000 + '\"}</script><p>x'",
    "colspan": "'<table>' + '<tr><td colspan=9000000000000000 rowspan=9000000000000000>x' * 20_000",
    "unclosed tags": "'<' * 5_000_000",
    "unclosed comments": "'<!--' * 2_000_000",
    "entities": "'<p>' + '&amp;&#x0;&nosuch;' * 1_000_000",
    "line breaks": "'<p>' + 'a<br>' * 1_000_000",
    "one word": "'<p>' + 'a' * 20_000_000",
    "many metas": "'<meta name=author content=x>' * 300_000 + '<p>text'",
    "many headings": "'<h1>Title</h1>' * 100_000 + '<p>text'",
    "many dates": "'<time datetime=2026-03-21>21 March 2026</time> ' * 100_000",
}  # fmt: skip
"""By name: the page, as Python makes it."""

PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from scraper.parse import Template, parse_page
LD = '<script type="application/ld+json">'
page = {page}
parse_page(page, "https://site.example/a", template=Template())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
@pytest.mark.parametrize("page", GIANTS.values(), ids=GIANTS.keys())
def test_a_giant_is_read_in_bounded_memory_and_time(page: str) -> None:
    """In a process of its own, with a limit on its memory; half an hour's work would be something quadratic."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(limit=LIMIT, page=page)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "no-such-charset", "\x00", "cp037", "idna", "base64", ""])
def test_a_header_s_charset_is_only_a_claim(charset: str) -> None:
    for page in real_pages()[:3]:
        assert parse(page, URL, charset=charset).kind in {"article", "page"}
