"""How often an endpoint is polled, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scraper.schedule import Poll, daily_rhythm, is_gap, next_poll

NOW = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
FLAT = (1.0,) * 24
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("poll", "due_in", "because"),
    [
        (Poll(None, 40, 40), 30 * MINUTE, "first poll"),
        (Poll(HOUR, 40, 0), 90 * MINUTE, "nothing was new"),
        (Poll(HOUR, 40, 2), 40 * MINUTE, "2 of 40"),
        (Poll(HOUR, 40, 25), 30 * MINUTE, "25 of 40"),
        (Poll(HOUR, 40, 40), 15 * MINUTE, "missed"),
        (Poll(5 * HOUR, 40, 0), 6 * HOUR, "nothing"),
        (Poll(10 * MINUTE, 40, 40), 10 * MINUTE, "missed"),
        (Poll(30 * MINUTE, 40, 2, hint=45 * MINUTE), 45 * MINUTE, "asks for 45 min"),
        (Poll(30 * MINUTE, 40, 2, hint=24 * HOUR), HOUR, "asks for"),
        (Poll(HOUR, 40, 40, hint=24 * HOUR), 15 * MINUTE, "missed"),
        (Poll(HOUR, failures=1), 30 * MINUTE, "failed 1 times"),
        (Poll(HOUR, failures=4), 4 * HOUR, "failed"),
        (Poll(HOUR, failures=90), 24 * HOUR, "failed"),
    ],
)
def test_an_endpoint_is_polled_by_what_it_brings(poll: Poll, due_in: timedelta, because: str) -> None:
    plan = next_poll(poll, FLAT, NOW)
    assert plan.at - NOW == due_in
    assert because in plan.because


def test_jitter_shifts_a_poll_by_a_tenth_at_most() -> None:
    poll = Poll(HOUR, 40, 0)
    assert [next_poll(poll, FLAT, NOW, jitter).at - NOW for jitter in (-1.0, 1.0)] == [81 * MINUTE, 99 * MINUTE]


@pytest.mark.parametrize(
    ("poll", "gap"),
    [
        (Poll(HOUR, 40, 40), True),
        (Poll(HOUR, 40, 39), False),
        (Poll(None, 40, 40), False),
        (Poll(HOUR, 2, 2), False),
        (Poll(HOUR, 0, 0), False),
    ],
)
def test_a_gap_is_a_poll_that_shares_nothing_with_what_is_known(poll: Poll, gap: bool) -> None:
    assert is_gap(poll) is gap


def test_a_source_without_a_past_has_no_rhythm() -> None:
    assert daily_rhythm([NOW] * 10) == FLAT


def test_a_newsroom_that_sleeps_is_asked_less_at_night_and_more_by_day() -> None:
    day = [NOW.replace(hour=hour, minute=minute) for hour in range(7, 19) for minute in (5, 15, 25, 35, 45)]
    rhythm = daily_rhythm(day)
    assert sum(rhythm[7:19]) > 4 * sum(rhythm[:6])
    poll = Poll(HOUR, 40, 0)
    noon, night = (next_poll(poll, rhythm, NOW.replace(hour=hour)) for hour in (12, 21))
    assert noon.at - NOW.replace(hour=12) < 90 * MINUTE < 3 * HOUR < night.at - NOW.replace(hour=21)
    assert "little at this time" in night.because
