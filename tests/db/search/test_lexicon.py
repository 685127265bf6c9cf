"""What is known of words is found alike, compiled or not."""

from __future__ import annotations

from array import array
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh3_64_intdigest

from db.search import dictionary
from db.search.dictionary import Lexicon
from db.search.words import _NEEDS_CARE

WORD = st.text(alphabet="abcdef\u00e9\u044f\u65e5\U0001f600", min_size=1, max_size=12)
KNOWN = st.dictionaries(WORD, st.text(alphabet="abc\u00e9\u044f", max_size=4), max_size=40)


@given(KNOWN, st.lists(st.one_of(WORD, st.just("")), max_size=40), st.integers(0, 50))
def test_words_are_found_in_both(known: dict[str, str], words: list[str], limit: int) -> None:
    lexicon = pytest.importorskip("db.search.lexicon", reason="nothing is compiled here")
    ours, theirs = lexicon.Lexicon(), Lexicon()

    def learn(unknown: list[str]) -> list[str]:
        assert len(unknown) == len(set(unknown))
        return [known.get(word, word[::-1]) for word in unknown]

    for text in (" ".join(words), "\n".join([*known, *known]), " ".join([*words, *known]), ""):
        assert ours.look_up(text.encode(), limit, learn) == theirs.look_up(text.encode(), limit, learn)
        parted = [word.encode() for word in text.split()]
        ends = array("I", accumulate([len(word) + 1 for word in parted], initial=0))
        hashes = array("Q", map(xxh3_64_intdigest, parted))
        found = ours.look_up_parted(b" ".join(parted), ends, hashes, limit, learn)
        assert found == theirs.look_up(text.encode(), limit, learn)
        assert ours.count == theirs.count


def test_it_grows() -> None:
    lexicon = pytest.importorskip("db.search.lexicon", reason="nothing is compiled here").Lexicon()
    words = [f"word{number}" for number in range(20_000)]
    learnt: list[str] = []

    def learn(unknown: list[str]) -> list[str]:
        learnt.extend(unknown)
        return [word[::-1] for word in unknown]

    for _ in range(2):
        found = lexicon.look_up(" ".join(words).encode(), 20_000, learn)
        assert found == (" ".join(word[::-1] for word in words).encode(), 20_000)
    assert lexicon.look_up(b"word1 another word2", 3, learn) == (b"1drow rehtona 2drow", 3)
    assert sorted(learnt) == sorted([*words, "another"])


def test_words_that_could_not_be_learnt_are_asked_for_again() -> None:
    lexicon = pytest.importorskip("db.search.lexicon", reason="nothing is compiled here").Lexicon()
    with pytest.raises(KeyError):
        lexicon.look_up(b"one two", 2, lambda unknown: [{"one": "eno"}[word] for word in unknown])
    assert lexicon.look_up(b"one two", 2, lambda unknown: [word[::-1] for word in unknown]) == (b"eno owt", 2)


@given(st.lists(WORD, max_size=40))
def test_a_word_is_unknown_once(words: list[str]) -> None:
    lexicon = pytest.importorskip("db.search.lexicon", reason="nothing is compiled here")
    for known in (lexicon.Lexicon(), Lexicon()):
        assert known.unknown(" ".join(words).encode()) == list(dict.fromkeys(words))
        assert known.unknown("\n".join(words).encode()) == []
        assert known.count == len(set(words))


def test_no_sign_of_europe_needs_care() -> None:
    lexicon = pytest.importorskip("db.search.lexicon", reason="nothing is compiled here")
    for sign in map(chr, range(0x11000)):
        known = lexicon.is_european(sign)
        assert known or not dictionary.is_european(sign)
        assert not (known and _NEEDS_CARE.match(sign))
        assert known == lexicon.is_european(sign * 5) == lexicon.is_european("–abcdefg" + sign)
    assert lexicon.is_european("Łódź – 5 €")
