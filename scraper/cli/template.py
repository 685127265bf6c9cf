"""`template`: what the crawls of a source have taught of its pages, and from how many."""

from __future__ import annotations

from typing import Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.complete import source_names
from scraper.cli.output import console, print_json, print_rows
from scraper.errors import UsageError

Name = Annotated[str, typer.Argument(metavar="SOURCE", autocompletion=source_names)]


@app.command(rich_help_panel="Read")
def template(
    context: typer.Context,
    source: Name,
    forget: Annotated[bool, typer.Option("--forget", help="Begin anew: drop all that was learned of it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON with all keys.")] = False,
) -> None:
    """What was learned of a source's pages: lines that are taken out of its texts, how texts open and close."""
    from db import templates
    from scraper.parse.template_bytes import unpack_template

    archive = given(context).open_archive()
    if forget:
        with archive.write() as connection:
            pages = templates.forget(connection, source)
        print(f"forgotten: what {pages} pages of {source} taught")
        return
    with archive.read() as connection:
        row = templates.find(connection, source)
    learned = unpack_template(row.learned) if row else None
    if row is None or learned is None:
        raise UsageError(f"nothing has been learned of a source '{source}' yet; `dateline crawl {source}` learns")
    lines = sorted(learned.lines.values(), key=lambda line: (-line.stories, line.text))
    told = {
        "source": row.source,
        "learned_at": row.learned_at,
        "pages": row.pages,
        "articles": row.stories,
        "dateline": learned.dateline,
        "signature": learned.signature,
        "container": learned.container,
    }
    rows = [{"articles": line.stories, "since": line.since, "text": line.text, "place": line.place} for line in lines]
    if as_json:
        print_json({**told, "lines": rows})
        return
    for key, value in told.items():
        console().print(f"{key:<11} {value if value is not None else '-'}", markup=False)
    print_rows(("articles", "since", "text", "place"), (list(item.values()) for item in rows), "table")
