"""`worker`: one of many that share a queue."""

from __future__ import annotations

from types import ModuleType
from typing import Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.stop import run_until_stopped
from scraper.errors import UsageError


def cluster() -> ModuleType:
    """What works with the queue. Raises UsageError where its libraries aren't installed."""
    try:
        from scraper import cluster
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the queue needs {error.name}, which is not installed; run: pip install 'dateline[cluster]'"
        ) from None
    return cluster


@app.command(rich_help_panel="Collect")
def worker(
    context: typer.Context,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Passes at once.")] = 4,
    dead_after: Annotated[
        float,
        typer.Option("--dead-after", min=1, metavar="S", help="When a silent worker's jobs are taken over."),
    ] = 30.0,
) -> None:
    """Take passes from the queue in the archive's Postgres; start as many as you like, on any machine.

    Each puts in what is due and takes over what dead workers had, so there is no scheduler to run beside them. Imports
    and reparses that were put there with `--queue` are done as well.
    """
    work = cluster().work
    from scraper.crawl import CrawlRequest

    config = given(context).load()
    database = given(context).prepare(config, CrawlRequest())
    run_until_stopped(work(config, database, at_once=jobs, dead_after_s=dead_after))
