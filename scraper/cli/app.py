"""The application object, the options that stand before the verb, and how a verb gets at config and database."""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from db.frozen import frozen
from scraper.cli.logs import set_up_logs
from scraper.version import __version__

if TYPE_CHECKING:
    from db import Database
    from scraper.config import Config
    from scraper.crawl import CrawlRequest

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Point it at news sites, get a lasting, clean, deduplicated archive that you can query with SQL.",
    epilog=(
        "Exit codes: 0 done; 1 finished, but some sources failed; 2 wrong usage or configuration; "
        "3 the database or the archive cannot be used; 4 nothing done, another pass holds these sources; "
        "130/143 stopped, everything done so far is stored."
    ),
)

LogFormat = Literal["text", "json"]


@frozen
class Options:
    """What was said before the verb."""

    config: Path | None
    database: str | None
    verbose: bool
    log_format: LogFormat | None
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


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", metavar="FILE", help="The configuration. [default: config.yaml]"),
    ] = None,
    db: Annotated[
        str | None, typer.Option("--db", metavar="URL", help="The database, instead of the configured one.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log every step and every traceback.")] = False,
    log_format: Annotated[
        LogFormat | None, typer.Option("--log-format", help="Log lines for people or for machines.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=lambda wanted: _show_version(wanted), help="Show it.")
    ] = False,
) -> None:
    set_up_logs(verbose, log_format or "text")
    context.obj = Options(config, db, verbose, log_format)
    context.call_on_close(context.obj.close)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"dateline {__version__}")
        raise typer.Exit


def given(context: typer.Context) -> Options:
    """The options of this call."""
    assert isinstance(context.obj, Options)
    return context.obj
