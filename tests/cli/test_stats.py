"""Bars in the terminal."""

from __future__ import annotations

import pytest

from scraper.cli.stats import WIDTH, bar
from scraper.cli.status import bars


@pytest.mark.parametrize(
    ("value", "shown"), [(0, ""), (1000, "█" * WIDTH), (500, "█" * (WIDTH // 2)), (1, "▏"), (10, "▌")]
)
def test_a_bar(value: int, shown: str) -> None:
    assert bar(value, 1000) == shown


@pytest.mark.parametrize(("values", "shown"), [([0, 0], "▁▁"), ([0, 7], "▁█"), ([], ""), ([1, 2, 4], "▃▅█")])
def test_a_line_of_bars(values: list[int], shown: str) -> None:
    assert bars(values) == shown
