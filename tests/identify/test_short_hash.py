"""Words are hashed as the library hashes them: the index holds what was hashed years ago, compiled or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh3_64_intdigest

from scraper.identify.short_hash import hash_short, hash_word


@given(st.binary(max_size=8), st.binary(min_size=1, max_size=32))
def test_a_short_word_has_the_library_s_hash(before: bytes, word: bytes) -> None:
    text = before + word + b"\xff"
    assert hash_short(text, len(before), len(before) + len(word)) == xxh3_64_intdigest(word)


@given(st.binary(min_size=1, max_size=100))
def test_so_has_any_other(word: bytes) -> None:
    assert hash_word(word, 0, len(word)) == xxh3_64_intdigest(word)
