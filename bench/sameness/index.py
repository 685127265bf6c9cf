"""What the index costs, and how well copies are told in archives of several sizes: bytes, time of a lookup, quality.

The archive is filled with synthetic keys, as many an article as a real one has. One in a hundred is a set phrase that
the planted texts use themselves, so these meet strangers as they would in real life; the names by which translations
are found come from the planted texts too, as often as stories have them. All keys lead to a pool of generated
articles, which are read and compared. They come in as a crawl brings them: in random order, each key for at most so
many articles.
"""

from __future__ import annotations

import random
import statistics
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench import generated
from bench.sameness.edits import PLANTED
from db import Database, clues, marks
from db.connection import Connection
from db.marks import Wanted
from db.raw import write_rows
from scraper.article import Article
from scraper.identify import clues as clues_of
from scraper.identify import fingerprint
from scraper.identify.fingerprint import KEPT, OPENINGS, to_key
from scraper.identify.translate import NAMES_KEPT

KEYS = KEPT + sum(count for _, count in OPENINGS)
PHRASES = 2000
PHRASES_AMONG = 100
"""Of so many keys one is a phrase."""

LINES = 8
"""Of an article."""

POOL = 1000
"""Articles that all keys lead to."""

BATCH = 20_000
YEARS = 3
"""The archive's age; names are kept for what was published in the year of the planted texts."""

LANGUAGES = ("ru", "en", "uk", "de", "fr")


@dataclass(frozen=True)
class Cost:
    """Milliseconds a lookup, by the clock and of CPU; bytes of the index an article. `best_p50`, `best_p95`: of what
    each lookup took by the clock at its best of some rounds: what the machine does meanwhile isn't in it."""

    size: int
    p50: float
    p95: float
    cpu: float
    cpu_p95: float
    best_p50: float
    best_p95: float
    bytes: float


class Archive:
    """An archive that grows: its index only, but for a pool of articles."""

    def __init__(self, database: Database, texts: Sequence[dict[str, str]]) -> None:
        self.database = database
        self.size = 0
        self._chance = random.Random(7)
        self._phrases = sorted(_phrases(texts)) + list(range(1, PHRASES + 1))
        self._names = _names(texts)
        self._spans = sorted({clues.buckets(_day(row["published"]))[0] for row in texts if row.get("published")})
        self._phrase_holders: defaultdict[int, set[int]] = defaultdict(set)
        self._clue_holders: defaultdict[int, dict[int, str]] = defaultdict(dict)
        generated.fill(database, POOL)
        with database.write() as connection:  # they stand for articles of any day
            connection.driver.execute("UPDATE article SET published_at = NULL")
            query = "SELECT article_id, max(length(text)) FROM revision GROUP BY article_id"
            self._lengths: dict[int, int] = dict(connection.driver.execute(query).fetchall())
        if not database.is_sqlite:
            with database.write() as connection:  # the pool has ids of its own choice
                for table in ("source", "run", "fetch", "article", "revision"):
                    query = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))"
                    connection.driver.execute(query)

    def grow(self, size: int) -> None:
        batch = max(BATCH, size // 5)  # in a large index nearly every page takes in a key of every batch
        while self.size < size:
            count = min(batch, size - self.size)
            with self.database.write() as connection:
                _copy(connection, "sketch", self._sketches(count))
            self._give_clues(count)
            self.size += count
        with self.database.write() as connection:
            connection.driver.execute("DELETE FROM clue")
            _copy(connection, "clue", sorted(self._clues()))
        if not self.database.is_sqlite:
            with self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE sketch")
                connection.exec_driver_sql("VACUUM ANALYZE clue")

    def days(self) -> Callable[[], datetime]:
        """Any time of those from which the archive has names."""
        chance = random.Random(5)
        day_s = 86400
        return lambda: datetime.fromtimestamp(
            (chance.choice(self._spans) + chance.random()) * clues.BUCKET_DAYS * day_s, UTC
        ).replace(tzinfo=None)

    def keys(self, chance: random.Random, count: int) -> list[int]:
        """Those of one article. One in a hundred is a phrase, the first of which are the most usual."""
        return [
            self._phrase(chance) if chance.random() < 1 / PHRASES_AMONG else to_key(chance.getrandbits(48))
            for _ in range(count)
        ]

    def wanted(self, chance: random.Random) -> Wanted:
        """What the copies of an article that isn't there are looked for by."""
        return Wanted([chance.getrandbits(48) for _ in range(LINES)], self.keys(chance, KEYS))

    def _phrase(self, chance: random.Random) -> int:
        return self._phrases[int(len(self._phrases) ** chance.random()) - 1]

    def _sketches(self, count: int) -> list[tuple[int, int]]:
        """Keys and who has them, in the order of the index. All at once, as a million articles have eleven million."""
        chance, usual = self._chance, count * KEYS // PHRASES_AMONG
        phrases = [self._phrase(chance) for _ in range(usual)]
        keys = array("i", chance.randbytes(4 * (count * KEYS - usual)))
        rows = [(key, 1 + key % POOL) for key in keys]
        holders = chance.choices(range(1, POOL + 1), k=usual)
        rows += [pair for pair in zip(phrases, holders, strict=True) if self._takes(*pair)]
        rows.sort()
        return rows

    def _takes(self, phrase: int, holder: int) -> bool:
        """Whether a phrase leads to one more article: not to the same twice, and to so many at most."""
        known = self._phrase_holders[phrase]
        if holder in known or len(known) >= marks.POSTINGS:
            return False
        known.add(holder)
        return True

    def _give_clues(self, count: int) -> None:
        """Names for the share of so many articles that was published in the planted texts' time."""
        share = min(1.0, len(self._spans) * clues.BUCKET_DAYS / (YEARS * 365)) if self._spans else 0.0
        for _ in range(round(count * share)):
            span, language = self._chance.choice(self._spans), self._chance.choice(LANGUAGES)
            holder = self._chance.randrange(1, POOL + 1)
            for known in self._chance.choices(self._names, k=NAMES_KEPT):
                name = self._chance.getrandbits(48) if known is None else known
                holders = self._clue_holders[clues.keys(span, [name])[0]]
                if len(holders) <= clues.POSTINGS:
                    holders[holder] = language

    def _clues(self) -> Iterator[tuple[int, int, str]]:
        """A name that too many have leads to none."""
        for clue, holders in self._clue_holders.items():
            few = holders.items() if len(holders) <= clues.POSTINGS else ()
            yield clue, 0, "".join([clues.holder(id_, language, self._lengths[id_]) for id_, language in few])


def ask(archive: Archive, lookups: int = 2000, rounds: int = 5) -> Cost:
    """Look for the copies of articles that aren't there, one by one, in a transaction that may write, as crawls do."""
    chance, clock, cpu = random.Random(11), [], []
    with archive.database.write() as connection:
        asked = [archive.wanted(chance) for _ in range(lookups)]
        for wanted in asked:  # until the pages are in memory
            marks.find(connection, wanted)
        for _ in range(rounds):
            for wanted in asked:
                started, began = time.perf_counter(), time.process_time()
                marks.find(connection, wanted)
                cpu.append((time.process_time() - began) * 1000)
                clock.append((time.perf_counter() - started) * 1000)
        if connection.is_sqlite:
            query = "SELECT sum(pgsize) FROM dbstat WHERE name = 'sketch'"
        else:
            query = "SELECT pg_relation_size('pk_sketch')"
        used = connection.driver.execute(query).fetchone()[0]
    best = [min(clock[place::lookups]) for place in range(lookups)]
    p95, cpu_p95, best_p95 = (statistics.quantiles(taken, n=20)[18] for taken in (clock, cpu, best))
    p50, best_p50 = statistics.median(clock), statistics.median(best)
    return Cost(archive.size, p50, p95, statistics.mean(cpu), cpu_p95, best_p50, best_p95, used / archive.size)


def _phrases(texts: Sequence[dict[str, str]]) -> set[int]:
    """Keys that texts of three groups or more have in common. Forms and planted boilerplate are left out: whoever holds
    a key of these in a real archive has the whole line, and the pool's articles haven't."""
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for row in texts:
        if row["cls"].startswith("tpl_") or row["cls"] in PLANTED:
            continue
        for key in fingerprint(row["text"]).keys:
            groups[key].add(row["group"])
    return {key for key, found in groups.items() if len(found) >= 3}


def _names(texts: Sequence[dict[str, str]]) -> list[int | None]:
    """The names of the texts, each as often as there are groups that hold it; None for one that a single group holds:
    a stranger has other names of its own."""
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for row in texts:
        for name in clues_of(Article(text=row["text"]), "http://a.example/").names:
            groups[name].add(row["group"])
    return [name if len(found) > 1 else None for name, found in groups.items() for _ in found]


def _day(published: str) -> datetime:
    return datetime.fromisoformat(published).replace(tzinfo=UTC)


def _copy(connection: Connection, table: str, rows: Sequence[tuple[int | str, ...]]) -> None:
    """Of equal rows one: among eleven million keys some are the same by chance."""
    if not rows:
        return
    if connection.is_sqlite:
        values = ", ".join(["{mark}"] * len(rows[0]))
        write_rows(connection, f"INSERT INTO {table} VALUES ({values}) ON CONFLICT DO NOTHING", rows)
        return
    own = connection.driver
    own.execute(f"CREATE TEMPORARY TABLE coming (LIKE {table}) ON COMMIT DROP")
    with own.cursor().copy("COPY coming FROM STDIN") as copy:
        for start in range(0, len(rows), BATCH):
            lines = ["\t".join(map(str, row)) + "\n" for row in rows[start : start + BATCH]]
            copy.write("".join(lines))
    own.execute(f"INSERT INTO {table} SELECT * FROM coming ON CONFLICT DO NOTHING")
