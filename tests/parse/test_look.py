"""Blocks by themselves: which are running text, and what opens them."""

from __future__ import annotations

import pytest

from scraper.parse.blocks import block_of
from scraper.parse.look import LONGEST_PHRASE, look_at, opening

SENTENCE = "The bridge is open again, the mayor said on Monday."


@pytest.mark.parametrize(
    ("tag", "text", "links", "expected"),
    [
        ("p", SENTENCE, 0, True),
        ("p", SENTENCE, len(SENTENCE), False),
        ("p", "Monday, 9 March", 0, False),
        ("h2", SENTENCE, 0, False),
        ("div", SENTENCE, 0, False),
        ("div", f"{SENTENCE} {SENTENCE}", 0, True),
        ("div", "Home, News, Sport, Weather, Culture, Travel, Money, Opinion, Video", 0, True),
        ("div", "Home News Sport Weather Culture Travel Money Opinion Video Podcasts", 0, False),
        ("div", "桥，" * 40, 0, True),
    ],
    ids=["paragraph", "link", "short", "heading", "bare", "long", "commas", "menu", "chinese"],
)
def test_running_text(tag: str, text: str, links: int, expected: bool) -> None:
    assert look_at(block_of(0, tag, text, links, 0, False)).is_good is expected


def test_the_phrase_that_opens_a_line_but_no_text() -> None:
    line = "Read more: the bridge"
    assert opening(line) > 0
    assert opening(line + " and its mayor" * LONGEST_PHRASE) == 0
    assert opening(SENTENCE) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one, two, three, and a long way to go from there, and back,", 5),
        ("мир, труд, май и ещё длинная строка,", 3),
        ("🎺, ¿dos, tres, cuatro y más que eso?", 3),
        ("一，二、三，四", 3),
        ("واحد، اثنان، ثلاثة", 2),
        ("one, 二，三", 1),
        ("é", 0),
    ],
    ids=["western", "cyrillic", "beyond", "chinese", "arabic", "both", "none"],
)
def test_commas_are_those_of_the_text_s_script(text: str, expected: int) -> None:
    assert look_at(block_of(0, "p", text, 0, 0, False)).commas == expected
