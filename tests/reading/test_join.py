"""Parts of an article, joined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scraper.article import Article, Kind
from scraper.identify import fingerprint
from scraper.reading import Reading, is_part_of, join_parts


def part(*paragraphs: str, title: str = "The bridge", kind: Kind = "article", following: str | None = None) -> Reading:
    text = "\n\n".join(paragraphs)
    return Reading(Article(title=title, text=text, kind=kind, next_page=following), fingerprint(text), None, text)


def test_the_text_of_all_parts_follows_in_order_and_a_repeated_lead_stands_once() -> None:
    joined = join_parts(part("Lead.", "One.", "One."), [part("Lead.", "Two."), part("Lead.", "Three.")])
    assert joined.article.text.split("\n\n") == ["Lead.", "One.", "One.", "Two.", "Three."]
    assert joined.article.word_count == 5
    assert joined.fingerprint == fingerprint(joined.article.text)


@pytest.mark.parametrize(
    ("found", "belongs"),
    [
        (part("Two."), True),
        (part("Two.", title="The bridge (2/3)"), True),
        (part("Two.", title=""), True),
        (part("Two.", title="Another story"), False),
        (part("One."), False),
        (part("Two.", kind="page"), False),
    ],
    ids=["more", "numbered title", "no title", "another article", "the same again", "no article"],
)
def test_a_part_brings_more_of_the_same_article(found: Reading, belongs: bool) -> None:
    assert is_part_of(found, [part("One.")]) is belongs


def test_the_whole_is_as_truncated_as_its_last_part() -> None:
    first = part("One.", following="https://example.org/a?page=2")
    first = replace(first, article=replace(first.article, is_truncated=True))
    assert join_parts(first, [part("Two.")]).article.is_truncated is None
