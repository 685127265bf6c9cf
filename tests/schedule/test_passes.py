"""When things are due, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scraper.config import Cron, Duration
from scraper.schedule import next_pass, next_revisit, retry_page

BEGAN = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
NOW = BEGAN + timedelta(minutes=2)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("schedule", "known", "due_at"),
    [
        (Duration(900), {}, BEGAN + 15 * MINUTE),
        (Duration(60), {}, NOW),
        (Duration(900), {"failures": 1}, BEGAN + 15 * MINUTE),
        (Duration(900), {"failures": 3}, BEGAN + HOUR),
        (Duration(900), {"failures": 50}, BEGAN + DAY),
        (Duration(7 * 86400), {"failures": 5}, BEGAN + 7 * DAY),
        ("auto", {}, BEGAN + 30 * MINUTE),
        ("auto", {"poll_at": NOW + HOUR}, NOW + HOUR),
        ("auto", {"poll_at": NOW + HOUR, "page_at": NOW + 20 * MINUTE}, NOW + 20 * MINUTE),
        ("auto", {"poll_at": NOW + HOUR, "page_at": NOW - DAY}, NOW + 10 * MINUTE),
        ("auto", {"poll_at": NOW - HOUR}, NOW),
        ("auto", {"poll_at": NOW, "failures": 3}, BEGAN + 2 * HOUR),
        (Cron.parse("0 * * * *"), {}, BEGAN + 30 * MINUTE),
        (Cron.parse("0 6 * * *"), {"failures": 9}, BEGAN + 20 * HOUR + 30 * MINUTE),
    ],
)
def test_when_a_source_is_due_again(schedule: Any, known: dict[str, Any], due_at: datetime) -> None:
    facts: dict[str, Any] = {"poll_at": None, "page_at": None, "failures": 0, **known}
    assert next_pass(schedule, BEGAN, NOW, **facts) == due_at


@pytest.mark.parametrize(
    ("age", "due_in"),
    [(0 * HOUR, HOUR), (2 * HOUR, 4 * HOUR), (HOUR, 5 * HOUR), (23 * HOUR, HOUR), (2 * DAY, None)],
)
def test_an_article_is_looked_at_again_at_the_ages_of_the_plan(age: timedelta, due_in: timedelta | None) -> None:
    plan = [DAY, HOUR, 6 * HOUR]
    expected = NOW + due_in if due_in is not None else None
    assert next_revisit(plan, NOW - age, NOW) == expected


def test_after_a_change_an_article_is_looked_at_sooner_but_not_for_ever() -> None:
    plan = [HOUR, DAY]
    assert next_revisit(plan, NOW - 3 * HOUR, NOW, changed_at=NOW) == NOW + HOUR
    assert next_revisit(plan, NOW - 3 * HOUR, NOW) == NOW + 21 * HOUR
    assert next_revisit(plan, NOW - 2 * DAY, NOW, changed_at=NOW) is None


@pytest.mark.parametrize(
    ("kind", "status", "attempts", "pause"),
    [
        ("robots", None, 1, 7 * DAY),
        ("status", 404, 1, 30 * DAY),
        ("status", 503, 1, 15 * MINUTE),
        ("connect", None, 3, HOUR),
        ("timeout", None, 100, 7 * DAY),
        ("status", 404, 50, 180 * DAY),
        ("status", 403, 1, DAY),
        ("status", 403, 50, 30 * DAY),
        ("status", 429, 2, 30 * MINUTE),
        ("dns", None, 50, 7 * DAY),
        ("tls", None, 1, 6 * HOUR),
        ("body", None, 2, 2 * HOUR),
        ("too_large", None, 1, 7 * DAY),
        ("render", None, 1, 15 * MINUTE),
    ],
)
def test_nothing_is_given_up_for_ever(kind: Any, status: int | None, attempts: int, pause: timedelta) -> None:
    assert retry_page(kind, status, attempts, NOW) == NOW + pause
