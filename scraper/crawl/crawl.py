"""A crawl: one pass over each source that is due, several sources at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from contextlib import nullcontext
from functools import partial

from db import Database, DatabaseError, clues, hosts, leases, runs, sources
from db.connection import Connection
from db.frozen import frozen
from db.sources import SourceRow, SourceSpec
from scraper.config import Config, Source
from scraper.crawl.desk import Desk
from scraper.crawl.groups import first_of
from scraper.crawl.observer import Nobody, Observer
from scraper.crawl.report import Report, Tally
from scraper.crawl.source import crawl_source
from scraper.crawl.tools import Tools, open_tools
from scraper.crawl.work import Work, log, now
from scraper.errors import NoMemoryError
from scraper.schedule import furthest_pass
from scraper.version import __version__


@frozen
class CrawlRequest:
    """Which sources: those that are due, those of these names, or all of them.

    A named source is crawled now, unless `only_due` says that it must be due as well.
    """

    names: Collection[str] = ()
    everything: bool = False
    only_due: bool = False

    @property
    def is_forced(self) -> bool:
        return (bool(self.names) or self.everything) and not self.only_due


async def crawl(
    config: Config,
    database: Database,
    request: CrawlRequest,
    observer: Observer | None = None,
    tools: Tools | None = None,
) -> Report:
    """Crawl once. The database must have today's schema. `tools`: to be shared, so that their politeness is too.

    Cancelling it ends the pass cleanly: what was fetched is stored, leases are given back.
    Raises DatabaseError, ArchiveError, NoReaderError and NoMemoryError, which end everything; what goes wrong with one
    source ends up in the report.
    """
    report = Report()
    began = time.monotonic()
    holder = leases.holder()
    with database.write() as connection:
        sync_sources(connection, config)
        run_id = runs.start(connection, holder, __version__, now())
        candidates = sources.active(connection, request.names)
        held = _take(connection, candidates, request, holder, report)
        if request.is_forced:
            hosts.wake_all(connection)
    status = "failed"
    try:
        async with open_tools(config, database) if tools is None else nullcontext(tools) as shared:
            await _crawl_sources(config, database, request, observer or Nobody(), shared, run_id, held, report)
        status = "done"
    except asyncio.CancelledError:
        status = "interrupted"
        raise
    finally:
        report.seconds = time.monotonic() - began
        try:
            _close(database, run_id, held, holder, status, report)
        except DatabaseError:
            if status == "done":  # else it is the same trouble once more, and the first telling of it is on its way
                raise
    return report


def sync_sources(connection: Connection, config: Config) -> None:
    """Bring the database's sources in step with the configuration."""
    for name in sources.sync(connection, [_spec(source) for source in config.sources], now()):
        log.warning("source %s: switched off, since it is not in %s; what is stored of it stays", name, config.file)


def _spec(source: Source) -> SourceSpec:
    """A configured source in the database's words. With no place to look named, the home page is the place."""
    places = (
        *(("feed", url) for url in source.feeds),
        *(("sitemap", url) for url in source.sitemaps),
        *(("section", url) for url in source.sections),
        *(("json", url) for url in _lists(source)),
    )
    return SourceSpec(
        name=source.name,
        url=source.url,
        language=source.language,
        schedule=str(source.schedule),
        is_active=source.active,
        endpoints=places or (("home", source.url),),
        furthest=partial(furthest_pass, source.schedule),
    )


def _lists(source: Source) -> tuple[str, ...]:
    if not source.lists:
        return ()
    from scraper.crawl.lists import first_lists  # few sources have any

    return first_lists(source)


def _close(database: Database, run_id: int, held: list[SourceRow], holder: str, status: str, report: Report) -> None:
    with database.write() as connection:
        for row in held:
            leases.release(connection, row.id, holder)
        runs.update_run(connection, run_id, finished_at=now(), status=status, **report.totals())
        clues.forget(connection, now())


def _take(
    connection: Connection, candidates: list[SourceRow], request: CrawlRequest, holder: str, report: Report
) -> list[SourceRow]:
    """Lease the sources that are to be crawled; the others are noted as busy."""
    moment = now()
    taken = []
    for row in candidates:
        if not request.is_forced and row.next_visit_at is not None and row.next_visit_at > moment:
            continue
        if leases.acquire(connection, row.id, holder, moment):
            taken.append(row)
        else:
            report.busy.append(row.name)
    return taken


async def _crawl_sources(
    config: Config,
    database: Database,
    request: CrawlRequest,
    observer: Observer,
    tools: Tools,
    run_id: int,
    rows: list[SourceRow],
    report: Report,
) -> None:
    settings = {source.name: source for source in config.sources}
    try:
        with Desk(database, tools.warc) as desk:
            async with asyncio.TaskGroup() as group:
                keeper = group.create_task(_keep_leases(desk, rows))
                passes = [
                    group.create_task(
                        crawl_source(
                            Work(
                                config=config,
                                settings=settings[row.name],
                                row=row,
                                run_id=run_id,
                                tools=tools,
                                desk=desk,
                                observer=observer,
                                is_forced=request.is_forced,
                                tally=report.per_source.setdefault(row.name, Tally()),
                            )
                        )
                    )
                    for row in rows
                ]
                await asyncio.gather(*passes)
                keeper.cancel()
    except BaseExceptionGroup as group_of_errors:
        first = first_of(group_of_errors)
        raise (NoMemoryError() if isinstance(first, MemoryError) else first) from group_of_errors


async def _keep_leases(desk: Desk, rows: list[SourceRow]) -> None:
    """Push the deadlines on while we work; a process that hangs loses them."""
    holder = leases.holder()

    def renew(connection: Connection) -> None:
        for row in rows:
            leases.renew(connection, row.id, holder, now())

    while True:
        await asyncio.sleep(leases.LEASE.total_seconds() / 3)
        await desk.write(renew)
