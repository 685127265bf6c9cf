"""Whether and when to try again: by the class of the error."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scraper.errors import FetchError

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
"""A server that wants to be left alone for longer than this is left alone until the next pass."""

LONGEST_TOLD_S = 365 * 86400.0
"""What a Retry-After says at most, whatever stands there: no time that is reckoned with it may overflow."""

PASSING_STATUS = {408, 425, 429, 500, 502, 503, 504, 520, 522, 524}
PASSING_KINDS = {"connect", "timeout", "body"}


def next_try(error: FetchError, attempt: int, retries: int, *, jitter: float | None = None) -> float | None:
    """Seconds to wait before the next attempt after the `attempt`-th (from 1); None: give up for now.

    `jitter` in 0..1 (random if None) spreads the pause over half to one and a half times its length.
    """
    passing = error.status in PASSING_STATUS if error.kind == "status" else error.kind in PASSING_KINDS
    if not passing or attempt > retries:
        return None
    if error.retry_after_s is not None:
        return error.retry_after_s if error.retry_after_s <= LONGEST_PAUSE_S else None
    spread = 0.5 + (random.random() if jitter is None else jitter)  # noqa: S311  (no secret)
    return float(min(FIRST_PAUSE_S * 2 ** (attempt - 1) * spread, LONGEST_PAUSE_S))


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds, from a Retry-After header of either form (RFC 9110, 10.2.3); None where there is none to be read."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return min(float(header), LONGEST_TOLD_S)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    wait_s = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return min(max(wait_s, 0.0), LONGEST_TOLD_S)
