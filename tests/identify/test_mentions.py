"""Names and figures are found letter by letter, compiled or not, as an expression would find them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from scraper.identify.counted import COUNTED
from scraper.identify.mentions import count_sentences, find_capitals, find_counted, find_figures, find_long
from scraper.signs import UNSPACED, nfkc
from scraper.text import folded

SIGNS = "aAzZßŞİǅéИйФїя①Ⅷⅷ²½٣１ｱ日語名ªº 09 .,\u00a0\u202f\n_-'’ May Forty сорок zwei"
TEXTS = st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=60))


def words_of(text: str) -> list[str]:
    return re.findall(rf"[{UNSPACED}]|[^\W{UNSPACED}]+", nfkc(text))


@given(TEXTS)
def test_capitals_are_the_runs_of_letters_that_begin_with_one(text: str) -> None:
    found = find_capitals(folded(text))
    runs = re.findall(r"[^\W\d_]+", " ".join(words_of(text)))
    assert {nfkc(one) for one in found.splitlines()} == {nfkc(run.casefold()) for run in runs if run[0].isupper()}


@given(TEXTS)
def test_words_that_count_are_those_of_a_table(text: str) -> None:
    found = find_counted(folded(text))
    assert found == {COUNTED[word] for word in words_of(text) if word in COUNTED}


@given(TEXTS)
def test_long_words_are_runs_of_so_many_letters(text: str) -> None:
    long, size = find_long(folded(text), 2)
    runs = re.findall(r"[^\W\d_]{2,}", " ".join(words_of(text)))
    assert {nfkc(one) for one in long.splitlines()} == {nfkc(run.casefold()) for run in runs}
    assert size == len("".join(words_of(text)))


@given(TEXTS)
def test_figures_are_runs_of_digits_with_what_parts_them(text: str) -> None:
    assert sorted(find_figures(text, folded(text))) == sorted(set(re.findall(r"\d(?:[\d.,\u00a0\u202f ]*\d)?", text)))


@given(st.text(alphabet=".!?… \na。！？", max_size=40))
def test_sentences_end_with_a_stop_and_white_space(text: str) -> None:
    assert count_sentences(text) == len(re.findall(r"[.!?][ \n]|… |[。！？]", text))


def test_every_word_that_counts_is_seen_where_it_stands_alone() -> None:
    for word in filter(str.isalpha, COUNTED):
        for text in (word, f"a {word}\nb", f"日{word}本"):
            assert find_counted(folded(text)) == {COUNTED[word]}
        apart = f"_{word} {word}_ 1{word}"
        assert find_counted(folded(apart)) == set()
