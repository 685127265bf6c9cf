"""Many words counted in one walk: as often as `str.count` says, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.automaton import Mentions

GROUPS = (("product", "prod", "-doc-"), ("reply", "replies", " doc-"), ("od", "post", "postbody"))

pieces = st.sampled_from([*(word for group in GROUPS for word in group), "-", " ", "x", "é", "日", "\0"])


@given(st.lists(pieces).map("".join))
def test_each_group_is_counted_as_its_words_are(text: str) -> None:
    assert Mentions(GROUPS).count(text) == [sum(map(text.count, group)) for group in GROUPS]


def test_mentions_of_a_word_do_not_overlap() -> None:
    assert Mentions([["-doc-"], ["doc"]]).count("a-doc-doc-b") == [1, 2]


WORDS = ("crédit", "édit", "фото", "©", "x", "photo by", "photo")


@given(st.lists(st.sampled_from([*WORDS, "cr", "é", " ", "日", "\ud800", "\0"])).map("".join))
def test_words_are_told_apart_in_whatever_script(text: str) -> None:
    assert Mentions((WORDS,)).distinct(text) == sum(word in text for word in WORDS)


@given(st.lists(st.sampled_from([*WORDS, "cr", "é", " ", "日", "\ud800", "\0"])).map("".join))
def test_the_places_of_words_are_told(text: str) -> None:
    expected = [at for at in range(len(text)) if text.startswith(WORDS, at)]
    assert Mentions((WORDS,)).places(text) == expected
