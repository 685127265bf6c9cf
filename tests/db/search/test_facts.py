"""What the index knows besides words: spans of days and of numbers by few lexemes, and none missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search import facts

TIMES = st.integers(0, 40 * 365 * 86_400).map(
    lambda seconds: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SPANS = [
    ("2024-02-01", "2024-03-01", ["m202402"]),
    ("2024-01-01", "2025-01-01", ["y2024"]),
    ("2024-01-01", "2024-01-01T00:00:01", ["d20240101"]),
    ("2023-12-31", "2024-02-02", ["d20231231", "m202401", "d20240201"]),
    ("2023-11-30", "2025-01-02", ["d20231130", "m202312", "y2024", "d20250101"]),
]


@pytest.mark.parametrize(("since", "until", "expected"), SPANS)
def test_a_span_of_days_takes_the_coarsest_that_fit(since: str, until: str, expected: list[str]) -> None:
    found = facts.span_of_time(day(since), day(until))
    assert found == [f"{facts.FACT}{one}" for one in expected]


def test_too_long_a_span_is_left_to_the_articles() -> None:
    assert facts.span_of_time(day("1900-01-01"), day("2024-01-01")) is None
    assert facts.span_of_time(day("9999-12-01"), datetime.max.replace(tzinfo=UTC)) is None


OPEN = [
    ("2026-03-19", None, ["d20260319", "d20260320"]),
    ("2026-02-01", None, ["m202602", "m202603"]),
    (None, "2023-03-22", ["d20230321"]),
    (None, "2024-02-01", ["y2023", "m202401"]),
    (None, None, ["y2023", "y2024", "y2025", "y2026"]),
    ("2026-03-21", "2026-04-01", []),
    ("2026-03-01", "2026-03-01", []),
    ("2027-01-01", None, []),
    (None, "2022-12-31", []),
]


@pytest.mark.parametrize(("since", "until", "expected"), OPEN)
def test_an_open_span_ends_where_the_archive_does(since: str | None, until: str | None, expected: list[str]) -> None:
    first, last = day("2023-03-21").date(), day("2026-03-20").date()
    found = facts.within(day(since) if since else None, day(until) if until else None, first, last)
    assert found == [f"{facts.FACT}{one}" for one in expected]


NAMES = [
    ("Jörg Groß", "groß", True), ("Jörg Groß", "joerg gross", True), ("Jörg Groß", "rg", False),
    ("Anna-Lena Meier", "lena meier", True), ("Anna Lena Meier", "anna meier", False), ("J. R. Doe", "j. r.", True),
    ("王小明", "小明", True), ("王小明", "王小", True), ("王小明", "王明", False), ("王小明", "王", True),
    ("Ёлкина Анна", "елкина", True), ("Meier", "mei*", True), ("Meier", "mei", False), ("Meier", "...", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed", "is_meant"), NAMES)
def test_a_name_is_found_by_words_that_stand_side_by_side_in_it(name: str, typed: str, is_meant: bool) -> None:
    known = facts.of_author(name)
    assert is_meant == any(
        {*one.lexemes[:-1]} <= {*known}
        and any(fact.startswith(one.lexemes[-1]) if one.is_prefix else fact == one.lexemes[-1] for fact in known)
        for one in facts.by_author(typed)
    )


@given(since=TIMES, length=st.timedeltas(timedelta(seconds=1), timedelta(days=3000)), moment=TIMES)
def test_a_time_is_found_by_the_spans_that_hold_its_day(since: datetime, length: timedelta, moment: datetime) -> None:
    until = since + length
    found = facts.span_of_time(since, until)
    assert found is not None
    assert len(found) <= 2 * (30 + 11) + 10
    touched = since.date() <= moment.date() <= (until - timedelta(microseconds=1)).date()
    assert len(set(found) & set(facts.of_time(moment))) == touched


@given(low=st.integers(0, 10**7), width=st.integers(1, 10**7), number=st.integers(1, 2 * 10**7))
def test_a_number_is_found_by_the_spans_that_hold_it(low: int, width: int, number: int) -> None:
    found = facts.span_of_numbers(low, low + width)
    assert len(found) <= facts.FEW
    shared = len(set(found) & set(facts.of_number(number)))
    assert shared <= 1
    if low <= number < low + width:
        assert shared == 1
    if not low - 8 * width - facts.BLOCK <= number < low + 9 * width + facts.BLOCK:
        assert shared == 0


@given(low=st.integers(0, 10**7), width=st.integers(1, 10**7), number=st.integers(1, 2 * 10**7))
def test_from_a_number_on_nothing_below_its_block_is_found(low: int, width: int, number: int) -> None:
    found = facts.of_numbers_from(low, low + width)
    shared = len(set(found) & set(facts.of_number(number)))
    assert shared <= 1
    if low <= number < low + width:
        assert shared == 1
    if number < low // facts.BLOCK * facts.BLOCK:
        assert shared == 0


BOUNDS = [(None, True), ("2024-02-01", True), ("2024-02-01T00:00:01", False), ("2024-02-01T02:00:00+02:00", True)]


@pytest.mark.parametrize(("bound", "expected"), BOUNDS)
def test_days_are_utc_days(bound: str | None, expected: bool) -> None:
    moment = datetime.fromisoformat(bound) if bound else None
    assert facts.is_of_days(moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None) == expected


@pytest.mark.parametrize(("number", "width", "start"), [(70_000, 4096, 69_632), (70_000, 200_000, 65_536), (5, 1, 0)])
def test_spans_begin_where_blocks_do(number: int, width: int, start: int) -> None:
    assert facts.beginning(number, width) == start
