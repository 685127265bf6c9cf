"""What the index costs: bytes an article, and the time of a lookup in archives of several sizes.

The keys are synthetic: every article has as many as a real one, one in a hundred from a pool that all share, as set
phrases do. They come in as a crawl brings them: in random order, each key for at most so many articles.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from db import Database, fingerprints
from db.raw import driver, is_sqlite
from scraper.identify.fingerprint import ASKED, KEPT, OPENINGS
from scraper.identify.wording import BITS_48

STORED = KEPT + sum(count for _, count in OPENINGS)
LOOKED_FOR = ASKED + sum(count for _, count in OPENINGS)
PHRASES = 2000
BATCH = 2000


@dataclass(frozen=True)
class Cost:
    """Milliseconds by the clock and of CPU a lookup; bytes of the index an article."""

    size: int
    p50: float
    p95: float
    cpu: float
    bytes: float


def measure(database: Database, sizes: list[int], lookups: int = 2000) -> Iterator[Cost]:
    """Fill an empty archive's index up to each size in turn, and ask it."""
    source, phrases, filled = random.Random(7), Counter[int](), 0
    for size in sorted(sizes):
        while filled < size:
            count = min(BATCH, size - filled)
            _fill(database, source, phrases, filled, count)
            filled += count
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                driver(connection).autocommit = True
                driver(connection).execute("VACUUM ANALYZE sketch")
                driver(connection).autocommit = False
        yield _ask(database, size, lookups)


def _keys(source: random.Random, count: int) -> list[int]:
    """One in a hundred is one of the phrases, the first of which are the most usual."""
    return [
        int(PHRASES ** source.random()) if source.random() < 0.01 else source.getrandbits(48) & BITS_48
        for _ in range(count)
    ]


def _fill(database: Database, source: random.Random, phrases: Counter[int], start: int, count: int) -> None:
    rows = []
    for article_id in range(start + 1, start + count + 1):
        for key in set(_keys(source, STORED)):
            if key <= PHRASES:
                phrases[key] += 1
                if phrases[key] > fingerprints.POSTINGS:
                    continue
            rows.append((key, article_id))
    with database.write() as connection:
        if is_sqlite(connection):
            driver(connection).executemany("INSERT OR IGNORE INTO sketch VALUES (?, ?)", rows)
        else:
            with driver(connection).cursor().copy("COPY sketch FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def _ask(database: Database, size: int, lookups: int) -> Cost:
    source, taken, began = random.Random(11), [], time.process_time()
    with database.read() as connection:
        for _ in range(50):
            fingerprints.holders(connection, _keys(source, LOOKED_FOR))
        asked = [_keys(source, LOOKED_FOR) for _ in range(lookups)]
        began = time.process_time()
        for keys in asked:
            start = time.perf_counter()
            fingerprints.holders(connection, keys)
            taken.append((time.perf_counter() - start) * 1000)
        cpu = (time.process_time() - began) / lookups * 1000
        if is_sqlite(connection):
            query = "SELECT sum(pgsize) FROM dbstat WHERE name = 'sketch'"
        else:
            query = "SELECT pg_relation_size('pk_sketch')"
        used = driver(connection).execute(query).fetchone()[0]
    quantiles = statistics.quantiles(taken, n=20)
    return Cost(size, statistics.median(taken), quantiles[18], cpu, used / size)
