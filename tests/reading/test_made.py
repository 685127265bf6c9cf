"""What a reader makes of a text is what others would make of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search.prepare import prepare
from scraper.text import folded_words


@given(st.text("abßéЖёj’“–…\ufffd²№\u0301\u00a0\u00ad_1 \n", max_size=50) | st.text(max_size=50))
def test_words_that_are_parted_already_are_found_by_the_same_lexemes(text: str) -> None:
    assert prepare("", "", text, "de", folded_words(text)) == prepare("", "", text, "de")


@pytest.mark.parametrize("text", ["Der Rat tagte.", "Рыбинск растёт", "Łódź – miasto", "3 Mio. Straße_1"])
def test_texts_of_most_of_europe_are_parted_already(text: str) -> None:
    assert folded_words(text) is not None


@pytest.mark.parametrize("text", ["東京都", "กรุงเทพ", "हिन्दी", "Ἀθῆναι"])
def test_others_are_left_to_the_search(text: str) -> None:
    assert folded_words(text) is None
