"""`add`: look a site over and make a source of it."""

from __future__ import annotations

import os
import sys
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.output import print_json, print_rows
from scraper.cli.stop import run_until_stopped
from scraper.errors import UsageError

if TYPE_CHECKING:
    from scraper.config import Config
    from scraper.survey import Sampled, Survey


@app.command(rich_help_panel="Set up")
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="The site's front page.")],
    name: Annotated[str | None, typer.Option("--name", help="What the source is called. [default: the host]")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
    render: Annotated[bool, typer.Option(help="Ask a browser where pages are empty without their script.")] = True,
) -> None:
    """Find a site's feeds, sitemaps, sections and JSON lists, try each, and append the best set to config.yaml.

    Exit code 1 where nothing was found that can be crawled; then nothing is written.
    Example: [bold]dateline add https://www.example.org/ --dry-run[/bold]
    """
    from scraper.config import Config, find_config, load_config
    from scraper.survey import add_source, source_block

    options = given(context)
    path = options.config or find_config(None, os.environ)
    config = options.load() if path.exists() else Config()
    if not path.exists() and not dry_run:
        raise UsageError(f"{path}: there is none; `dateline init` writes one, --dry-run only shows what is found")
    address = url if "://" in url else f"https://{url}"
    survey = run_until_stopped(_look(config, address, render=render))
    chosen = name or _free(survey.name, [source.name for source in config.sources])
    if name is not None and any(source.name == name for source in config.sources):
        raise UsageError(f"--name: {name!r} is taken by a source in {path}")
    block = source_block(survey, chosen)
    if as_json:
        print_json({**survey.as_dict(), "name": chosen, "config": "\n".join(block)})
    else:
        _show(survey, block)
    if not survey.works:
        print("dateline: found no way to crawl this site; nothing is written", file=sys.stderr)
        raise typer.Exit(1)
    if not dry_run:
        add_source(path, block, lambda changed: load_config(changed, database=options.database))
        print(f"{path}: source {chosen} added. Next: dateline crawl {chosen}", file=sys.stderr)


async def _look(config: Config, url: str, *, render: bool) -> Survey:
    from scraper.crawl import open_client
    from scraper.survey import look_over

    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(open_client(config, url))
        renderer = None
        if render:
            try:
                from scraper.fetch.render import Renderer, find_chromium
            except ImportError:
                pass
            else:
                renderer = await stack.enter_async_context(Renderer()) if find_chromium() else None
        return await look_over(client, url, renderer, config.user_agent, _say)


def _say(line: str) -> None:
    if sys.stderr.isatty():
        print(line, file=sys.stderr)


def _free(name: str, taken: list[str]) -> str:
    """The name, with a number behind it where it is taken."""
    if name not in taken:
        return name
    return next(f"{name}-{number}" for number in range(2, 10_000) if f"{name}-{number}" not in taken)


def _show(survey: Survey, block: list[str]) -> None:
    about = [survey.software or "software unknown", f"languages: {', '.join(survey.languages) or 'not told'}"]
    print(f"{survey.url}  ({'; '.join(about)})\n")
    rows = [
        (
            "yes" if item.is_taken else "no",
            item.trial.candidate.kind,
            item.trial.candidate.url,
            len(item.trial.entries),
            len(item.only_here),
            item.trial.newest,
            item.why,
        )
        for item in survey.judged
        if item.is_taken or item.trial.candidate.told or item.trial.pages
    ]
    print_rows(("taken", "kind", "url", "articles", "only here", "newest", "why"), rows, "table")
    print()
    print_rows(("read", "title", "url"), [(_told(s), s.title, s.url) for s in survey.samples], "table")
    if survey.article_pattern:
        print(f"\narticles: {survey.article_pattern}")
    print("\n" + "\n".join(block))


def _told(sample: Sampled) -> str:
    return sample.problem or f"{sample.words} words, {'dated' if sample.has_date else 'no date'}"
