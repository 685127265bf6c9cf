"""Bytes as UTF-8: what is valid stays as it is, however long; anything else is read like the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.charset import PIECE, as_utf8, decode


@given(st.binary() | st.text().map(str.encode))
def test_the_bytes_say_what_the_text_says(body: bytes) -> None:
    assert as_utf8(body) == decode(body).encode("utf-8", "replace")


@pytest.mark.parametrize("before", range(4))
def test_a_letter_may_lie_across_two_pieces(before: int) -> None:
    body = b"a" * (PIECE - before) + "é日😀".encode()
    assert as_utf8(body) is body
    assert as_utf8(body[:-1]) != body[:-1]


def test_what_was_encoded_twice_is_read_once() -> None:
    text = "“Quoted” – é"
    twice = text.encode().decode("latin-1").encode()
    assert decode(twice) == text
    assert decode(twice + "日".encode()) == (twice + "日".encode()).decode()
