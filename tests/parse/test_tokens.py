"""A page as tags and texts: from Python's side of the tree and from the library's, always the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scraper.parse.tags import BORDER, BREAK, CLOSE, LINK, LINK_END, MARK, NOTHING, OPEN, STRONG, STRONG_END
from scraper.parse.tokens import MOST_HIDDEN, Tokens
from scraper.sample import SampleSite, load_truth

try:
    from scraper.parse.lexbor import READS_TREES
    from scraper.parse.nodes import Nodes
except ImportError:
    READS_TREES = False

WALKS = [Tokens, Nodes] if READS_TREES else [Tokens]
walks = pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)


def read(walk: type[Tokens], html: str) -> list[tuple[int, str]]:
    """Within the body."""
    return [(act, text) for act, _, _, _, text in told(walk, html)][1:-1]


def told(walk: type[Tokens], html: str) -> list[tuple[int, str, str, int, str]]:
    start = LexborHTMLParser(html).body
    assert start is not None
    tokens = walk(start)
    found = []
    while tokens.advance():
        tag = tokens.tag
        found.append((tag.act, tag.name, tag.signature, tag.names, tokens.text))
    return found


@walks
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>a<a href="x">b</a></p>', [(OPEN, "a"), (LINK, "b"), (LINK_END, ""), (CLOSE, "")]),
        ("<p><b>a</b><br>c</p>", [(OPEN, ""), (STRONG, "a"), (STRONG_END, ""), (BREAK, "c"), (CLOSE, "")]),
        ('<p><img alt="x">a<time>b</time>c</p>', [(OPEN, ""), (MARK, "a"), (MARK, "b"), (NOTHING, "c"), (CLOSE, "")]),
        ("<p><em>a</em>b<!-- <p>c</p> -->d</p>", [(OPEN, ""), (NOTHING, "a"), (NOTHING, "bd"), (CLOSE, "")]),
        ("<p>a<script><p>b</script>c<select>d</select>e", [(OPEN, "ace"), (CLOSE, "")]),
        ("<p>a<!-- b", [(OPEN, "a"), (CLOSE, "")]),
        ("<p>a &lt; b &amp;lt; c&nbsp;d", [(OPEN, "a < b &lt; c\xa0d"), (CLOSE, "")]),
        ("<p>a<embed>b", [(OPEN, "a"), (BORDER, "b"), (CLOSE, "")]),
        ("<p>a<1>c", [(OPEN, "a<1>c"), (CLOSE, "")]),
        ("<my-tag>a</my-tag>", [(OPEN, "a"), (CLOSE, "")]),
        ("a", []),
    ],
    ids=[
        "link", "bold and break", "marks", "inline and comment", "stripped", "a comment without end", "escaped",
        "embedded", "no tag", "own tag", "no tags",
    ],
)  # fmt: skip
def test_tags_and_texts_are_told_apart(walk: type[Tokens], html: str, expected: list[tuple[int, str]]) -> None:
    assert read(walk, html) == expected


@walks
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<span class="sr-only">a <span>b</span> c</span>d', "d"),
        (f'<span class="sr-only">{"a" * MOST_HIDDEN}</span>d', "d"),
        (f'<span class="sr-only">{"a" * (MOST_HIDDEN + 1)}</span>d', "a" * (MOST_HIDDEN + 1) + "d"),
        (f"<span hidden>a<i>{'b' * MOST_HIDDEN}<script>c</script></i></span>d", f"a{'b' * MOST_HIDDEN}d"),
        ('<span class="sr-only">a<span class="sr-only">b</span>c</span>d', "d"),
        ('<span class="sr-only">a', ""),
        ('<span aria-hidden="true">a</span>', "a"),
        ('<span style="color:red; display: none">a</span>b', "b"),
    ],
    ids=["hidden", "long", "too long", "too long within", "nested", "without end", "for the ear", "styled"],
)
def test_hidden_words_are_left_out(walk: type[Tokens], html: str, expected: str) -> None:
    assert "".join(text for _, _, _, _, text in told(walk, html)) == expected


@walks
def test_of_an_element_alone(walk: type[Tokens]) -> None:
    tree = LexborHTMLParser("<p>a<br>b</p>c")
    for selector, expected in (("p", ["a", "b", ""]), ("br", [""])):
        start = tree.css_first(selector)
        assert start is not None
        tokens = walk(start)
        texts = []
        while tokens.advance():
            texts.append(tokens.text)
        assert texts == expected


NAMES = st.sampled_from(
    "div p a b span br img input embed script nav template svg math td table form my-tag pre xmp noscript".split()  # noqa: SIM905
)
ATTRIBUTES = st.sampled_from([
    "", ' class="comment story-body"', ' class="sr-only"', ' class=\'a"b&<\'', " hidden", ' style="display:\tnone"',
    ' style="color:none; x: hidden"', ' style="visibility : Hidden"', ' id="main" role="navigation"', ' ="', ' <p=""',
    ' itemprop="articleBody"', ' aria-hidden="true"', " class", f' class="{"x " * 3000}"',
])  # fmt: skip
PIECES = st.one_of(
    st.builds("<{}{}>".format, NAMES, ATTRIBUTES),
    st.builds("</{}>".format, NAMES),
    st.sampled_from(
        ["text", " ", "\n", "&nbsp;", "&lt;b>", "ü", "日本", "\u2003", "<!-- c -->", "<!", "<?php x ?>", "\0"]
    ),
)


@pytest.mark.skipif(not READS_TREES, reason="there is one walk only")
@given(st.lists(PIECES, max_size=30).map("".join))
def test_both_walks_tell_the_same(html: str) -> None:
    assert told(Nodes, html) == told(Tokens, html)


@pytest.mark.skipif(not READS_TREES, reason="there is one walk only")
def test_both_walks_tell_the_same_of_the_sample_site() -> None:
    with SampleSite(is_cluttered=True) as site:
        for article in load_truth().in_edition(1)[::10]:
            html = site.answer(article.path, site.url).body.decode()
            assert told(Nodes, html) == told(Tokens, html)
