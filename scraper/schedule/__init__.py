"""When things are due, and why (`explain`): pure functions from what we know to a time and a sentence."""

from scraper.schedule.backoff import BROKEN_AGAIN, LONGEST, REJECTED_AGAIN, retry_page
from scraper.schedule.passes import furthest_pass, next_pass
from scraper.schedule.revisit import next_revisit
from scraper.schedule.rhythm import FURTHEST, Plan, Poll, after_outage, daily_rhythm, is_gap, next_poll

__all__ = [
    "BROKEN_AGAIN",
    "FURTHEST",
    "LONGEST",
    "REJECTED_AGAIN",
    "Plan",
    "Poll",
    "after_outage",
    "daily_rhythm",
    "furthest_pass",
    "is_gap",
    "next_pass",
    "next_poll",
    "next_revisit",
    "retry_page",
]
