"""`archive verify` and so on: what the owner of an archive does with its raw files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.worker import cluster

if TYPE_CHECKING:
    from scraper.archive import Files
    from scraper.config import Config
    from scraper.raw.prune import Pruned
    from scraper.raw.verify import Findings

archive_verbs = typer.Typer(no_args_is_help=True, help="Work on the raw pages, the WARC files.")
app.add_typer(archive_verbs, name="archive", rich_help_panel="Set up")

MOST_FOUND = 10_000
"""Articles of a search that are handed out at once."""

Queue = Annotated[bool, typer.Option("--queue", help="Leave it to `dateline worker`, by the queue in Postgres.")]

Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def raw_files(config: Config) -> Files:
    """Raises ArchiveError where no raw pages are kept."""
    from scraper.raw.files import files_of

    return files_of(config)


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
    if found.deleted:
        print(f"{found.deleted} rows say that their record was deleted by age")
    if found.deletable:
        print(f"{found.deletable} of those are there still; `dateline archive prune` deletes them", file=sys.stderr)
    if found.unlisted:
        print(
            f"{found.unlisted} answers are kept that no row points to; `archive import` of their file adopts them",
            file=sys.stderr,
        )


@archive_verbs.command("import")
def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="WARC files, folders of HTML, .jsonl, .opml, .txt with addresses."),
    ] = None,
    wayback: Annotated[
        str | None, typer.Option(metavar="URL", help="Captures of the Wayback Machine, as in 'example.org/news/*'.")
    ] = None,
    cdx_server: Annotated[str | None, typer.Option(metavar="URL", help="Another archive that speaks CDX.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", "-s", help="Whose pages they are. [default: by the host of each]")
    ] = None,
    domain: Annotated[list[str] | None, typer.Option(help="Only of this domain; repeatable.")] = None,
    language: Annotated[list[str] | None, typer.Option("--language", "-l", help="Only in this; repeatable.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only captured on that day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only captured before that day.")] = None,
    queue: Queue = False,
    as_json: Json = False,
) -> None:
    """Take in pages of another time: an older capture becomes an earlier version of its article.

    It may be stopped and started again, and nothing comes in twice. Addresses (.txt, .opml) wait for the next crawl.
    """
    from scraper.cli.bar import counting
    from scraper.cli.day import day
    from scraper.cli.output import print_json
    from scraper.cli.stop import run_until_stopped
    from scraper.crawl import CrawlRequest
    from scraper.errors import FetchError, UsageError
    from scraper.raw.imports import import_all
    from scraper.raw.inbox.wayback import SERVER, CdxQuery
    from scraper.raw.intake import Wanted

    if not paths and wayback is None:
        raise UsageError("nothing to import: name files, folders, or --wayback URL")
    config = given(context).load()
    times = day(since, "--since"), day(until, "--until")
    wanted = Wanted(source, tuple(domain or ()), tuple(language or ()), *times)
    query = CdxQuery(wayback, *times, cdx_server or SERVER) if wayback is not None else None
    database = given(context).prepare(config, CrawlRequest())
    if queue:
        job = run_until_stopped(cluster().queue_import(database, paths or [], query, wanted))
        print_json({"job": job}) if as_json else print(f"job {job} is in the queue")
        return
    try:
        with counting("batches", None) as advance:
            counts = run_until_stopped(import_all(config, database, paths or [], query, wanted, advance))
    except FetchError as error:
        print(f"dateline: {error}; what came before it is stored, start it again later", file=sys.stderr)
        raise typer.Exit(1) from None
    told = {name: counts[name] for name in ("imported", "known", "skipped", "rejected", "broken")}
    if as_json:
        print_json(told)
    else:
        print(", ".join(f"{count} {what}" for what, count in told.items() if count) or "nothing new")


@archive_verbs.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A name that ends with .wacz, .warc.gz or .cdxj.")],
    source: Annotated[str | None, typer.Option("--source", "-s", help="Only of this source.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only fetched on that day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only fetched before that day.")] = None,
    search: Annotated[str | None, typer.Option(metavar="QUERY", help="Only the pages of articles that match.")] = None,
    as_json: Json = False,
) -> None:
    """Hand out raw pages: as WACZ for ReplayWeb.page, as a WARC file, or as a CDXJ index over the files."""
    from dataclasses import asdict

    from db.captures import KeptFilter
    from db.public import Filter
    from db.search import search as find
    from scraper.cli.day import day
    from scraper.cli.output import print_json
    from scraper.raw.export import export

    files = raw_files(given(context).load())
    database = given(context).open_archive()
    articles = None
    if search is not None:
        articles = [hit["id"] for hit in find(database, search, Filter(source), MOST_FOUND, sort="newest").hits]
    narrow = KeptFilter(source, day(since, "--since"), day(until, "--until"), articles)
    done = export(database, files, narrow, out)
    print_json(asdict(done)) if as_json else print(f"{out}: {done.captures} captures, {done.bytes / 1024**2:.1f} MB")


@archive_verbs.command()
def prune(
    context: typer.Context,
    source: Annotated[list[str] | None, typer.Option("--source", "-s", help="Only of this one; repeatable.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")] = False,
    as_json: Json = False,
) -> None:
    """Delete raw pages that are older than `keep_raw` in config.yaml says; articles and all other rows stay.

    A record stays as long as a later one refers to it. Rows tell by `warc_deleted_at` that their record is deleted.
    It may be stopped and started again.
    """
    from datetime import UTC, datetime

    from scraper.cli.bar import counting
    from scraper.cli.output import print_json
    from scraper.raw.prune import bounds, kept_for, plan, prune

    config = given(context).load()
    files, database, now = raw_files(config), given(context).open_archive(), datetime.now(UTC)
    due = bounds(kept_for(config, database, source or ()), now)
    if dry_run:
        report = plan(database, due)
    else:
        with counting("files", None) as advance:
            report = prune(database, files, due, now, lambda name: advance())
    if as_json:
        print_json(report.as_dict())
    else:
        _tell_pruned(report, dry_run)


def _tell_pruned(report: Pruned, dry_run: bool) -> None:
    verb = "would be deleted" if dry_run else "deleted"
    for found in report.expired:
        stays = f"; {found.needed} stay, since later ones refer to them" if found.needed else ""
        print(f"{found.source}: {found.records} records {verb}, {found.bytes / 1024**2:.1f} MB{stays}")
    if not dry_run:
        print(f"{report.dropped} files dropped, {report.rewritten} written anew, {report.freed / 1024**2:.1f} MB freed")
    if report.waiting:
        print(f"{report.waiting} files are in use; the next prune does them", file=sys.stderr)
    if dry_run and not report.expired:
        print("nothing would be deleted: no raw page is older than `keep_raw` in config.yaml allows", file=sys.stderr)


@archive_verbs.command()
def move(
    context: typer.Context,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DATE", help="Only files last written to before that day.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Take closed WARC files to `warc.store` in config.yaml, another folder or object storage as S3.

    Each is read back and compared before it is deleted here. `reparse`, `archive export` and `archive verify` find
    them there. It may be stopped and started again.
    """
    from scraper.cli.bar import counting
    from scraper.cli.day import day
    from scraper.cli.output import print_json
    from scraper.raw.move import move

    files = raw_files(given(context).load())
    with counting("files", len(files.local())) as advance:
        moved = move(files, day(before, "--before"), lambda name: advance())
    if as_json:
        print_json(moved.as_dict())
    else:
        stay = f"; {moved.left} stay: still written to, or too young" if moved.left else ""
        print(f"{moved.files} files moved, {moved.bytes / 1024**2:.1f} MB{stay}")
