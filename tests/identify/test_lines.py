"""A text's lines are read sign by sign, compiled or not, as tables and expressions would read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh3_64_intdigest

from scraper.identify.lines import BITS_48, read_lines
from scraper.text import folded

LETTERS = "aAzZßŞİſǅéИйФїя①Ⅷⅷ²½№™٣１ｱﾊﾞ日語名ไทยกำ한\u1112\u1161हि😀\ufe0f𝐀𠀀ªº\u00b4\u0301\u3099"
SIGNS = LETTERS + " 09 .,\u00a0\n\r\t\u2028_-'’"
TEXTS = st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=60))


@given(TEXTS)
def test_words_are_those_of_the_folded_text(text: str) -> None:
    lines = [line for line in map(bytes.split, folded(text).words.split(b"\n")) if line]
    words = [word for line in lines for word in line]
    found = read_lines(text)
    whole = found.without(frozenset())
    assert found.hashes == tuple(xxh3_64_intdigest(b" ".join(line)) & BITS_48 for line in lines)
    assert list(whole.numbers) == list(map(xxh3_64_intdigest, words))
    assert whole.size == len(b"".join(words))
    assert list(whole.figures) == [place for place, word in enumerate(words) if word[:1].isdigit()]


@given(st.lists(st.sampled_from(["one", "two 2", "3 three 33", "four", "5"]), max_size=8), st.sets(st.integers(0, 7)))
def test_what_is_left_out_might_not_be_there(lines: list[str], left_out: set[int]) -> None:
    out = {lines[place] for place in left_out if place < len(lines)}
    hashes = frozenset(hash_ for line in out for hash_ in read_lines(line).hashes)
    rest = "\n".join(line for line in lines if line not in out)
    found, expected = read_lines("\n".join(lines)).without(hashes), read_lines(rest).without(frozenset())
    assert (found.numbers, found.size, list(found.figures)) == (expected.numbers, expected.size, list(expected.figures))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("“Straße” — № 5", "STRASSE NO 5", id="typography and case"),
        pytest.param("5 m²", "5 m2", id="a small figure"),
        pytest.param("東京タワー", "東 京 タ ワ ー", id="every letter a word"),
        pytest.param("Ｎｅｗｓ ﬁve", "news five", id="wide letters, joined letters"),
        pytest.param("cafe\u0301", "café", id="a mark by itself"),
        pytest.param("I \u2764\ufe0f news 😀", "I news", id="pictures"),
    ],
)
def test_the_same_words(one: str, other: str) -> None:
    found, expected = read_lines(one), read_lines(other)
    assert found.hashes == expected.hashes
    assert found.hashes
    assert found.without(frozenset()) == expected.without(frozenset())
