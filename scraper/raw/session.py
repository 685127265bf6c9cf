"""What work on the past needs of a crawl: its readers, its desk, a run to belong to, and each source's settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import field
from datetime import UTC, datetime

from db import Database, leases, runs, sources, templates
from db.frozen import frozen
from db.sources import SourceRow
from scraper.config import Config, Source
from scraper.crawl.crawl import sync_sources
from scraper.crawl.desk import Desk
from scraper.crawl.observer import Nobody
from scraper.crawl.tools import Tools, open_tools
from scraper.crawl.work import Work
from scraper.version import __version__


@frozen
class Session:
    """One run over the past."""

    config: Config
    database: Database
    tools: Tools
    desk: Desk
    run_id: int
    _works: dict[str, tuple[Work, str]] = field(default_factory=dict)

    def of(self, source: str) -> tuple[Work, str]:
        """The work on a source and its template, packed; a source that is configured no longer has no rules."""
        if source not in self._works:
            with self.database.read() as connection:
                row = sources.named(connection, source)
                learned = templates.load(connection, row.id)
            self._works[source] = self._work(row), learned.learned if learned else ""
        return self._works[source]

    def _work(self, row: SourceRow) -> Work:
        settings = self.config.source(row.name) or Source(name=row.name, url="http://source.invalid/")
        return Work(
            config=self.config,
            settings=settings,
            row=row,
            run_id=self.run_id,
            tools=self.tools,
            desk=self.desk,
            observer=Nobody(),
            is_forced=False,
        )


@asynccontextmanager
async def open_session(config: Config, database: Database) -> AsyncIterator[Session]:
    """Opens a run and closes it: `done`, or `interrupted` by whatever ends the block early."""
    with database.write() as connection:
        sync_sources(connection, config)
        run_id = runs.start(connection, leases.holder(), __version__, datetime.now(UTC))
    status = "interrupted"
    try:
        async with open_tools(config, database) as tools:
            with Desk(database, tools.warc) as desk:
                yield Session(config, database, tools, desk, run_id)
        status = "done"
    finally:
        with database.write() as connection:
            runs.update_run(connection, run_id, finished_at=datetime.now(UTC), status=status)
