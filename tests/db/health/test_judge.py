"""What is called a problem, and what isn't."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.health.facts import Facts, Quality, Requests, Shells
from db.health.judge import judge

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
YESTERDAY = (NOW - timedelta(days=1)).date()

STEADY = {YESTERDAY - timedelta(days=i): 20 + i % 3 for i in range(60)}
WELL = Facts(
    "a", True, NOW - timedelta(days=100), 0, None, NOW, NOW + timedelta(hours=1), STEADY,
    Quality(60, 2, 3, 10, 0), Quality(900, 20, 40, 150, 0), Requests(200, 10, 0, 20),
)  # fmt: skip


def volume(yesterday: int, usual: int) -> dict[object, int]:
    return {YESTERDAY - timedelta(days=i): usual if i else yesterday for i in range(60)}


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, []),
        ({"is_active": False, "failures": 9}, []),
        ({"failures": 2, "last_error": "x"}, []),
        ({"failures": 3, "last_error": "no connection"}, ["failing"]),
        ({"next_visit_at": NOW - timedelta(hours=5)}, []),
        ({"next_visit_at": NOW - timedelta(hours=7)}, ["overdue"]),
        ({"by_day": volume(0, 20)}, ["silent"]),
        ({"by_day": volume(15, 20)}, []),
        ({"by_day": volume(0, 2)}, []),
        ({"by_day": volume(0, 20), "created_at": NOW - timedelta(days=20)}, []),
        ({"by_day": volume(200, 20)}, ["flood"]),
        ({"by_day": {YESTERDAY - timedelta(days=i): 40 * (i % 7 != 0) for i in range(60)}}, []),
        ({"lately": Quality(60, 30, 3, 10, 0)}, ["textless"]),
        ({"lately": Quality(60, 0, 40, 60, 30)}, ["undated", "anonymous", "walled"]),
        ({"lately": Quality(10, 10, 10, 10, 10)}, []),
        ({"before": Quality(900, 800, 0, 0, 0), "lately": Quality(60, 55, 0, 0, 0)}, []),
        ({"requests": Requests(100, 60, 0, 0)}, ["errors"]),
        ({"requests": Requests(100, 0, 60, 0)}, ["refused"]),
        ({"requests": Requests(100, 0, 0, 60)}, ["rejected"]),
        ({"requests": Requests(10, 10, 0, 0)}, []),
        ({"shells": Shells(0, 1)}, ["shells"]),
        ({"shells": Shells(15, 0)}, ["shells"]),
        ({"shells": Shells(2, 0), "requests": Requests(4, 0, 0, 2)}, []),
        ({"shells": Shells(5, 0)}, []),
    ],
)
def test_cases(change: dict[str, object], kinds: list[str]) -> None:
    problems = judge(replace(WELL, **change), NOW)  # type: ignore[arg-type]
    assert [problem.kind for problem in problems] == kinds
    assert all(problem.finding and problem.advice for problem in problems)
