"""When to try again, as tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.errors import FetchError
from scraper.fetch.retry import next_try, retry_after

NOW = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "attempt", "pause"),
    [
        (FetchError("connect", ""), 1, 1.0),
        (FetchError("connect", ""), 2, 2.0),
        (FetchError("connect", ""), 3, None),
        (FetchError("timeout", ""), 1, 1.0),
        (FetchError("status", "", status=503), 1, 1.0),
        (FetchError("status", "", status=503, retry_after_s=7), 1, 7),
        (FetchError("status", "", status=429, retry_after_s=600), 1, None),
        (FetchError("status", "", status=404), 1, None),
        (FetchError("status", "", status=403), 1, None),
        (FetchError("robots", ""), 1, None),
        (FetchError("unsafe", ""), 1, None),
        (FetchError("too_large", ""), 1, None),
        (FetchError("tls", ""), 1, None),
    ],
)
def test_the_class_of_an_error_decides(error: FetchError, attempt: int, pause: float | None) -> None:
    assert next_try(error, attempt, 2, jitter=0.5) == pause


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Tue, 10 Feb 2026 09:31:00 GMT", 60.0),
        ("Tue, 10 Feb 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_in_both_forms(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text())
@example("9" * 5000)
@example("Tue, 10 Feb 2026 09:31:00 +99999999")
@example("Tue, 10 Feb 2026 09:31:00 +99999999999999999999")
@example("Tue, 10 Feb 0000 09:31:00 GMT")
def test_nonsense_is_no_reason_to_fail(header: str) -> None:
    seconds = retry_after(header, NOW)
    assert seconds is None or 0 <= seconds <= 365 * 86400
