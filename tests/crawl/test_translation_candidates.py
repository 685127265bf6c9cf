"""Which articles are compared with one in another language, of those that the index names."""

from __future__ import annotations

import pytest

from db import clues
from scraper.crawl.translations import COMPARED, told_by, translation_candidates

LENGTH = 1000


def held(article_id: int, language: str = "en", length: int = LENGTH) -> str:
    return clues.holder(article_id, language, length)


@pytest.mark.parametrize(
    ("shared", "other", "is_one"),
    [
        (1, held(7), False),
        (2, held(7), True),
        (2, held(7, "ru"), False),
        (2, held(7, length=1700), False),
        (3, held(7, length=1700), True),
        (3, held(7, length=3000), False),
    ],
    ids=["one name", "two", "its own language", "two and less alike in length", "three", "another length"],
)
def test_names_in_common_make_a_candidate(shared: int, other: str, is_one: bool) -> None:
    found = {key: held(key) + other for key in range(100, 100 + shared)}
    assert translation_candidates(found, [], "ru", LENGTH) == ({7} if is_one else set())


def test_lengths_say_nothing_against_a_fact() -> None:
    found = {1: held(7, length=9000), 2: held(7, length=9000)}
    assert translation_candidates(found, [1], "ru", LENGTH) == {7}


def test_those_with_the_rarest_names_are_compared() -> None:
    usual = [held(number) for number in range(20, 30)]
    found = {1: "".join(usual), 2: "".join(usual), 3: held(7), 4: held(7)}
    assert len(candidates := translation_candidates(found, [], "ru", LENGTH)) == COMPARED
    assert 7 in candidates


def test_the_site_s_word_needs_no_second() -> None:
    found = {1: held(7) + held(8, "ru"), 2: held(9)}
    assert told_by(found, [1, 5], "ru") == {7}
    assert told_by(found, [1], None) == set()
