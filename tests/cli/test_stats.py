"""Bars in the terminal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scraper.cli.stats import WIDTH, bar, over_time
from scraper.cli.status import bars


@pytest.mark.parametrize(
    ("value", "shown"), [(0, ""), (1000, "█" * WIDTH), (500, "█" * (WIDTH // 2)), (1, "▏"), (10, "▌")]
)
def test_a_bar(value: int, shown: str) -> None:
    assert bar(value, 1000) == shown


@pytest.mark.parametrize(("values", "shown"), [([0, 0], "▁▁"), ([0, 7], "▁█"), ([], ""), ([1, 2, 4], "▃▅█")])
def test_a_line_of_bars(values: list[int], shown: str) -> None:
    assert bars(values) == shown


@pytest.mark.parametrize(
    ("days", "title", "first", "bars"),
    [
        (30, "By day", ("2026-03-02", 1), 30),
        (100, "By week, from Monday", ("2025-12-22", 7), 15),
        (1000, "By month", ("2023-07", 26), 33),
    ],
)
def test_a_long_span_is_shown_in_longer_steps(days: int, title: str, first: tuple[str, int], bars: int) -> None:
    span = [date(2026, 3, 31) - timedelta(days=days - 1 - i) for i in range(days)]
    found = over_time(span, dict.fromkeys(span, 1))
    assert (found[0], found[1][0], len(found[1])) == (title, first, bars)
    assert sum(value for _, value in found[1]) == days
