"""What a reader makes of a text is what others would make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search.prepare import prepare
from scraper.parse import Hints, Rules
from scraper.reading import PageToRead
from scraper.reading.made import finish
from scraper.text import folded_words


@given(st.text("abßéЖёjΣςάıİș’“–…\ufffd²№\u0301\u00a0\u00ad_1 \n", max_size=50) | st.text(max_size=50))
def test_words_that_are_parted_already_are_found_by_the_same_lexemes(text: str) -> None:
    assert prepare(text, text, text, "de", folded_words) == prepare(text, text, text, "de")


@pytest.mark.parametrize("text", ["Der Rat tagte.", "Рыбинск растёт", "Łódź – miasto", "3 Mio. Straße_1"])
def test_texts_of_most_of_europe_are_parted_already(text: str) -> None:
    assert folded_words(text) is not None


@pytest.mark.parametrize("text", ["東京都", "กรุงเทพ", "5 m²"])
def test_others_are_left_to_the_search(text: str) -> None:
    assert folded_words(text) is None


def test_a_text_that_nothing_was_cut_from_is_one_with_the_uncut() -> None:
    said = "The council met to talk of the bridge, the river and the road that leads there, and rose at midnight."
    paragraphs = "".join(f"<p>On day {day} of the month it was the same again. {said}</p>" for day in range(1, 15))
    head = '<meta property="og:type" content="article"><title>The council talks of the bridge</title>'
    heading = '<h1>The council talks of the bridge</h1><time datetime="2026-02-09T10:00:00Z">9 February 2026</time>'
    page = f"<html><head>{head}</head><body><article>{heading}{paragraphs}</article></body></html>"
    moment = datetime(2026, 2, 10, tzinfo=UTC)
    to_read = PageToRead(page.encode(), "https://example.org/1", "utf-8", Hints(), Rules(), moment)
    parsed = to_read.parse()
    reading = finish(to_read, replace(parsed, uncut="".join(list(parsed.article.text))))
    assert reading.article.kind == "article"
    assert reading.uncut is reading.article.text
