"""What a page's blocks add up to."""

from __future__ import annotations

import pytest

from scraper.parse.blocks import block_of
from scraper.parse.outline import plain, shared

TEXTS = ["one", "two", "three", "two"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([], 0),
        (TEXTS, 14),
        (TEXTS[1:3], 8),
        (TEXTS[::-1], 14),
        (["other", *TEXTS], 14),
        (["".join(["t", "wo"]), "one", "".join(["th", "ree"])], 11),
    ],
    ids=["none", "all", "some", "the other way round", "one more", "alike"],
)
def test_letters_are_shared_in_whatever_order_paragraphs_come(paragraphs: list[str], expected: int) -> None:
    blocks = [block_of(0, "p", text, 0, 0, False) for text in TEXTS]
    assert shared(blocks, paragraphs) == (14, expected)


def test_figures_in_names_do_not_count_nor_what_is_beyond_their_beginning() -> None:
    assert plain("div.story  id-4711") == plain("div.story id-0")
    assert plain("p." + "x" * 100 + "1") == plain("p." + "x" * 100 + "y")
