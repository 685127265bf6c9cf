"""`crawl` for cron, `run` for a service."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.complete import source_names
from scraper.cli.stop import run_until_stopped

if TYPE_CHECKING:
    from scraper.crawl import Report

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
    from scraper.cli.output import print_json
    from scraper.cli.progress import watch
    from scraper.crawl import CrawlRequest, crawl

    config = given(context).load()
    request = CrawlRequest(tuple(sources or ()), everything)
    database = given(context).prepare(config, request)
    with watch() as observer:
        report = run_until_stopped(crawl(config, database, request, observer))
    if as_json:
        print_json(report.as_dict())
    else:
        _tell(report)
    raise typer.Exit(_exit_code(report))


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


def _tell(report: Report) -> None:
    from scraper.cli.progress import summary

    for name, tally in report.per_source.items():
        print(f"{name}: {tally.error or summary(tally)}")
    if not report.per_source and not report.busy:
        print("nothing is due; `dateline crawl --all` crawls in any case", file=sys.stderr)


def _exit_code(report: Report) -> int:
    for name in report.busy:
        print(f"dateline: source {name}: another pass holds it; nothing done there", file=sys.stderr)
    for name in report.failed_sources:
        print(f"dateline: source {name} failed: {report.per_source[name].error}", file=sys.stderr)
    if report.busy and not report.per_source:
        return 4
    return 1 if report.failed_sources else 0
