"""`dateline run`: every source when it is due, by APScheduler, one pass of a source at a time."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from db import Database, DatabaseError, sources
from db.moments import TIME_FORMAT
from scraper.alerts import watch
from scraper.config import Config
from scraper.crawl import CrawlRequest, crawl, open_tools
from scraper.crawl.crawl import sync_sources
from scraper.errors import DatelineError
from scraper.metrics import metrics_server
from scraper.raw.prune import prune_as_configured

log = logging.getLogger("dateline.run")

BUSY_AGAIN = timedelta(seconds=30)
"""When to look again at a source that another process holds."""

TROUBLE_AGAIN = timedelta(minutes=1)
"""When to try again after the database or the archive could not be used."""


HEALTH_EVERY = timedelta(minutes=15)
"""Between two looks at the health of all sources."""

PRUNE_EVERY = timedelta(days=1)
"""Between two deletions of the raw pages that are older than `keep_raw` says."""


async def serve(config: Config, database: Database) -> None:
    """Crawl until cancelled.

    When a source is due stands in the database, so a restart forgets nothing: a time that was missed while we
    were down has passed, and is made up for at once, once. Each pass ends by saying when the next one begins.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # However late, as after a sleep of the machine: what is left out would wait for its next time, maybe a day.
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None})
    active = [source.name for source in config.sources if source.active]

    async def one_pass(name: str) -> None:
        due_at = datetime.now(UTC) + TROUBLE_AGAIN
        try:
            report = await crawl(config, database, CrawlRequest((name,), only_due=True), tools=tools)
            due_at = datetime.now(UTC) + BUSY_AGAIN if report.busy else await asyncio.to_thread(_due_at, database, name)
        except asyncio.CancelledError:
            return  # the service is being stopped; what was done is stored, and APScheduler would log it as a failure
        except (DatabaseError, DatelineError) as error:
            log.error("source %s: %s; trying again in %d s", name, error, TROUBLE_AGAIN.total_seconds())
        except Exception:  # a mistake of ours must not end the service for a source
            log.exception("source %s: trying again in %d s", name, TROUBLE_AGAIN.total_seconds())
        schedule(name, due_at)

    def schedule(name: str, due_at: datetime) -> None:
        log.info("source %s: next pass at %s", name, due_at.strftime(TIME_FORMAT))
        scheduler.add_job(
            one_pass,
            DateTrigger(max(due_at, datetime.now(UTC))),
            args=[name],
            id=name,
            replace_existing=True,
            # A pass plans its successor as its last act, which may come due before APScheduler has noted its end.
            max_instances=2,
        )

    async def look_after() -> None:
        """Problems are told even while no pass ends."""
        try:
            await watch(config, database)
        except DatabaseError as error:
            log.error("health: %s", error)

    async def prune() -> None:
        """A process that reads the archive has precedence; the records are a day older next time."""
        try:
            freed = (await asyncio.to_thread(prune_as_configured, config, database)).freed
            log.info("raw pages: %d bytes freed", freed)
        except (DatabaseError, DatelineError) as error:
            log.warning("raw pages: %s", error)

    with database.write() as connection:
        sync_sources(connection, config)
    async with open_tools(config, database) as tools, metrics_server(config.metrics, database):
        scheduler.add_job(look_after, IntervalTrigger(seconds=HEALTH_EVERY.total_seconds()), id="health of all")
        if config.archive is not None and any(config.keep_raw_of(name) for name in active):
            daily = IntervalTrigger(seconds=PRUNE_EVERY.total_seconds())
            scheduler.add_job(prune, daily, id="old raw pages", next_run_time=datetime.now(UTC))
        for name in active:
            schedule(name, _due_at(database, name))
        scheduler.start()
        try:
            await asyncio.Event().wait()  # until cancelled
        finally:
            scheduler.shutdown(wait=False)


def _due_at(database: Database, name: str) -> datetime:
    with database.read() as connection:
        rows = sources.active(connection, [name])
    return (rows[0].next_visit_at if rows else None) or datetime.now(UTC)
