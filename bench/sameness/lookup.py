"""A whole look-up, as a user means it: which articles of the archive repeat this text, and how surely?

The index is asked, the texts of those that it names are fetched, and each is compared exactly. Asked of the planted
texts while they are in the archive, where two in three have a copy.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.sameness.pairs import NOW
from db import articles
from db.article_rows import TextRow
from db.connection import Connection
from scraper.crawl import copies, recognise
from scraper.identify import NO_CLUES, Fingerprint, Verdict, fingerprint
from scraper.identify.lines import read_lines
from scraper.identify.spaced import spaced
from scraper.identify.wording import wording


@dataclass(frozen=True)
class LookUps:
    """Milliseconds by the clock. `best_p50`, `best_p95`: of what each took at its best of some rounds; `repeated`: the
    share of the texts that have a copy."""

    p50: float
    p95: float
    best_p50: float
    best_p95: float
    repeated: float


def measure(connection: Connection, ids: Sequence[int], rounds: int = 3) -> LookUps:
    """Look for the copies of these articles, one by one."""
    asked = [(row, fingerprint(row.text)) for row in articles.texts(connection, ids)]
    clock: list[float] = []
    found: list[bool] = []
    for _ in range(rounds):
        for subject, mark in asked:
            for cached in (spaced, read_lines, wording):
                cached.cache_clear()
            started = time.perf_counter()
            verdicts = look_up(connection, subject, mark)
            clock.append((time.perf_counter() - started) * 1000)
            found.append(any(one is not None and one.relation == "same" for _, one in verdicts))
    best = [min(clock[place :: len(asked)]) for place in range(len(asked))]
    p95, best_p95 = (statistics.quantiles(taken, n=20)[18] for taken in (clock, best))
    return LookUps(statistics.median(clock), p95, statistics.median(best), best_p95, statistics.mean(found))


def look_up(connection: Connection, subject: TextRow, mark: Fingerprint) -> list[tuple[TextRow, Verdict | None]]:
    """What is asked for the copies of an article that is recognised."""
    _, found, lines = recognise.look_up(connection, subject, mark, NO_CLUES, NOW)
    others = articles.texts(connection, copies.copy_candidates(found.holders, subject.id))
    return copies.compare_all(subject, others, lines.dropped)
