"""Words of classes, read letter by letter as Python reads them by expressions."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.parse import classes

class_words = pytest.importorskip("scraper.parse.class_words", reason="nothing is compiled here")

WORDS = [*sorted(classes.MEANING), *classes.FIRST, "body", "copy", "rich", "s", "x", "1", "ё", "\x1c", " ", "-", "_"]
BIT = st.builds(lambda word, change: change(word), st.sampled_from(WORDS), st.sampled_from([str, str.title, str.upper]))


@given(st.lists(BIT | st.sampled_from([" ", "-", "_"]), max_size=12).map("".join) | st.text())
@example("article content")
@example("article--Bodys story")
@example("post--- -text")
@example("FAQItem " + "related-" * 20)
def test_names_mean_what_python_reads(names: str) -> None:
    assert class_words.meaning(names) == classes.meaning(names)


def test_every_word_is_known() -> None:
    for word in classes.MEANING:
        assert class_words.meaning(word.upper()) == classes.meaning(word)
