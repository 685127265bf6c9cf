#!/usr/bin/env python3
"""Time everything that reads an archive: the documented queries, search, web pages; and the memory of an export.

    bench/read.py [--articles 100000] [--db URL] [--keep FILE] [--rounds 5]

Without --db a SQLite archive is generated; --keep leaves it for another run; --db names an empty database or one that
an earlier run has filled. Milliseconds are CPU time of this process, in brackets by the clock; on Postgres, whose work
is done elsewhere, only the latter says something. Pages are asked for in the process, without a
socket, with the minute's memory of charts emptied before each.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
from sqlalchemy import text

from bench.generated import fill, words_by_rank
from db import Database, migrate
from db.export import Format, Selection, export
from db.public import Filter
from db.query import run
from db.search import search
from web.app import create_app
from web.memory import Memory

ROOT = Path(__file__).resolve().parents[1]
Timing = tuple[float, float]
"""Milliseconds: of CPU, by the clock."""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(options.db or f"sqlite:///{options.keep or Path(folder) / 'bench.db'}")
        _prepare(database, options.articles)
        _queries(database)
        _searches(database, options.rounds)
        asyncio.run(_pages(database, options.rounds))
        _exports(database, Path(folder))
        database.close()


def _prepare(database: Database, count: int) -> None:
    migrate.upgrade(database)
    with database.read() as connection:
        there = connection.execute(text("SELECT count(*) FROM article")).scalar_one()
    if not there:
        began = time.process_time()
        fill(database, count)
        print(f"generated {count} articles in {time.process_time() - began:.0f} s of CPU", flush=True)
    _settle(database)


def _settle(database: Database) -> None:
    """Let it know its own tables, as Postgres sees to by itself within minutes."""
    if database.is_sqlite:
        with database.write() as connection:
            connection.exec_driver_sql("ANALYZE")
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")


def _queries(database: Database) -> None:
    kind = "sqlite" if database.is_sqlite else "postgres"
    found = re.findall(r"```(sql|sqlite|postgres)\n(.*?)```", (ROOT / "docs" / "sql.md").read_text(), re.DOTALL)
    queries = [query for dialect, query in found if dialect in ("sql", kind)]
    timings = [(_timed(lambda query=query: _all_rows(database, query)), query) for query in queries]  # type: ignore[misc]
    slow = [(timing, query) for timing, query in timings if timing[1] > 100]
    print(
        f"{len(queries)} documented queries: {sum(t[1] > 1000 for t, _ in timings)} above 1 s, {len(slow)} above 100 ms"
    )
    for timing, query in sorted(slow, reverse=True):
        print(f"  {_shown(timing)}  {' '.join(query.split())[:110]}")
    sys.stdout.flush()


def _searches(database: Database, rounds: int) -> None:
    every = []
    for name, queries in _typed(rounds).items():
        timings = [_timed(lambda query=query: search(database, query, Filter(), 20)) for query in queries]  # type: ignore[misc]
        _tell(f"search {name}", timings)
        every += timings
    _tell("search, all of these", every)


def _typed(rounds: int) -> dict[str, list[str]]:
    """What people type, by how common its words are."""
    ranked, chance = words_by_rank(), random.Random(3)
    rare = [chance.choice(ranked[20_000:]) for _ in range(4 * rounds)]
    middling = [chance.choice(ranked[300:3_000]) for _ in range(4 * rounds)]
    common = ranked[: 4 * rounds]
    pairs = [f"{one} {other}" for one, other in zip(common, middling, strict=True)]
    return {
        "rare word": rare,
        "middling word": middling,
        "common word": common,
        "two words": pairs,
        "either": [pair.replace(" ", " OR ") for pair in pairs],
        "phrase": [f'"{one} {other}"' for one, other in pairwise(common)],
        "beginning": [f"{word[:5]}*" for word in middling],
        "common, one source": [f"{word} source:site7" for word in common],
        "common, by one author": [f"{word} author:{ranked[400]}" for word in common],
        "common, in the title": [f"title:{word}" for word in common],
        "common, an old month": [f"{word} since:2024-02 until:2024-03" for word in common],
        "common, some old days": [f"{word} since:2024-02-10 until:2024-02-13" for word in common],
        "common, since yesterday": [f"{word} since:2026-03-19" for word in common],
        "all in one": [*rare[:5], *middling[:5], *common[:5], *pairs[:5]],
    }


async def _pages(database: Database, rounds: int) -> None:
    with database.read() as connection:
        last = int(connection.execute(text("SELECT max(id) FROM article")).scalar_one())
    common = words_by_rank(300)[3]
    paths = {
        "front": "/", "front, one source": "/?source=site7", "front, one language": "/?language=de",
        "front, far down": "/?cursor=2024-01-01T00:00:00Z.1", "article": f"/article/{last // 2}",
        "search": f"/search?q={common}", "changes": f"/article/{last}/changes", "sources": "/sources",
        "charts": "/charts", "feed": f"/feed.atom?q={common}", "API": "/api/articles?limit=100", "metrics": "/metrics",
    }  # fmt: skip
    app = create_app(database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        for name, path in paths.items():
            cold = []
            for _ in range(rounds + 1):
                app.state.memory = Memory()
                began = (time.process_time(), time.perf_counter())
                answer = await client.get(path)
                cold.append(_since(began))
                assert answer.status_code == 200, (path, answer.status_code)
            _tell(f"page {name}", cold[1:])


def _exports(database: Database, folder: Path) -> None:
    """Each in a process of its own; twice the articles must not mean twice the memory."""
    with database.read() as connection:
        count = int(connection.execute(text("SELECT count(*) FROM article")).scalar_one())
    url = database.url.render_as_string(hide_password=False)
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for form in ("jsonl", "parquet"):
            for limit in (count // 4, count):
                took, peak = pool.apply(_exported, (url, form, limit, folder / "export"))
                print(f"export {limit} to {form}: {_shown(took)}, peak memory {peak:.0f} MB", flush=True)


def _exported(url: str, form: Format, limit: int, target: Path) -> tuple[Timing, float]:
    """How long it took, and the process's peak memory in MB. Leaves nothing."""
    database = Database(url)
    began = (time.process_time(), time.perf_counter())
    export(database, form, Selection(limit=limit), target)
    took = _since(began)
    database.close()
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _all_rows(database: Database, query: str) -> None:
    with run(database, query) as result:
        for _ in result.rows:
            pass


def _timed(work: Callable[[], Any]) -> Timing:
    """The second of two: what an archive in use takes."""
    work()
    began = (time.process_time(), time.perf_counter())
    work()
    return _since(began)


def _since(began: tuple[float, float]) -> Timing:
    return (time.process_time() - began[0]) * 1000, (time.perf_counter() - began[1]) * 1000


def _tell(name: str, timings: list[Timing]) -> None:
    print(f"{name}: p50 {_at(timings, 50)}, p95 {_at(timings, 95)}", flush=True)


def _at(timings: list[Timing], percent: int) -> str:
    cpu, clock = ([timing[i] for timing in timings] for i in (0, 1))
    return _shown((_percentile(cpu, percent), _percentile(clock, percent)))


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _shown(timing: Timing) -> str:
    return f"{timing[0]:.1f} ({timing[1]:.1f}) ms"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--db", help="an empty database, or one that an earlier run has filled")
    parser.add_argument("--keep", help="a file for the generated archive")
    parser.add_argument("--rounds", type=int, default=5, choices=range(2, 100), metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
