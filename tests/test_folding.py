"""The words of a text are found sign by sign as by expressions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh3_64_intdigest

from scraper.folding import CAPITAL_FIRST, CAPITAL_WITHIN, DOUBLED, NO_LETTER, _by_expressions, fold_words, hashes_of
from scraper.signs import UNSPACED, nfkc
from scraper.text import fold

LETTERS = "aAzZßŞİſǅéИйФїя①Ⅷⅷ²½№™٣１ｱﾊﾞ日語名ไทยกำ한\u1112\u1161हि😀\ufe0f𝐀𠀀ªº\u00b4\u0301\u3099"
TEXTS = st.text(max_size=60) | st.text(LETTERS + " 09 .,\u00a0\n\r\t\u2028_-'’", max_size=60)


@given(TEXTS)
def test_a_walk_finds_what_expressions_find(text: str) -> None:
    walk = pytest.importorskip("scraper.word_by_word", reason="nothing is compiled here")
    assert walk.words_of(text, False) in (None, _by_expressions(text))
    assert walk.words_of(nfkc(text), True) in (None, _by_expressions(nfkc(text)))


@pytest.mark.parametrize("block", range(0, 0x11000, 0x1000))
def test_it_knows_what_becomes_of_each_sign(block: int) -> None:
    walk = pytest.importorskip("scraper.word_by_word", reason="nothing is compiled here")
    for sign in map(chr, range(block, block + 0x1000)):
        for text in (f"a{sign}b\n{sign}", f"É{sign}{sign}", f"Ж{sign}ё"):
            assert walk.words_of(text, False) in (None, _by_expressions(text))
            assert walk.words_of(nfkc(text), True) in (None, _by_expressions(nfkc(text)))


@given(TEXTS)
def test_words_are_those_of_the_folded_text(text: str) -> None:
    found = fold_words(text)
    assert found.text in (text, nfkc(text))
    words = re.findall(rf"[{UNSPACED}]|[^\W{UNSPACED}]+", nfkc(text))
    assert found.words.decode().split() == [nfkc(word.casefold()) for word in words]
    if found.is_parted:
        assert [line.split() for line in found.words.decode().splitlines()] == [
            words for line in fold(text).split("\n") if (words := re.findall(r"\w+", line))
        ]


@given(TEXTS)
def test_each_word_has_its_places_and_traits(text: str) -> None:
    found = fold_words(text)
    words = [found.words[start : end - 1].decode() for start, end in zip(found.ends, found.ends[1:], strict=False)]
    assert words == found.words.decode().split()
    assert len(words) == len(found.starts) == len(found.traits)
    for word, start, trait in zip(words, found.starts, found.traits, strict=True):
        written = found.text[start:]
        assert fold(written).startswith(word[0])
        assert bool(trait & CAPITAL_FIRST) == written[0].isupper()
        assert bool(trait & NO_LETTER) >= any(map(str.isdecimal, word))


@given(st.lists(st.text("aß\u0458я日", min_size=1, max_size=40), max_size=5))
def test_each_word_has_the_library_s_hash(words: list[str]) -> None:
    """The index holds what was hashed years ago, compiled or not."""
    found = fold_words(" ".join(words))
    assert list(found.hashes) == list(map(xxh3_64_intdigest, found.words.split()))
    assert hashes_of(b"".join([word + b"\n" for word in found.words.split()])) == found.hashes


@pytest.mark.parametrize(
    ("word", "traits"),
    [
        ("рыба", 0), ("Zürich", CAPITAL_FIRST), ("NATO", CAPITAL_FIRST | CAPITAL_WITHIN), ("iPhone", CAPITAL_WITHIN),
        ("Straße", CAPITAL_FIRST | DOUBLED), ("日", 0),
    ],
)  # fmt: skip
def test_traits(word: str, traits: int) -> None:
    assert list(fold_words(word).traits) == [traits]


@pytest.mark.parametrize("word", ["A320", "2nd", "a_b", "_"])
def test_digits_and_underscores_are_no_letters(word: str) -> None:
    assert fold_words(word).traits[0] & NO_LETTER
