"""A serialised page as tags and texts: told apart quickly where they alternate, with care where they don't."""

from __future__ import annotations

import pytest

from scraper.parse import tags
from scraper.parse.classes import COMMENT, UNSEEN
from scraper.parse.tags import BREAK, CLOSE, LINK, LINK_END, MARK, NOTHING, OPEN, STRONG, STRONG_END, read_tags


def read(html: str) -> list[tuple[int, str]]:
    found, texts = read_tags(html)
    return [(tag.act, text) for tag, text in zip(found, texts, strict=True)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>a<a href="x">b</a></p>', [(OPEN, "a"), (LINK, "b"), (LINK_END, ""), (CLOSE, "")]),
        ("<p><b>a</b><br>c</p>", [(OPEN, ""), (STRONG, "a"), (STRONG_END, ""), (BREAK, "c"), (CLOSE, "")]),
        ('<p><img alt="x">a<time>b</time>c</p>', [(OPEN, ""), (MARK, "a"), (MARK, "b"), (NOTHING, "c"), (CLOSE, "")]),
        ("<p><em>a</em>b<!-- <p>c</p> --></p>", [(OPEN, ""), (NOTHING, "a"), (NOTHING, "b"), (CLOSE, "")]),
        ('<p title="1 > 2">a</p><p>b</p>', [(OPEN, "a"), (CLOSE, ""), (OPEN, "b"), (CLOSE, "")]),
        ('<p title="<p>">a</p><p>b</p>', [(OPEN, "a"), (CLOSE, ""), (OPEN, "b"), (CLOSE, "")]),
        ('<div class="a" <p="">a</div><p>b</p>', [(OPEN, "a"), (CLOSE, ""), (OPEN, "b"), (CLOSE, "")]),
    ],
    ids=["link", "bold and break", "marks", "inline and comment", "greater", "less", "a tag's name as an attribute"],
)
def test_tags_and_texts_are_told_apart(html: str, expected: list[tuple[int, str]]) -> None:
    assert read(html) == expected


def test_an_element_is_called_by_tag_and_class_and_named_by_its_attributes() -> None:
    (plain, comment, hidden), _ = read_tags('<p><div class="user comments"><div style="display: none">')
    assert (plain.signature, plain.names) == ("p.", 0)
    assert (comment.signature, comment.names & COMMENT) == ("div.user comments", COMMENT)
    assert hidden.names & UNSEEN


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "MAX_REMEMBERED", 50)
    monkeypatch.setattr(tags, "_tags", type(tags._tags)())
    for number in range(500):
        read_tags(f'<div id="n{number}">')
    assert len(tags._tags) <= 50
