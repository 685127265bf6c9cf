"""`crawl` for cron, `run` for a service."""

from __future__ import annotations

from typing import Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.complete import source_names
from scraper.cli.once import crawl_once
from scraper.cli.stop import run_until_stopped

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="SOURCE", help="Crawl these now, due or not.", autocompletion=source_names),
]


@app.command(rich_help_panel="Collect")
def crawl(
    context: typer.Context,
    sources: Sources = None,
    everything: Annotated[bool, typer.Option("--all", help="Crawl all sources now, due or not.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="End with one JSON object on stdout.")] = False,
) -> None:
    """One pass over the sources that are due, then exit. Made for cron.

    It may be stopped at any moment and started twice: what is stored is safe, and two crawls share the sources.

    Example for crontab: [bold]*/10 * * * * cd /srv/news && dateline crawl[/bold]
    """
    raise typer.Exit(crawl_once(given(context), sources or (), everything=everything, as_json=as_json))


@app.command(rich_help_panel="Collect")
def run(context: typer.Context) -> None:
    """Stay up and crawl every source when it is due. Made for systemd or a container.

    Ends cleanly on SIGINT and SIGTERM. A time that was missed, as while the machine was off, is made up for once.
    """
    from scraper.crawl import CrawlRequest
    from scraper.service import serve

    config = given(context).load()
    database = given(context).prepare(config, CrawlRequest())
    run_until_stopped(serve(config, database))
