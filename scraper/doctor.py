"""Everything that a crawl needs, checked one by one: what is wrong and what to do about it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import text

from db import Database, DatabaseError, version
from db.frozen import frozen
from scraper.archive import check_folder
from scraper.compiled import is_compiled, outdated
from scraper.config import Config, Source, has_contact
from scraper.crawl import open_client, site_of
from scraper.errors import ArchiveError, FetchError
from scraper.fetch import Client

LITTLE_SPACE = 1024**3
"""Bytes; below that a crawl may fill the disk before anybody looks."""


@frozen
class Check:
    """`exit_code`: what the program ends with if this fails."""

    subject: str
    is_ok: bool
    finding: str
    exit_code: int = 3

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


async def examine(config: Config) -> list[Check]:
    """All checks, each on its own: one that fails keeps none from being made. Changes nothing."""
    checks = [check_sources_named(config), check_modules()]
    checks.append(check_user_agent(config))
    checks.append(await asyncio.to_thread(check_database, config))
    checks.extend(check_archive(config))
    async with open_client(config) as client:
        checks.extend([check async for check in _check_sources(config, client)])
    return checks


def check_sources_named(config: Config) -> Check:
    """That there is something to crawl. That the file is right has been found out by loading it."""
    count = sum(source.active for source in config.sources)
    finding = f"{count} active sources" if count else "no active source; add one under `sources:`"
    return Check("configuration", count > 0, finding, 2)


def check_user_agent(config: Config) -> Check:
    """That publishers can reach whoever crawls."""
    if has_contact(config.user_agent):
        return Check("user agent", True, config.user_agent, 2)
    return Check("user agent", False, f"{config.user_agent}: no mail or web address in it; add one, or `contact`", 2)


def check_modules() -> Check:
    """How the busiest of them run; both ways read the same articles."""
    if not is_compiled():
        return Check(
            "modules", True, "plain Python; where a C compiler is at hand, installing dateline makes them faster"
        )
    changed = outdated()
    if changed:
        return Check("modules", False, f"compiled before {changed[0]} was changed; run `make setup`")
    return Check("modules", True, "compiled")


def check_database(config: Config) -> Check:
    """That it can be reached, written to, and has a schema that we know."""
    try:
        database = Database(config.database)
        found = version.state(database)
        if found == "empty" and database.path is not None:
            check_folder(database.path.parent)
            return Check("database", True, f"{database.address}: not there yet, the first crawl makes it")
        if found == "older":
            return Check("database", False, f"{database.address}: of an older dateline; run `dateline db upgrade`")
        if found != "empty":
            version.require_current(database)
        with database.write() as connection:
            connection.execute(text("SELECT 1"))
        return Check("database", True, f"{database.address}: {'empty' if found == 'empty' else 'in order'}")
    except (DatabaseError, ArchiveError) as error:
        return Check("database", False, str(error))


def check_archive(config: Config) -> list[Check]:
    if config.archive is None:
        return [Check("archive", True, "switched off (archive: null); pages can't be parsed again later")]
    try:
        check_folder(config.archive)
    except ArchiveError as error:
        return [Check("archive", False, str(error))]
    free = shutil.disk_usage(config.archive).free
    space = f"{free / 1024**3:.1f} GB free"
    return [Check("archive", free >= LITTLE_SPACE, f"{config.archive}: {space}")]


async def _check_sources(config: Config, client: Client) -> AsyncIterator[Check]:
    for source in config.sources:
        if source.active:
            yield await check_source(source, client)


async def check_source(source: Source, client: Client) -> Check:
    """That the first place where we look for news answers."""
    url = next(iter((*source.feeds, *source.sitemaps, *source.sections, source.url)))
    try:
        response = await client.get(url, site=site_of(source))
    except FetchError as error:
        return Check(f"source {source.name}", False, str(error), 1)
    return Check(f"source {source.name}", True, f"{url} answers {response.status} in {response.elapsed_ms} ms", 1)
