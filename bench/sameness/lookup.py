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
from scraper.identify.wording import wording
from scraper.text import folded


@dataclass(frozen=True)
class LookUps:
    """Milliseconds by the clock. `best_p50`, `best_p95`: of what each took at its best of some rounds; `repeated`: the
    share of the texts that have a copy."""

    p50: float
    p95: float
    best_p50: float
    best_p95: float
    repeated: float


def measure(archives: Sequence[tuple[Connection, Sequence[int]]], rounds: int = 4) -> list[LookUps]:
    """Look for the copies of the same articles in each archive, where they have these ids; one by one, in all archives
    in turn: so the machine is as quick for one as for another."""
    asked = [[(row, fingerprint(row.text)) for row in articles.texts(*one)] for one in archives]
    clocks: list[list[float]] = [[] for _ in archives]
    found: list[list[bool]] = [[] for _ in archives]
    count = len(asked[0])
    for turn in range(rounds):
        for place in range(count):
            for at in _order(len(archives), turn + place):
                taken, is_repeated = _timed(archives[at][0], *asked[at][place])
                clocks[at].append(taken)
                found[at].append(is_repeated)
    return [_of(clock, count, statistics.mean(repeated)) for clock, repeated in zip(clocks, found, strict=True)]


def _order(count: int, turn: int) -> Sequence[int]:
    """The first one finds the program's own memory cold, so each comes first as often as last."""
    return range(count) if turn % 2 else range(count - 1, -1, -1)


def _timed(connection: Connection, subject: TextRow, mark: Fingerprint) -> tuple[float, bool]:
    """Milliseconds by the clock, and whether it has a copy."""
    for cached in (folded, read_lines, wording):
        cached.cache_clear()
    started = time.perf_counter()
    verdicts = look_up(connection, subject, mark)
    taken = (time.perf_counter() - started) * 1000
    return taken, any(one is not None and one.relation == "same" for _, one in verdicts)


def _of(clock: Sequence[float], count: int, repeated: float) -> LookUps:
    best = [min(clock[place::count]) for place in range(count)]
    p95, best_p95 = (statistics.quantiles(taken, n=20)[18] for taken in (clock, best))
    return LookUps(statistics.median(clock), p95, statistics.median(best), best_p95, repeated)


def look_up(connection: Connection, subject: TextRow, mark: Fingerprint) -> list[tuple[TextRow, Verdict | None]]:
    """What is asked for the copies of an article that is recognised."""
    _, found, lines = recognise.look_up(connection, subject, mark, NO_CLUES, NOW)
    others = articles.texts(connection, copies.copy_candidates(found.holders, subject.id))
    return copies.compare_all(subject, others, lines.dropped)
