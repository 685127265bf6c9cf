"""`parse`: a page to an article, stored nowhere."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.complete import source_names
from scraper.cli.output import print_json
from scraper.cli.rules import print_trials, rules_for
from scraper.cli.stop import run_until_stopped
from scraper.errors import UsageError

if TYPE_CHECKING:
    from scraper.cli.app import Options
    from scraper.config import Config
    from scraper.response import Response


@app.command(rich_help_panel="Collect")
def parse(
    context: typer.Context,
    page: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="A file, an address, or - for stdin.")],
    url: Annotated[str | None, typer.Option("--url", help="The page's address, for a file or stdin.")] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", "-s", help="With this source's rules; says what each finds.", autocompletion=source_names
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="What it does in any case.")] = True,
) -> None:
    """Read one page and print the article as JSON; stores nothing. What the rules of --source find goes to stderr.

    Example: [bold]curl -s https://example.org/news/1 | dateline parse - --url https://example.org/news/1[/bold]
    """
    from scraper.parse import Rules
    from scraper.parse import parse as read

    config = _config(given(context), needed=source is not None)
    moment = datetime.now(UTC)
    rules = rules_for(config, source, moment.date()) if source else None
    if page.startswith(("http://", "https://")):
        response = run_until_stopped(_fetch(config, page))
        body, charset, url = response.body, response.charset, url or response.final_url
    else:
        body, charset = _read_file(page), None
    article = read(body, url, charset=charset, rules=rules or Rules(), now=moment)
    print_json(article.as_dict())
    if rules is not None:
        print_trials(body, charset, rules, article)


def _read_file(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: can't be read: {error.strerror}") from error


def _config(options: Options, *, needed: bool) -> Config:
    """A single look at a page that somebody names needs no config.yaml; one that is there must be right."""
    from scraper.config import Config, find_config

    if needed or options.config is not None or find_config(None, os.environ).exists():
        return options.load()
    return Config()


async def _fetch(config: Config, url: str) -> Response:
    from scraper.crawl import open_client

    async with open_client(config, url) as client:
        return await client.get(url)
