"""A whole look-up, as a user means it: which articles of the archive repeat this text, and how surely?

The index is asked, the texts of those that it names are fetched, and each is compared exactly. Asked of the planted
texts while they are in the archive, where two in three have a copy.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db import articles, marks
from db.article_rows import TextRow
from db.marks import Wanted
from scraper.crawl.copies import copy_candidates, lines_of
from scraper.identify import fingerprint
from scraper.identify.compare import Verdict, compare
from scraper.identify.fingerprint import Fingerprint
from scraper.identify.wording import read_lines, spaced, wording


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
            found.append(any(one is not None and one.relation == "same" for one in verdicts))
    best = [min(clock[place :: len(asked)]) for place in range(len(asked))]
    p95, best_p95 = (statistics.quantiles(taken, n=20)[18] for taken in (clock, best))
    return LookUps(statistics.median(clock), p95, statistics.median(best), best_p95, statistics.mean(found))


def look_up(connection: Connection, subject: TextRow, mark: Fingerprint) -> list[Verdict | None]:
    """What `scraper.crawl.recognise` asks for the copies of an article."""
    found = marks.find(connection, Wanted(mark.lines, mark.keys))
    lines = lines_of(mark.lines, found.lines)
    if lines.dropped:
        found = marks.find(connection, Wanted(keys=fingerprint(subject.text, lines.dropped).keys))
    others = articles.texts(connection, copy_candidates(found.holders, subject.id))
    mine = wording(subject.text, lines.dropped)
    return [compare(mine, wording(other.text, lines.dropped), same_title=False) for other in others]
