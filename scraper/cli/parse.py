"""`parse`: a page to an article, stored nowhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.output import print_json
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
    as_json: Annotated[bool, typer.Option("--json", help="What it does in any case.")] = True,
) -> None:
    """Read one page and print the article as JSON; stores nothing.

    Example: [bold]curl -s https://example.org/news/1 | dateline parse - --url https://example.org/news/1[/bold]
    """
    from scraper.parse import parse as read

    if page.startswith(("http://", "https://")):
        response = run_until_stopped(_fetch(_config(given(context)), page))
        article = read(response.body, url or response.final_url, charset=response.charset, now=response.fetched_at)
    else:
        article = read(_read_file(page), url)
    print_json(article.as_dict())


def _read_file(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: can't be read: {error.strerror}") from error


def _config(options: Options) -> Config:
    """A single look at a page that somebody names needs no config.yaml; one that is there must be right."""
    from scraper.config import Config, find_config

    if options.config is not None or find_config(None, os.environ).exists():
        return options.load()
    return Config()


async def _fetch(config: Config, url: str) -> Response:
    from scraper.crawl import open_client

    async with open_client(config, url) as client:
        return await client.get(url)
