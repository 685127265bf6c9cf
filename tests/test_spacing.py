"""Where words begin and end."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.wording import _QUOTES, SENTENCE
from scraper.spacing import collapsed, words


@given(st.text(max_size=50) | st.text("ab_é \n.", max_size=50))
def test_words_are_runs_of_word_characters(text: str) -> None:
    assert words(text) == re.findall(r"\w+", text)


@given(st.text() | st.lists(st.sampled_from([" ", "\n", "\xa0", "\u3000", "a", "é", "日", "😀", "\x00"])).map("".join))
def test_white_space_is_collapsed_as_by_splitting(text: str) -> None:
    assert collapsed(text) == " ".join(text.split())
    assert collapsed(text).isascii() == " ".join(text.split()).isascii()


@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.lists(st.sampled_from("aé\u0301е’ \n\t\u200b\x7f\u0374")).map("".join)
)
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    one_by_one = pytest.importorskip("scraper.one_by_one", reason="nothing is compiled here")
    if one_by_one.is_tidy(text):
        assert unicodedata.normalize("NFC", text) == text
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]", text)


@given(
    st.lists(st.sampled_from(["we", "our", "ours", "you", "вы", "é", "x" * 64, "w" * 66, ""]), max_size=9).map(" ".join)
)
def test_words_among_others_are_found_as_by_splitting(text: str) -> None:
    one_by_one = pytest.importorskip("scraper.one_by_one", reason="nothing is compiled here")
    wanted = frozenset({"we", "our", "you", "w" * 66})
    assert one_by_one.among(text, wanted) == [word for word in text.split() if word in wanted]


@given(st.text() | st.lists(st.sampled_from(list('a.!?？ \n\u30003٣"“»é')), max_size=12).map("".join))
def test_marks_are_counted_as_by_expressions(text: str) -> None:
    one_by_one = pytest.importorskip("scraper.one_by_one", reason="nothing is compiled here")
    quotes, figures = sum(map(text.count, _QUOTES)), len(re.findall("[0-9]", text))
    assert one_by_one.marks(text) == (len(SENTENCE.findall(text)), text.count("?"), figures, quotes)
