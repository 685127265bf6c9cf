"""`why`: the reasons behind what a crawl does and doesn't do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.output import print_json


@app.command(rich_help_panel="Read")
def why(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SOURCE|URL|ID", help="A source, an address, or an article.")],
    as_json: Annotated[bool, typer.Option("--json", help="The lines as a JSON list.")] = False,
) -> None:
    """Say in words why something is due, waiting, skipped or refused, and how an article came to be what it is.

    Example: [bold]dateline why https://example.org/news/1[/bold]
    """
    from scraper.why import explain

    lines = explain(given(context).open_archive(), subject, datetime.now(UTC))
    if as_json:
        print_json(lines)
    else:
        print("\n".join(lines))
