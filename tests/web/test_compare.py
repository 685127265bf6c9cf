"""What differs between two versions."""

from __future__ import annotations

import pytest

from web.compare import compare


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("a b c", "a x c", "b ", "x "),
        ("a\n\nb", "a\n\nb\n\nc", "", "c"),
        ("a\n\nb", "b", "a", ""),
        ("same", "same", "", ""),
        ("", "all new", "", "all new"),
    ],
)
def test_differences(before: str, after: str, gone: str, new: str) -> None:
    rows = compare(before, after)
    assert "".join(run.text for row in rows for run in row.before if run.is_changed) == gone
    assert "".join(run.text for row in rows for run in row.after if run.is_changed) == new


def test_two_long_unlike_paragraphs_are_marked_whole() -> None:
    (row,) = compare("a " * 5_000, "b " * 5_000)
    assert len(row.before) == len(row.after) == 1
