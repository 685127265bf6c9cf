"""Words as we compare them."""

from __future__ import annotations

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text import (
    _becomes,
    content_hash,
    count_and_hash,
    fold,
    letters,
    nfkc,
    normalise,
    parted,
    parted_nfkc,
    spaced_by,
    word_count,
)


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
    assert count_and_hash(text) == (word_count(text), content_hash(fold(text)))


@pytest.mark.parametrize("block", range(0, 0x11000, 0x1000))
def test_what_becomes_of_each_sign_is_what_folding_makes_of_it(block: int) -> None:
    for sign in map(chr, range(block, block + 0x1000)):
        for text in (sign, f"a{sign}b", f"é{sign}{sign}", f"Ж{sign}ё"):
            words = re.findall(r"\w+", fold(text))
            found = spaced_by(text, _becomes())
            assert found is None or found == (" ".join(words), len(re.findall(r"\w+", text)))
            assert letters(text) == "".join(filter(str.isalnum, text.casefold()))


@pytest.mark.parametrize("page", ["latin-1", "cp1251", "cp1250"])
def test_what_a_table_parts_stays_in_one_form_when_it_is_folded(page: str) -> None:
    signs = [nfkc(bytes([code]).decode(page, "replace")) for code in range(256)]
    folded = "".join(sign for sign in signs if sign.isalnum() and parted(sign)).casefold()
    assert len(folded) > 100
    assert nfkc(folded) == folded


@given(st.text("abcéÀŻß’“”–…\ufffdªµ²№ﬁ\u0301\u00a0жЯñ_1 \n€㎏", max_size=50) | st.text(max_size=50))
def test_what_is_parted_without_nfkc_is_as_with_it(text: str) -> None:
    found = parted_nfkc(text)
    assert found is None or found.words.split() == re.findall(r"\w+", nfkc(text))
    assert found is None or found.folded == found.words.casefold() == nfkc(found.folded)


def test_nothing_has_no_hash() -> None:
    assert content_hash(" … ") == ""
    assert (word_count("zwei Wörter"), letters("bbabo.Net")) == (2, "bbabonet")


@pytest.mark.parametrize("text", ["Привет, мир", "中国"], ids=["on another page", "on none"])
def test_looking_for_a_page_leaves_nothing_that_refers_to_itself(text: str) -> None:
    """All that was at work then would stay in memory until Python looks for it."""
    gc.collect()
    gc.disable()
    parted(text), parted_nfkc(text)
    found = gc.collect()
    gc.enable()
    assert found == 0
