"""Names and figures are found letter by letter, compiled or not, as an expression would find them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from scraper.identify.counted import COUNTED
from scraper.identify.mentions import count_sentences, find_figures, find_long, find_names
from scraper.identify.spaced import spaced

SIGNS = "aAzZßŞİǅéИйФїя①Ⅷⅷ²½٣１ｱ日語名ªº 09 .,\u00a0\u202f\n_-'’ May Forty сорок zwei"
TEXTS = st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=60))


@given(TEXTS)
def test_names_are_the_runs_of_letters_that_begin_with_a_capital(text: str) -> None:
    words = spaced(text).words
    found = find_names(text, False)
    capitals, counted = found or find_names(words, True) or ([], frozenset())
    runs = re.findall(r"[^\W\d_]+", words)
    assert sorted(capitals) == sorted({run for run in runs if run[0].isupper()})
    assert counted == {COUNTED[word] for word in words.split() if word in COUNTED}


@given(TEXTS)
def test_long_words_are_runs_of_so_many_letters(text: str) -> None:
    words = spaced(text).words
    long, size = find_long(text, 2, False) or find_long(words, 2, True) or ([], 0)
    assert sorted(long) == sorted(set(re.findall(r"[^\W\d_]{2,}", words)))
    assert size == len(re.findall(r"[^ \n]", words))


@given(TEXTS)
def test_figures_are_runs_of_digits_with_what_parts_them(text: str) -> None:
    assert sorted(find_figures(text)) == sorted(set(re.findall(r"\d(?:[\d.,\u00a0\u202f ]*\d)?", text)))


@given(st.text(alphabet=".!?… \na。！？", max_size=40))
def test_sentences_end_with_a_stop_and_white_space(text: str) -> None:
    assert count_sentences(text) == len(re.findall(r"[.!?][ \n]|… |[。！？]", text))


def test_every_word_that_counts_is_seen_where_it_stands_alone() -> None:
    for word in filter(str.isalpha, COUNTED):
        for text in (word, f"a {word}\nb", f"日{word}本"):
            assert find_names(text, False) == find_names(spaced(text).words, True)
            assert find_names(text, False) in [([word], {COUNTED[word]}), ([], {COUNTED[word]})]
        assert find_names(f"_{word} {word}_ 1{word}", False) == (find_names(word, False)[0], frozenset())
