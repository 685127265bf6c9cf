"""Words as we compare them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text import content_hash, fold, letters, normalise, normalise_beginning, word_count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("„Hallo“ – Welt", '"hallo" - WELT'),
        ("a\u00a0b", "a b"),
        ("Straße", "STRASSE"),
        ("ﬁne", "fine"),
        ("e\u0301", "é"),
        ("1,5 Prozent", "1.5 prozent"),
    ],
)
def test_typography_does_not_count(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize(("one", "other"), [("15", "1.5"), ("nicht gut", "gut"), ("a b", "b a"), ("мой", "мои")])
def test_words_and_figures_do(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert content_hash(one) != content_hash(other)


@given(st.text(max_size=50))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=50) | st.text("abcé’“”–…\ufffdжñ_1 \n", max_size=50) | st.text("жії—«№1 \n", max_size=50))
def test_words_are_runs_of_word_characters_whatever_parts_them(text: str) -> None:
    assert normalise(text).split() == re.findall(r"\w+", fold(text))
    assert word_count(text) == len(re.findall(r"\w+", text))
    assert content_hash(text) == content_hash(fold(text))


@given(st.text(max_size=40) | st.text("abcé’“ßжñ_1 \n\u0301", max_size=40), st.integers(0, 40))
def test_a_beginning_is_normalised_as_it_is_by_itself(text: str, size: int) -> None:
    assert normalise_beginning(text, size) == normalise(text[:size])


def test_nothing_has_no_hash() -> None:
    assert content_hash(" … ") == ""
    assert (word_count("zwei Wörter"), letters("bbabo.Net")) == (2, "bbabonet")
