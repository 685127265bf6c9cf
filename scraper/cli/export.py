"""`export`: the archive, or a part of it, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from db.types import LARGEST_ID
from scraper.cli.app import app, given
from scraper.cli.read import READ, Author, Language, Since, Source, Unique, Until, narrowed
from scraper.errors import UsageError

Form = Literal["jsonl", "csv", "parquet", "jsonld", "atom", "jsonfeed", "opml"]


@app.command(rich_help_panel=READ)
def export(
    context: typer.Context,
    form: Annotated[Form, typer.Option("--format", "-f", help="Of what is written.")] = "jsonl",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="A file, for Parquet a new folder; else stdout."),
    ] = None,
    since_id: Annotated[
        int,
        typer.Option(
            "--since-id", metavar="ID", min=0, max=LARGEST_ID, help="Only articles with a higher id: what came since."
        ),
    ] = 0,
    source: Source = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
    author: Author = None,
    unique: Unique = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, max=LARGEST_ID, help="At most so many.")] = None,
) -> None:
    """Articles as JSONL, CSV, Parquet or JSON-LD; the newest as an Atom or JSON feed; the sources as OPML.

    However large the archive, a few hundred articles are in memory at once. The last line on stderr names the highest
    id, from which `--since-id` goes on. Beside a file stands its datapackage.json.
    """
    from db.export import Selection
    from db.export import export as write

    if form == "parquet" and output is None:
        raise UsageError("export: Parquet is a folder; name one with --output")
    archive = given(context).open_archive()
    narrow = narrowed(archive, source, language, since, until, author, unique)
    done = write(archive, form, Selection(narrow, since_id, limit), output)
    what = ("source" if form == "opml" else "article") + ("s" if done.count != 1 else "")
    last = f"; go on with --since-id {done.last_id}" if done.last_id else ""
    print(f"{done.count} {what}{last}", file=sys.stderr)
