"""When a page more teaches little of its site's template."""

from __future__ import annotations

import pytest

from scraper.crawl.teach import is_settled


@pytest.mark.parametrize(
    ("pages", "enough"),
    [
        ({}, False),
        ({"de": 39}, False),
        ({"de": 40}, True),
        ({"de": 40, "en": 5}, False),
        ({"de": 40, "en": 4}, True),
        ({"de": 40, "en": 40, "fr": 8}, True),
        ({"": 60}, True),
    ],
)
def test_enough_pages_are_known_when_nearly_all_are_of_languages_that_have_enough(
    pages: dict[str, int], enough: bool
) -> None:
    assert is_settled(pages) is enough
