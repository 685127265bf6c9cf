"""`db upgrade`, `db copy`, `db reindex`, `db recognise`: what the owner of an archive does to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scraper.cli.app import app, given
from scraper.errors import UsageError

db_verbs = typer.Typer(no_args_is_help=True, help="Work on the database itself.")
app.add_typer(db_verbs, name="db", rich_help_panel="Set up")


@db_verbs.command()
def upgrade(context: typer.Context) -> None:
    """Create the schema, or bring it up to today's; a SQLite archive is copied first. Harmless if nothing is to do."""
    from db import marks, migrate, version

    database = given(context).open_database()
    before = version.state(database)
    copy = migrate.upgrade(database)
    if copy is not None:
        print(f"the old database is kept as {copy}")
    print(f"{database.address}: {'was up to date' if before == 'current' else 'is up to date now'}")
    with database.read() as connection:
        if marks.is_behind(connection):
            print("run `dateline db recognise` once, so that new articles find the copies that are there already")


@db_verbs.command()
def copy(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar="URL", help="A new file, or an empty Postgres database.")],
) -> None:
    """Copy the whole archive to another database, SQLite to Postgres or back, and count it there.

    Afterwards change `database` in config.yaml. Stop the crawl before: what is stored during the copy isn't in it.
    """
    from db import Database
    from db.copy import copy as copy_rows
    from scraper.config import database_url

    options = given(context)
    try:
        new = Database(database_url(target, Path.cwd()))
    except ValueError as error:
        raise UsageError(f"db copy: {error}") from None
    options.opened.append(new)
    counts = copy_rows(options.open_archive(), new)
    for table, count in counts.items():
        print(f"{table}: {count}")
    print(f"{new.address}: all rows are there; now change `database` in config.yaml")


@db_verbs.command()
def reindex(context: typer.Context) -> None:
    """Build the search index anew, as after a restore without it."""
    from db.search import index

    with given(context).open_archive().write() as connection:
        print(f"{index.rebuild(connection)} articles are indexed")


@db_verbs.command()
def recognise(context: typer.Context) -> None:
    """Find the copies and translations of articles that the index of texts doesn't know.

    A crawl does so with every new article; this is for archives of older versions. It may be stopped and started again.
    """
    from datetime import UTC, datetime

    from db import articles
    from scraper.cli.bar import counting
    from scraper.crawl.backfill import recognise_archive

    database = given(context).open_archive()
    with database.read() as connection:
        total = articles.count(connection)
    with counting("articles", total) as done:
        count = recognise_archive(database, datetime.now(UTC).replace(microsecond=0), done)
    print(f"{count} of {total} articles were new to the index of texts")
