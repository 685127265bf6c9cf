"""`db upgrade`: what the owner of an archive does to it."""

from __future__ import annotations

import typer

from scraper.cli.app import app, given

db_verbs = typer.Typer(no_args_is_help=True, help="Work on the database itself.")
app.add_typer(db_verbs, name="db", rich_help_panel="Set up")


@db_verbs.command()
def upgrade(context: typer.Context) -> None:
    """Create the schema, or bring it up to today's; a SQLite archive is copied first. Harmless if nothing is to do."""
    from db import migrate

    database = given(context).open_database()
    before = migrate.state(database)
    copy = migrate.upgrade(database)
    if copy is not None:
        print(f"the old database is kept as {copy}")
    print(f"{database.address}: {'was up to date' if before == 'current' else 'is up to date now'}")
