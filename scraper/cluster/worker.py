"""`dateline worker`: takes passes from the queue, puts those in that are due, and takes over what dead workers had.

It also does the bulk work that waits there (`jobs`). Every worker does all of it, so there is no scheduler to set up
and none to fail. A source is in the queue once, a host is crawled by one job at a time (Procrastinate's locks), and the
source's lease holds even against `dateline crawl`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from procrastinate import App, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.tasks import Task

from db import Database, DatabaseError, sources
from db.frozen import frozen
from scraper.cluster.jobs import add_tasks
from scraper.cluster.patience import LOOK_EVERY_S, tell_of_trouble
from scraper.cluster.queue import make_queue, queue_of
from scraper.config import Config
from scraper.crawl import CrawlRequest, Tools, crawl, open_tools
from scraper.crawl.crawl import sync_sources
from scraper.errors import BusyError, DatelineError

log = logging.getLogger("dateline.worker")

HEARTBEAT_S = 5.0
DEAD_AFTER_S = 30.0
"""A worker that hasn't been heard of for so long is dead, and its jobs are somebody else's."""

AT_ONCE = 4
"""Passes of one worker at once; they mostly wait for their hosts' delays."""

STOP_WITHIN_S = 20.0
"""How long passes may take to store what they have when the worker is stopped."""

PassTask = Task[[str], Coroutine[Any, Any, None], [str]]

AGAIN_S = 5
RETRY = RetryStrategy(max_attempts=10, wait=AGAIN_S)
"""A job that still fails then is dropped; its source is due, and so it comes into the queue again by itself."""


@frozen
class Worker:
    config: Config
    database: Database
    app: App
    tools: Tools
    dead_after_s: float

    async def one_pass(self, name: str) -> None:
        """A pass over one source. Whatever it raises makes the queue try it again."""
        try:
            report = await crawl(self.config, self.database, CrawlRequest((name,), only_due=True), tools=self.tools)
            if report.busy:
                raise BusyError("another pass holds it")
        except (DatabaseError, DatelineError) as error:
            log.warning("source %s: %s; trying again in %d s", name, error, AGAIN_S)
            raise
        except Exception:  # a mistake of ours must not end the worker
            log.exception("source %s: trying again in %d s", name, AGAIN_S)
            raise

    async def look_around(self, task: PassTask) -> None:
        while True:
            try:
                await self._take_over()
                await self._enqueue_due(task)
            except (ConnectorException, DatabaseError) as error:  # away for a moment
                tell_of_trouble(error)
            except Exception:  # a mistake of ours must not end the worker
                log.exception("the queue can't be looked after; trying again in %g s", LOOK_EVERY_S)
            await asyncio.sleep(LOOK_EVERY_S)

    async def _enqueue_due(self, task: PassTask) -> None:
        known = {source.name: source.url for source in self.config.sources if source.active}
        for name in await asyncio.to_thread(self._due):
            if name in known:
                host = urlsplit(known[name]).netloc
                with suppress(AlreadyEnqueued):
                    await task.configure(lock=host, queueing_lock=name).defer_async(name=name)

    def _due(self) -> list[str]:
        with self.database.read() as connection:
            return sources.due(connection, datetime.now(UTC))

    async def _take_over(self) -> None:
        for job in await self.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self.dead_after_s):
            log.warning("job %s (%s): its worker is dead; taken over", job.id, job.task_kwargs)
            try:
                await self.app.job_manager.retry_job(job)
            except UniqueViolation:  # the source is in the queue again already: that job does the pass
                assert job.id is not None
                await self.app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)


async def work(
    config: Config, database: Database, *, at_once: int = AT_ONCE, dead_after_s: float = DEAD_AFTER_S
) -> None:
    """Work until cancelled. Raises DatabaseError where there is no Postgres to share."""
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # we tell what went wrong, in one line
    app = queue_of(database)
    asyncio.get_running_loop().set_exception_handler(left_behind)  # the renderer's comes before it
    async with app.open_async(), open_tools(config, database) as tools:
        await make_queue(database, app)
        with database.write() as connection:
            sync_sources(connection, config)
        worker = Worker(config, database, app, tools, dead_after_s)
        task = app.task(name="dateline.pass", retry=RETRY)(worker.one_pass)
        add_tasks(app, config, database)
        looking = asyncio.create_task(worker.look_around(task))
        try:
            await _take_jobs(app, at_once, dead_after_s)
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking


async def _take_jobs(app: App, at_once: int, dead_after_s: float) -> None:
    """Until cancelled. Procrastinate's own worker ends when the database has been away, with or without an error."""
    task = asyncio.current_task()
    assert task is not None
    while True:
        try:
            await app.run_worker_async(
                concurrency=at_once,
                install_signal_handlers=False,
                fetch_job_polling_interval=1.0,
                update_heartbeat_interval=min(HEARTBEAT_S, dead_after_s / 3),
                stalled_worker_timeout=dead_after_s,
                shutdown_graceful_timeout=STOP_WITHIN_S,
                delete_jobs="successful",
            )
        except ConnectorException as error:
            if task.cancelling():  # it could not sign off
                raise asyncio.CancelledError from error
            tell_of_trouble(error)
        await asyncio.sleep(LOOK_EVERY_S)


def left_behind(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Where the database is away, Procrastinate leaves tasks behind whose errors nobody asks for."""
    if isinstance(error := context.get("exception"), ConnectorException):
        tell_of_trouble(error)
    else:
        loop.default_exception_handler(context)
