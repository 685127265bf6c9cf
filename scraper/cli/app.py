"""The application object, and the options that stand before the verb."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scraper.cli.logs import set_up_logs
from scraper.cli.options import LogFormat, Options
from scraper.version import __version__

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
