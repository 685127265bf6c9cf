"""What is said before the verb, and how a verb gets at config and database by it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scraper.cli.logs import set_up_logs

if TYPE_CHECKING:
    from db import Database
    from scraper.config import Config
    from scraper.crawl import CrawlRequest

LogFormat = Literal["text", "json"]


@dataclass(frozen=True, slots=True)
class Options:
    """As given; what wasn't is None."""

    config: Path | None = None
    database: str | None = None
    verbose: bool = False
    log_format: LogFormat | None = None
    opened: list[Database] = field(default_factory=list)
    """Databases to close when the verb is done."""

    def prepare(self, config: Config, request: CrawlRequest) -> Database:
        """The database to crawl into, created or upgraded if need be. Raises what `scraper.crawl.prepare` does."""
        from scraper.crawl import prepare

        database = prepare(config, request)
        self.opened.append(database)
        return database

    def close(self) -> None:
        for database in self.opened:
            database.close()

    def load(self) -> Config:
        """The effective configuration. Raises ConfigError."""
        from scraper.config import load_config

        config = load_config(self.config, database=self.database)
        set_up_logs(self.verbose, self.log_format or config.log_format)
        return config

    def open_archive(self) -> Database:
        """The database to read from: it must exist and have today's schema. Raises ConfigError, DatabaseError."""
        from db.version import require_current

        database = self.open_database()
        require_current(database)
        return database

    def open_database(self) -> Database:
        """The database, whatever its state. With an address from flag or environment no config.yaml is needed."""
        database = self._find_database()
        self.opened.append(database)
        return database

    def _find_database(self) -> Database:
        from db import Database
        from scraper.config import database_url, find_config

        address = self.database or os.environ.get("DATELINE_DATABASE") or os.environ.get("DATELINE_DB")
        if address and self.config is None and not find_config(None, os.environ).exists():
            return Database(database_url(address, Path.cwd()))
        return Database(self.load().database)
