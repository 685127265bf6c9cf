"""A serialised page as tags and texts: told apart quickly where they alternate, with care where they don't."""

from __future__ import annotations

import pytest

from scraper.parse.tags import BREAK, CLOSE, LINK, LINK_END, MARK, NOTHING, OPEN, STRONG, STRONG_END
from scraper.parse.tokens import MOST_HIDDEN, Tokens


def read(html: str) -> list[tuple[int, str]]:
    tokens = Tokens(html)
    found = []
    while tokens.advance():
        found.append((tokens.tag.act, tokens.text))
    return found


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>a<a href="x">b</a></p>', [(OPEN, "a"), (LINK, "b"), (LINK_END, ""), (CLOSE, "")]),
        ("<p><b>a</b><br>c</p>", [(OPEN, ""), (STRONG, "a"), (STRONG_END, ""), (BREAK, "c"), (CLOSE, "")]),
        ('<p><img alt="x">a<time>b</time>c</p>', [(OPEN, ""), (MARK, "a"), (MARK, "b"), (NOTHING, "c"), (CLOSE, "")]),
        ("<p><em>a</em>b<!-- <p>c</p> -->d</p>", [(OPEN, ""), (NOTHING, "a"), (NOTHING, "bd"), (CLOSE, "")]),
        ("<p>a<!-- b --><!-- c -->", [(OPEN, "a")]),
        ("<p>a<!-- b", [(OPEN, "a")]),
        ('<p title="1 > 2">a</p><p>b</p>', [(OPEN, "a"), (CLOSE, ""), (OPEN, "b"), (CLOSE, "")]),
        ('<p title="<p>">a</p><p>b</p>', [(OPEN, "a"), (CLOSE, ""), (OPEN, "b"), (CLOSE, "")]),
        ('<a title="1 > 2" href="x">a</a><img alt=">">b', [(LINK, "a"), (LINK_END, ""), (MARK, "b")]),
        ('<div class="a" <p="">a</div><p>b</p>', [(OPEN, "a"), (CLOSE, ""), (OPEN, "b"), (CLOSE, "")]),
        ("<p>a<1>c", [(OPEN, "a"), (NOTHING, "c")]),
        ("<p>a<", [(OPEN, "a")]),
        ("a", []),
    ],
    ids=[
        "link", "bold and break", "marks", "inline and comment", "two comments", "a comment without end", "greater",
        "less", "greater in a link", "a tag's name as an attribute", "no tag", "half a tag", "no tags",
    ],
)  # fmt: skip
def test_tags_and_texts_are_told_apart(html: str, expected: list[tuple[int, str]]) -> None:
    assert read(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<span class="sr-only">a <span>b</span> c</span>d', "d"),
        (f'<span class="sr-only">{"a" * MOST_HIDDEN}</span>d', "d"),
        (f'<span class="sr-only">{"a" * (MOST_HIDDEN + 1)}</span>d', "a" * (MOST_HIDDEN + 1) + "d"),
        ('<span class="sr-only">a<span class="sr-only">b</span>c</span>d', "d"),
        ('<span class="sr-only">a', ""),
    ],
    ids=["hidden", "long", "too long", "nested", "without end"],
)
def test_hidden_words_are_left_out(html: str, expected: str) -> None:
    assert "".join(text for _, text in read(html)) == expected
