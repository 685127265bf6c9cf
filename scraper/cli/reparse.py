"""`reparse`: today's parser over the raw archive."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.complete import source_names
from scraper.cli.day import day
from scraper.cli.read import require_sources
from scraper.cli.stop import run_until_stopped
from scraper.cli.worker import cluster

Sources = Annotated[
    list[str] | None, typer.Option("--source", "-s", help="Only of this one; repeatable.", autocompletion=source_names)
]


@app.command(rich_help_panel="Collect")
def reparse(
    context: typer.Context,
    source: Sources = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Fetched on that day or later.")] = None,
    older_than: Annotated[
        str | None,
        typer.Option("--parser-older-than", metavar="VERSION", help="Only what an older parser has read."),
    ] = None,
    queue: Annotated[
        bool, typer.Option("--queue", help="Leave it to `dateline worker`, by the queue in Postgres.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Read the raw pages again with today's parser.

    A text that it reads otherwise is a new version of the article that says `cause = parser`; what the publisher
    changed stays as it is. It may be stopped and started again: what is done is not done twice.
    """
    from scraper.cli.archive import raw_files
    from scraper.cli.bar import counting
    from scraper.cli.output import print_json
    from scraper.raw.reparse import ReparseRequest, reparse

    config = given(context).load()
    files = raw_files(config)
    database = given(context).open_archive()
    require_sources(database, source or ())
    request = ReparseRequest(tuple(source or ()), day(since, "--since"), older_than)
    if queue:
        job = run_until_stopped(cluster().queue_reparse(database, request))
        print_json({"job": job}) if as_json else print(f"job {job} is in the queue")
        return
    with ExitStack() as stack:

        def start(total: int) -> Callable[[], None]:
            return stack.enter_context(counting("pages", total))

        report = run_until_stopped(reparse(config, database, files, request, start))
    if as_json:
        print_json(report.as_dict())
    else:
        told = ", ".join(f"{count} {what}" for what, count in report.counts.items() if count)
        print(f"{told or 'nothing to read again'} in {report.seconds:.1f} s")
