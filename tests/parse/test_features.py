"""Blocks in numbers: how near a picture, a time and an input field are, and what is only measured where it counts."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.parse.blocks import read_blocks
from scraper.parse.features import Rows
from scraper.parse.row import FEATURES, LATE
from scraper.parse.survey import survey

PAGE = """
<main><div><img src=a><img src=b><p>A ship in the harbour of Kiel. Photo: Getty</p></div>
<p>The first paragraph of the text, which is long enough to count.</p>
<p>The second paragraph of the text, which is long enough to count.</p></main>
<form><p>Our newsletter, each morning.</p><input name=mail></form>
"""


def numbers(at: int) -> dict[str, float]:
    """Of the block of this number."""
    page = read_blocks(LexborHTMLParser(PAGE))
    rows = Rows(survey(page), None, None)
    while rows.at < at:
        assert rows.advance()
    return {name: getattr(rows, name)() if name in LATE else getattr(rows.row, name) for name in FEATURES}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, {"image_blocks": 1, "image_count": 2, "image_hops": 1, "credit": 2}),
        (1, {"image_blocks": 3, "image_count": 2, "image_hops": 1, "credit": 0}),
        (3, {"image_blocks": 4, "image_hops": 2, "input_blocks": 1, "input_hops": 1, "promo": 1}),
    ],
    ids=["caption", "paragraph", "newsletter"],
)
def test_what_stands_beside_a_block_is_counted(at: int, expected: dict[str, float]) -> None:
    found = numbers(at)
    assert {name: found[name] for name in expected} == expected


def test_what_is_nowhere_is_far_away() -> None:
    found = numbers(0)
    assert (found["time_blocks"], found["time_count"]) == (9999, 0)


def test_what_is_late_is_nothing_at_first() -> None:
    rows = Rows(survey(read_blocks(LexborHTMLParser(PAGE))), None, None)
    while rows.advance():
        assert not any(getattr(rows.row, name, 0.0) for name in LATE)


def test_a_link_between_two_links_is_not_asked_about_nor_what_is_hidden() -> None:
    page = read_blocks(
        LexborHTMLParser("<p><a href=a>One</a><p><a href=b>Two</a><p><a href=c>Three</a><div hidden>Four</div>")
    )
    rows = Rows(survey(page), None, None)
    asked = []
    while rows.advance():
        asked.append(page.blocks[rows.at].text)
    assert asked == ["One", "Three"]
