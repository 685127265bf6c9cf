"""What `why` says, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scraper.schedule.explain import PageFacts, PollFacts, SourceFacts, explain_page, explain_source

NOW = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
POLL = PollFacts("feed", "https://e.org/rss", NOW + HOUR, "2 of 40 entries were new", 0, None, False, "config")
SOURCE = SourceFacts("e", "auto", True, NOW + HOUR, None, None, NOW - HOUR, 0, None, 0, 0, [POLL])
FOUND_AT = "https://e.org/rss"
PAGE = PageFacts(
    *("https://e.org/1", "e", "new", None, FOUND_AT, NOW - HOUR, None, NOW, 0, None, None, None, None, 0, None, [], [])
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "waiting, due in 60 min (schedule auto)"),
        ({"is_active": False}, "skipped: it is switched off"),
        ({"held_by": "host:1:1", "held_until": NOW + HOUR}, "being crawled now, by host:1:1"),
        ({"held_by": "host:1:1", "held_until": NOW - HOUR}, "waiting, due"),
        ({"next_visit_at": NOW}, "due now"),
        ({"failures": 2, "last_error": "no connection"}, "the last 2 passes failed: no connection"),
        ({"waiting": 1}, "1 page of it are due"),
        ({"polls": [replace(POLL, next_poll_at=None)]}, "due now; 2 of 40"),
        ({"schedule": "15m"}, "asked in every pass"),
        ({"polls": [replace(POLL, failures=2, error="answers 503")]}, "answers 503"),
        ({"polls": [replace(POLL, is_distrusted=True)]}, "without validators"),
        ({"polls": [replace(POLL, found_by="index")]}, "only when the listing above it has changed"),
    ],
)
def test_what_is_said_of_a_source(change: dict[str, Any], said: str) -> None:
    assert said in "\n".join(explain_source(replace(SOURCE, **change), NOW))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "not fetched yet"),
        ({}, "due now: it is visited in the source's next pass"),
        ({"found_at": None}, "met on the way to another page"),
        ({"next_visit_at": NOW + 24 * HOUR}, "waiting: visited again in 24 h"),
        ({"state": "rejected", "reason": "a section"}, "no article: a section"),
        ({"state": "refused", "reason": "robots.txt"}, "refused: robots.txt"),
        ({"state": "failed", "attempts": 3, "reason": "timeout"}, "failed 3 times in a row: timeout"),
        ({"state": "alias", "article_id": 7, "next_visit_at": None}, "another address of article 7"),
        ({"state": "alias", "article_id": 7, "next_visit_at": None}, "it is not visited again"),
        ({"state": "article", "article_id": 7, "next_visit_at": None}, "the plan of re-visits is over"),
        ({"article_id": 7, "duplicate_of": 3}, "it repeats article 3"),
        ({"article_id": 7, "revisions": 2}, "2 versions"),
        ({"article_id": 7, "gone_at": NOW - HOUR}, "has taken it down"),
        ({"article_id": 7, "addresses": [("https://e.org/amp/1", "amp")]}, "known as https://e.org/amp/1: amp"),
        ({"fetches": [(NOW - HOUR, "failed", "answers 500")]}, "fetched 60 min ago: failed (answers 500)"),
    ],
)
def test_what_is_said_of_a_page(change: dict[str, Any], said: str) -> None:
    assert said in "\n".join(explain_page(replace(PAGE, **change), NOW))
