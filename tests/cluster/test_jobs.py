"""Bulk work on the shared queue: put there once, done by a worker, stored as if it had been done by hand."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from db import Database, DatabaseError
from scraper.cluster import queue_import, queue_reparse, work
from scraper.config import load_config
from scraper.crawl import CrawlRequest, prepare
from scraper.errors import BusyError
from scraper.raw.intake import Wanted
from scraper.raw.reparse import ReparseRequest
from tests.conftest import MakeUrl
from tests.raw.foreign import START, news_warc

CONFIG = (
    "user_agent: test (+http://t.example)\nsources:\n  - {name: news, url: 'https://news.example/', active: false}\n"
)


def one(database: Database, query: str) -> object:
    with database.read() as connection:
        return connection.execute(text(query)).scalar_one()


async def until(database: Database, query: str, wanted: object) -> None:
    async with asyncio.timeout(120):
        while one(database, query) != wanted:  # noqa: ASYNC110  (it is another connection that changes it)
            await asyncio.sleep(0.2)


@pytest.mark.slow
def test_a_worker_imports_and_reads_again(make_database_url: MakeUrl, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    config = load_config(tmp_path / "config.yaml", environ={}, database=make_database_url("postgres"))
    database = prepare(config, CrawlRequest())
    path = news_warc(tmp_path / "news.warc.gz", 3)
    wanted = Wanted(languages=("en",), since=START)

    async def scenario() -> None:
        await queue_import(database, [path], None, wanted)
        with pytest.raises(BusyError, match="waits in the queue already"):
            await queue_import(database, [path], None, wanted)
        worker = asyncio.create_task(work(config, database))
        await until(database, "SELECT count(*) FROM intake WHERE finished_at IS NOT NULL", 1)
        with database.write() as connection:
            connection.execute(text("UPDATE \"fetch\" SET parser_version = '0'"))
        await queue_reparse(database, ReparseRequest())
        await until(database, "SELECT count(*) FROM \"fetch\" WHERE parser_version = '0'", 0)
        await until(database, "SELECT count(*) FROM dateline_queue.procrastinate_jobs", 0)
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker

    asyncio.run(scenario())
    assert one(database, "SELECT count(*) FROM articles") == 3
    assert one(database, "SELECT options FROM intake") == wanted.options()
    database.close()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_queue_needs_postgres(database: Database) -> None:
    with pytest.raises(DatabaseError, match="Postgres"):
        asyncio.run(queue_import(database, [], None, Wanted()))
