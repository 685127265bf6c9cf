"""`demo`: the whole line, on a bundled sample site, in a minute."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from scraper.cli.app import app, given
from scraper.cli.output import console, print_json, print_rows
from scraper.cli.page import print_article
from scraper.cli.stop import run_until_stopped
from scraper.errors import UsageError

if TYPE_CHECKING:
    from db import Database
    from scraper.crawl import Report

COUNT = """\
select source, language, count(*) as articles
from articles
where duplicate_of is null
group by source, language
order by source, language"""

COPIES = """\
select copy.id, copy.title, copy.canonical_url, copy.duplicate_of
from articles as copy
where copy.duplicate_of is not null
order by copy.id"""

ADDRESSES = """\
select kind, count(*) as addresses, min(url) as example
from urls
group by kind
order by kind"""

EDITED = """\
select article_id, revision, changed, title
from revisions
where article_id in (select article_id from revisions where revision > 1)
order by article_id, revision"""


@app.command(rich_help_panel="Set up")
def demo(
    context: typer.Context,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="DIR", help="Make config and archive there and leave them.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Only what the two passes counted, as JSON.")] = False,
) -> None:
    """Crawl a bundled sample site over real HTTP on loopback into a throw-away archive, and show the result."""
    from scraper.cli.progress import watch
    from scraper.demo import demonstration

    if keep is not None and keep.exists() and any(keep.iterdir()):
        raise UsageError(f"{keep}: there is something in it already; name a new folder")
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-demo-")))
        made = stack.enter_context(demonstration(folder, given(context).database))
        with watch() as observer:
            first = run_until_stopped(made.crawl(1, observer))
        if not as_json:
            _tell_first(made.site.url, first, made.database)
        with watch() as observer:
            second = run_until_stopped(made.crawl(2, observer))
        if as_json:
            print_json({"first": first.as_dict(), "second": second.as_dict()})
        else:
            _tell_second(second, made.database)
    if keep is not None and not as_json:
        print(f"\nAll of it is in {keep}. The site is gone, the archive stays: cd {keep} && dateline list")


def _tell_first(url: str, report: Report, database: Database) -> None:
    from db.public import Filter, newest, one

    _head(f"A pass over {url}: {_counted(report)}")
    columns = ("id", "published_at", "language", "section", "title", "duplicate_of")
    articles = newest(database, Filter(), 12)
    print_rows(columns, ([article[column] for column in columns] for article in articles), "table")
    _head("One article")
    shown = next((article for article in articles if article["language"] == "en"), articles[0])
    print_article(one(database, shown["id"]) or shown)
    _query("How many are there, copies left out?", COUNT, database)
    _query("What was recognised as a copy of another article?", COPIES, database)
    _query("Under how many addresses was the same seen?", ADDRESSES, database)


def _tell_second(report: Report, database: Database) -> None:
    _head(f"A second pass, after the site has changed: {_counted(report)}")
    _query("What was silently edited?", EDITED, database)


def _query(question: str, query: str, database: Database) -> None:
    from db.query import run

    _head(question)
    console().print(Text(f'dateline sql "{query}"', style="dim"))
    print()
    with run(database, query) as result:
        print_rows(result.columns, result.rows, "table")


def _counted(report: Report) -> str:
    totals = report.totals()
    return (
        f"{totals['fetched']} requests in {report.seconds:.1f} s, {totals['new']} new "
        f"({totals['duplicates']} of them copies), {totals['revised']} revised, {totals['not_modified']} unchanged"
    )


def _head(line: str) -> None:
    console().print(Text(f"\n{line}\n", style="bold"))
