"""Lines around a text: what is looked for quickly is found as if it were looked for word by word."""

from __future__ import annotations

import re

import pytest

from scraper.parse import phrases
from scraper.parse.phrases import credited, promotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge is open again.", 0),
        ("Photo: Getty Images", 2),
        ("© Фото: AFP", 3),
        ("Crédit photo: AFP, AFP", 3),
    ],
)
def test_credits_are_counted_once_each(text: str, expected: float) -> None:
    assert credited(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge is open again, the mayor said.", 0),
        ("A comment by the mayor", 0),
        ("Comments are closed", 1),
        ("Get our NEWSLETTER, download our app", 2),
        ("Подпишитесь на нас", 1),
        ("会員登録", 1),
    ],
)
def test_what_wants_something_of_the_reader_is_counted_up_to_two(text: str, expected: float) -> None:
    assert promotes(text) == expected


def test_every_promotion_has_its_beginning() -> None:
    alternatives = phrases._PROMOTIONS.pattern.split("|")
    openings = {re.split(r"[(\\]", alternative)[0] for alternative in alternatives} - {"policy", "section)", ""}
    assert all(any(start.startswith(opening) for opening in phrases._BEGINNINGS) for start in openings)
