"""`list`, `show`, `search`, `sql`: what people read the archive with."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from db.types import LARGEST_ID
from scraper.cli.app import app, given
from scraper.cli.complete import source_names
from scraper.cli.day import day
from scraper.cli.hits import print_hits, without_pieces
from scraper.cli.output import Format, print_json, print_rows
from scraper.errors import UsageError, no_source

if TYPE_CHECKING:
    from db import Database
    from db.public import Filter

READ = "Read"

Id = Annotated[int, typer.Argument(metavar="ID", max=LARGEST_ID)]
Source = Annotated[str | None, typer.Option("--source", "-s", help="Only of this source.", autocompletion=source_names)]
Language = Annotated[str | None, typer.Option("--language", "-l", help="ISO 639-1, as in de.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Published on that day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Published before that day.")]
Author = Annotated[str | None, typer.Option("--author", help="Only with this anywhere in an author's name.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=LARGEST_ID, help="At most so many.")]
Unique = Annotated[bool, typer.Option("--unique", "-u", help="Leave out the copies of other articles.")]
Json = Annotated[bool, typer.Option("--json", help="JSON with all keys.")]

Sort = Literal["relevance", "newest"]

COLUMNS = ("id", "published_at", "source", "language", "title", "revision", "duplicate_of")


@app.command("list", rich_help_panel=READ)
def list_(
    context: typer.Context,
    source: Source = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
    author: Author = None,
    unique: Unique = False,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """The newest articles."""
    from db.public import newest

    archive = given(context).open_archive()
    narrow = narrowed(archive, source, language, since, until, author, unique)
    _print_articles(newest(archive, narrow, limit), COLUMNS, as_json)


@app.command(rich_help_panel=READ)
def show(context: typer.Context, article_id: Id, as_json: Json = False) -> None:
    """One article in full, with all its addresses."""
    from db.public import one
    from scraper.cli.page import print_article

    article = one(given(context).open_archive(), article_id)
    if article is None:
        raise UsageError(f"there is no article {article_id}; `dateline list` shows what there is")
    if as_json:
        print_json(article)
    else:
        print_article(article)


@app.command(rich_help_panel=READ)
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="""tokajew kreml, "first meeting", wirtschaft*, a OR b, -wetter""")],
    source: Source = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
    author: Annotated[
        str | None, typer.Option("--author", help="Only with this word in an author's name; 'gro*' is a beginning.")
    ] = None,
    unique: Unique = False,
    limit: Limit = 20,
    sort: Annotated[Sort, typer.Option("--sort", help="Best first among the newest 500 matches, or newest first.")] = (
        "relevance"
    ),
    cursor: Annotated[str | None, typer.Option("--cursor", help="Go on after a page; it ends by naming this.")] = None,
    everything: Annotated[
        bool, typer.Option("--rank-all", help="Rank all matches, which takes long for a common word.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Full-text search over titles, leads and texts; case, accents and endings don't count.

    Also title:word, author:name, source:name, language:de, since:2026-02-10 and (a OR b) within the query.
    """
    from db.search import search as find

    archive = given(context).open_archive()
    narrow = narrowed(archive, source, language, since, until, author, unique)
    page = find(archive, query, narrow, limit, cursor=cursor, sort=sort, everything=everything)
    if as_json:
        print_json([without_pieces(hit) for hit in page.hits])
    else:
        print_hits(page.hits)
    if not page.hits:
        print(f"nothing matches {query!r}; a beginning finds more, as in 'wirtschaft*'", file=sys.stderr)
    if page.cursor:
        print(f"there is more: --cursor {page.cursor}", file=sys.stderr)


@app.command(rich_help_panel=READ)
def sql(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="One SELECT; the views are described in docs/sql.md.")],
    style: Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")] = "table",
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Cut off after so many rows.")] = None,
    timeout_s: Annotated[float, typer.Option("--timeout", min=0.001, help="Give up after so many seconds.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """A read-only SQL query over the public views: articles, urls, revisions, stories, counts, sources and more."""
    from db.query import Limits, run

    with run(given(context).open_archive(), query, Limits(limit, timeout_s)) as result:
        print_rows(result.columns, result.rows, "json" if as_json else style)


def narrowed(
    archive: Database,
    source: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    author: str | None,
    unique: bool,
) -> Filter:
    """The options as a filter. Raises UsageError for a date that is none and a source that nobody knows."""
    from db.public import Filter

    if source is not None:
        require_sources(archive, [source])
    return Filter(source, language, day(since, "--since"), day(until, "--until"), author, unique=unique)


def require_sources(archive: Database, names: Iterable[str]) -> None:
    """A name that no source has is a slip of the keys; an empty answer would hide it. Raises UsageError."""
    from db import sources

    with archive.read() as connection:
        known = sources.names(connection)
    for name in names:
        if name not in known:
            raise no_source(name, known, "in the archive")


def _print_articles(found: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    print_rows(columns, ([article[column] for column in columns] for article in found), "table")
