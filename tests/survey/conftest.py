"""A survey of a site on loopback, and a crawl of the source that comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from db.query import run
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, crawl, open_client, prepare
from scraper.fetch.render import Renderer
from scraper.survey import Survey, look_over, source_block

Row = tuple[str, str, str, str]
"""URL, title, text, language."""


async def look(url: str, *, with_browser: bool = False) -> Survey:
    async with open_client(Config(), url) as client, Renderer() as renderer:
        return await look_over(client, url, renderer if with_browser else None, "test (+https://a.example)", _silent)


def _silent(line: str) -> None: ...


async def crawled(survey: Survey, folder: Path) -> list[Row]:
    """The articles that a crawl brings of the source that `dateline add` would write."""
    block = "\n".join(f"  {line}" for line in source_block(survey, "found"))
    file = folder / "config.yaml"
    file.write_text(f"database: sqlite:///{folder}/a.db\narchive: null\nsources:\n{block}\n", encoding="utf-8")
    config = load_config(file, environ={})
    database = prepare(config, CrawlRequest())
    await crawl(config, database, CrawlRequest(everything=True))
    with run(database, "select canonical_url, title, text, language from articles") as result:
        rows: list[Row] = [(row[0], row[1], row[2], row[3]) for row in result.rows]
    database.close()
    return rows


@pytest.fixture
def taken() -> Callable[[Survey], set[tuple[str, str]]]:
    """(kind, path) of what was taken."""

    def of(survey: Survey) -> set[tuple[str, str]]:
        root = "/".join(survey.url.split("/")[:3])
        return {(candidate.kind, candidate.url.removeprefix(root)) for candidate in survey.taken}

    return of


def surveyed(url: str, folder: Path | None = None, *, with_browser: bool = False) -> tuple[Survey, list[Row]]:
    """The survey, and what a crawl of it brings where there is a folder for that."""

    async def both() -> tuple[Survey, list[Row]]:
        survey = await look(url, with_browser=with_browser)
        return survey, await crawled(survey, folder) if folder and survey.works else []

    return asyncio.run(both())
