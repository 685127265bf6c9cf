"""Names and figures are found letter by letter, compiled or not, as an expression would find them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from scraper.identify.counted import COUNTED
from scraper.identify.mentions import find_figures, find_names
from scraper.identify.spaced import spaced

SIGNS = "aAzZßŞİǅéИйФїя①Ⅷⅷ²½٣１ｱ日語名ªº 09 .,\u00a0\u202f\n_-'’ May Forty сорок zwei"
TEXTS = st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=60))


@given(TEXTS)
def test_names_are_the_runs_of_letters_that_begin_with_a_capital(text: str) -> None:
    words = spaced(text).words
    capitals, counted = find_names(words)
    runs = re.findall(r"[^\W\d_]+", words)
    assert sorted(capitals) == sorted({run for run in runs if run[0].isupper()})
    assert counted == {COUNTED[word] for word in words.split() if word in COUNTED}


@given(TEXTS)
def test_figures_are_runs_of_digits_with_what_parts_them(text: str) -> None:
    assert sorted(find_figures(text)) == sorted(set(re.findall(r"\d(?:[\d.,\u00a0\u202f ]*\d)?", text)))


def test_every_word_that_counts_is_seen_where_it_stands_alone() -> None:
    for word in filter(str.isalpha, COUNTED):
        assert find_names(word)[1] == find_names(f"a {word}\nb")[1] == {COUNTED[word]}
        assert find_names(f"_{word} {word}_ 1{word}")[1] == frozenset()
