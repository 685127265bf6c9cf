"""When things are due, and why: pure functions from what we know to a time and a sentence."""

from scraper.schedule.backoff import BROKEN_AGAIN, REJECTED_AGAIN, retry_page
from scraper.schedule.explain import PageFacts, PollFacts, SourceFacts, explain_page, explain_source
from scraper.schedule.passes import next_pass
from scraper.schedule.revisit import next_revisit
from scraper.schedule.rhythm import Plan, Poll, daily_rhythm, is_gap, next_poll

__all__ = [
    "BROKEN_AGAIN",
    "REJECTED_AGAIN",
    "PageFacts",
    "Plan",
    "Poll",
    "PollFacts",
    "SourceFacts",
    "daily_rhythm",
    "explain_page",
    "explain_source",
    "is_gap",
    "next_pass",
    "next_poll",
    "next_revisit",
    "retry_page",
]
