"""`init`, `config`, `doctor`: getting started, and finding out what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.output import print_json
from scraper.cli.stop import run_until_stopped

SETUP = "Set up"


@app.command(rich_help_panel=SETUP)
def init(folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path()) -> None:
    """Write a commented config.yaml to start from; an existing one is left alone."""
    from scraper.config import write_example

    written = write_example(folder)
    print(f"{written}: written. Next: put in a contact and a site, `dateline config` to check, `dateline crawl`")


@app.command(rich_help_panel=SETUP)
def config(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of YAML.")] = False,
) -> None:
    """Check the configuration and show what is in force, defaults and environment included, secrets masked."""
    from scraper.config import as_yaml

    effective = given(context).load()
    if as_json:
        print_json(effective.masked())
    else:
        print(as_yaml(effective), end="")


@app.command(rich_help_panel=SETUP)
def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="The checks as JSON.")] = False,
) -> None:
    """Check everything that a crawl needs: configuration, database, archive folder, and one look at every source.

    Exit code 3 where the database or the archive can't be used, 1 where only a source doesn't answer.
    """
    from scraper.doctor import examine

    checks = run_until_stopped(examine(given(context).load()))
    if as_json:
        print_json([check.as_dict() for check in checks])
    else:
        for check in checks:
            print(f"{'ok  ' if check.is_ok else 'FAIL'}  {check.subject}: {check.finding}")
    failed = {check.exit_code for check in checks if not check.is_ok}
    raise typer.Exit(max(failed, default=0))
