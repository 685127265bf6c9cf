"""Durations, schedules and database addresses: what is understood, and as what."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from scraper.config import Cron, Duration
from scraper.config.database import database_url
from scraper.config.duration import LONGEST_S


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("15m", 900),
        ("2h", 7200),
        ("1d", 86_400),
        ("2w", 1_209_600),
        ("1h30m", 5400),
        ("1.5 h", 5400),
        (30, 30),
        ("30", 30),
        (0.5, 0.5),
        (" 1D ", 86_400),
    ],
)
def test_a_duration_is_read(text: object, seconds: float) -> None:
    assert Duration.parse(text).seconds == seconds


@pytest.mark.parametrize("text", ["", "soon", "-1h", "1y", "h", True, None, [], float("inf"), "nan", "9" * 400])
def test_what_is_no_duration_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="expected a duration"):
        Duration.parse(text)


@given(st.floats(0, LONGEST_S) | st.integers(0, LONGEST_S))
def test_a_duration_reads_what_it_writes(seconds: float) -> None:
    duration = Duration(seconds)

    assert Duration.parse(str(duration)) == duration


@pytest.mark.parametrize(
    ("written", "weekdays"),
    [
        ("0", "sun"),
        ("7", "sun"),
        ("1-5", "mon,tue,wed,thu,fri"),
        ("5-7", "sun,fri,sat"),
        ("*/2", "sun,tue,thu,sat"),
        ("0,6", "sun,sat"),
        ("0-6", "sun,mon,tue,wed,thu,fri,sat"),
        ("mon-fri", "mon-fri"),
        ("*", "*"),
    ],
)
def test_cron_counts_weekdays_from_sunday(written: str, weekdays: str) -> None:
    assert Cron.parse(f"0 6 * * {written}") == Cron(f"0 6 * * {weekdays}")


def test_a_cron_expression_is_in_utc() -> None:
    sunday = Cron.parse("30 6 * * 0").trigger().get_next_fire_time(None, datetime(2024, 5, 1, tzinfo=UTC))

    assert sunday == datetime(2024, 5, 5, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["* * * *", "* * * * 8", "* * * * 5-2", "* * * * 1/", "0 0 30 2 *", "a b c d e"])
def test_what_is_no_cron_expression_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        Cron.parse(text)


@given(st.text(alphabet="0123456789*/-, LWmonsut", max_size=20))
def test_a_cron_expression_works_or_is_refused(text: str) -> None:
    try:
        cron = Cron.parse(text)
    except ValueError:
        return
    assert Cron.parse(str(cron)) == cron


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("dateline.db", "sqlite:////srv/dateline.db"),
        ("data/dateline.db", "sqlite:////srv/data/dateline.db"),
        ("/data/dateline.db", "sqlite:////data/dateline.db"),
        ("sqlite:///dateline.db", "sqlite:////srv/dateline.db"),
        ("sqlite:////data/dateline.db", "sqlite:////data/dateline.db"),
        ("sqlite:///x.db?timeout=5", "sqlite:////srv/x.db?timeout=5"),
        ("postgresql://u:p%40@h/d", "postgresql+psycopg://u:p%40@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d?sslmode=require", "postgresql+psycopg://u@h/d?sslmode=require"),
        ("postgresql:///d?host=/run/postgresql", "postgresql+psycopg:///d?host=/run/postgresql"),
    ],
)
def test_a_database_address_is_normalised_once(text: str, url: str) -> None:
    assert database_url(text, Path("/srv")) == url
    assert database_url(url, Path("/elsewhere")) == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mysql://h/d",
        "postgresql+psycopg2://h/d",
        "postgresql:/h/d",
        "sqlite://x.db",
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "postgresql://h:port/d",
        "postgresql://u:p@ss@h/d",
    ],
)
def test_what_is_no_database_address_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="expected a file such as") as caught:
        database_url(text, Path())

    assert "p@ss" not in str(caught.value)


def test_a_path_with_odd_characters_reaches_sqlite_as_it_is(tmp_path: Path) -> None:
    url = database_url("a b#ü%20?.db", tmp_path)

    with create_engine(url).connect() as connection:
        connection.exec_driver_sql("create table t (x)")

    assert make_url(url).database == str(tmp_path / "a b#ü%20?.db")
    assert (tmp_path / "a b#ü%20?.db").exists()
