"""kill -9 of a crawl or of its readers, at any moment, many times: nothing is lost and nothing is stored twice."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from db import Database
from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.sample import SampleSite, load_truth, sample_config

KILLS = 25
"""For each database; some of them hit a reader first."""

PATHS = sorted(article.path for article in load_truth().in_edition(1))

CRAWLER = """
import asyncio, os, sys
from db import Database
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl
config = load_config(sys.argv[1], environ={}, database=sys.argv[2])
for _ in sys.stdin:
    if (pid := os.fork()) == 0:
        asyncio.run(crawl(config, Database(config.database), CrawlRequest(everything=True)))
        os._exit(0)
    print(pid, flush=True)
    os.waitpid(pid, 0)
"""
"""Forks a crawl for each line that it is told: what it has imported by then needn't be imported fifty times."""


@pytest.mark.slow
def test_kills_at_random_moments_lose_nothing_and_store_nothing_twice(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    with SampleSite(delay_s=0.01) as site:
        (tmp_path / "config.yaml").write_text(sample_config(site.url), encoding="utf-8")
        config = load_config(tmp_path / "config.yaml", environ={}, database=database_url)
        prepare(config, CrawlRequest(everything=True)).close()
        command = [sys.executable, "-c", CRAWLER, str(tmp_path / "config.yaml"), database_url]
        crawler = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert crawler.stdin is not None
        assert crawler.stdout is not None
        for _ in range(KILLS):
            crawler.stdin.write("\n")
            crawler.stdin.flush()
            kill_some_time(int(crawler.stdout.readline()), chance)
        crawler.stdin.close()
        crawler.stdout.close()
        assert crawler.wait(60) == 0
        database = Database(database_url)
        report = asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        assert report.failed_sources == []
        stored = [str(url).removeprefix(site.url) for (url,) in rows(database, "select canonical_url from articles")]
    assert sorted(stored) == PATHS
    assert rows(database, "select max(revision) from revisions") == [(1,)]
    assert rows(database, "select article_id from revisions group by 1 having count(*) > 1") == []
    assert rows(database, "select count(*) from runs where status = 'running'") == [(0,)]
    database.close()


def kill_some_time(pid: int, chance: random.Random) -> None:
    time.sleep(chance.uniform(0.02, 1.2))
    with suppress(psutil.Error, ProcessLookupError):
        if chance.random() < 0.3 and (readers := psutil.Process(pid).children()):
            readers[0].kill()
            time.sleep(chance.uniform(0.02, 0.8))
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with run(database, query) as result:
        return list(result.rows)
