"""Labels of blocks: what share of a block the gold text has, and which copy of a text is the article's."""

from __future__ import annotations

import re
from collections import Counter
from types import ModuleType
from typing import Any

import pytest

from bench.body_labels import by_segments, by_text

ARTICLE = ["The bridge over the harbour is open to ships.", "Nobody believed that it would ever be.", "Really."]
GOLD: dict[str, Any] = {"text": "\n\n".join(ARTICLE)}


@pytest.fixture
def judge() -> ModuleType:
    """The part of a data directory's scorer that labels are made with."""
    module = ModuleType("score")
    words = lambda text: re.findall(r"\w+", text)  # noqa: E731

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        told = words(text)
        return Counter(tuple(told[at : at + 4]) for at in range(max(1, len(told) - 3)))

    vars(module).update(tokens=words, shingles=shingles, squash=lambda text: " ".join(text.split()))
    return module


def test_a_block_counts_by_its_words_in_the_gold(judge: ModuleType) -> None:
    labels = by_text(["Subscribe to our newsletter today.", *ARTICLE], GOLD, judge)
    assert [label.share for label in labels] == [0, 1, 1, 1]
    assert labels[1].weight == 10


def test_of_two_copies_the_one_in_company_counts(judge: ModuleType) -> None:
    labels = by_text([ARTICLE[0], *["Menu and more of it, all the way down."] * 6, *ARTICLE], GOLD, judge)
    assert [label.share for label in labels] == [0, *[0] * 6, 1, 1, 1]


def test_a_short_line_far_from_the_text_is_a_stray(judge: ModuleType) -> None:
    labels = by_text(["Really.", *["Menu and more of it, all the way down."] * 6, *ARTICLE[:2]], GOLD, judge)
    assert labels[0].share == 0


def test_a_short_line_counts_where_the_gold_has_it_on_a_line_with_its_neighbour(judge: ModuleType) -> None:
    gold = {"text": f"1 {ARTICLE[0]}\n\n{ARTICLE[1]}"}
    labels = by_text(["1", ARTICLE[0], "2", ARTICLE[1]], gold, judge)
    assert [label.share for label in labels] == [1, 1, 0, 1]


def test_optional_paragraphs_say_nothing(judge: ModuleType) -> None:
    gold = {**GOLD, "paragraphs": [{"text": text, "optional": text == ARTICLE[1]} for text in ARTICLE]}
    assert [label.weight > 0 for label in by_text(ARTICLE, gold, judge)] == [True, False, True]


def test_segments_speak_only_where_they_stand_once(judge: ModuleType) -> None:
    gold = {"with": ["open to ships", "is"], "without": ["Subscribe"]}
    labels = by_segments(["Subscribe now", ARTICLE[0], "This is it"], gold, judge)
    assert [(label.share, label.weight) for label in labels] == [(0, 1), (1, 1), (0, 0)]
