"""`archive verify|import|export|tidy`: what the owner of an archive does with its raw files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from scraper.cli.app import app, given
from scraper.errors import ArchiveError

if TYPE_CHECKING:
    from scraper.archive import Files
    from scraper.config import Config
    from scraper.raw.verify import Findings

archive_verbs = typer.Typer(no_args_is_help=True, help="Work on the raw pages, the WARC files.")
app.add_typer(archive_verbs, name="archive", rich_help_panel="Set up")

Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def raw_files(config: Config) -> Files:
    """Raises ArchiveError where no raw pages are kept."""
    from scraper.archive import Files

    if config.archive is None:
        raise ArchiveError("no raw pages are kept: `archive` is null in config.yaml")
    return Files(config.archive)


@archive_verbs.command()
def verify(context: typer.Context, as_json: Json = False) -> None:
    """Check every digest, and every row against the files, both ways; repair what a killed process left open.

    Exit code 1: something is missing or damaged; it is listed.
    """
    from scraper.cli.bar import counting
    from scraper.cli.output import print_json
    from scraper.raw.verify import verify

    files = raw_files(given(context).load())
    database = given(context).open_archive()
    with counting("files", len(files.names())) as advance:
        found = verify(database, files, lambda name: advance())
    if as_json:
        print_json(found.as_dict())
    else:
        _tell(found)
    raise typer.Exit(1 if found.problems else 0)


def _tell(found: Findings) -> None:
    for repaired in found.repaired:
        print(
            f"{repaired.file}: was left open; {repaired.records} records kept, {repaired.cut} bytes of a torn one cut"
        )
    for problem in found.problems:
        place = problem.file if problem.offset is None else f"{problem.file}:{problem.offset}"
        print(f"{problem.what}: {place}: {problem.url or ''}: {problem.reason}")
    print(
        f"{found.files} files, {found.records} records, {found.bytes / 1024**2:.1f} MB; {found.rows} rows point to them"
    )
    if found.unlisted:
        print(
            f"{found.unlisted} answers are kept that no row points to; `archive import` of their file adopts them",
            file=sys.stderr,
        )
