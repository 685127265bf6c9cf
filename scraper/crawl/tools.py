"""What passes share while a process lives: the HTTP client with its politeness, the reader processes, the archive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, nullcontext
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from db import Database
from db.frozen import frozen
from scraper.archive import WarcWriter
from scraper.config import Config, Source
from scraper.crawl.hosts import SharedHosts
from scraper.crawl.raw import open_writer
from scraper.errors import ConfigError
from scraper.fetch import Client, Limits, Politeness, Site
from scraper.reading import Readers

if TYPE_CHECKING:
    from scraper.fetch.render import Renderer

IN_HAND = 128
"""Pages that are fetched and not yet stored, over all sources; who has fetched one more waits with it. Half of them are
stored together: 64 articles in a transaction cost an eighth less than 32, as they share pages of the database."""


@frozen
class Tools:
    client: Client
    readers: Readers
    warc: WarcWriter | None
    renderer: Renderer | None = None
    """Where a source says that its pages are drawn by script."""
    in_hand: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_HAND))


@asynccontextmanager
async def open_tools(config: Config, database: Database) -> AsyncIterator[Tools]:
    """One set for each process, however many passes it makes."""
    with open_writer(config) or nullcontext() as warc, closing(SharedHosts(database)) as hosts:
        async with (
            open_client(config, hosts=hosts) as client,
            Readers() as readers,
            open_renderer(config) or nullcontext() as drawer,
        ):
            yield Tools(client, readers, warc, drawer)


def open_renderer(config: Config) -> Renderer | None:
    """The browser, which starts with the first page; None where no source needs it. Raises ConfigError."""
    needy = [source.name for source in config.sources if source.render and source.active]
    if not needy:
        return None
    try:
        from scraper.fetch.render import Renderer
    except ImportError:
        told = f"source {needy[0]}: `render` needs Playwright; install it: pip install 'dateline[render]'"
        raise ConfigError([told]) from None
    return Renderer(timeout_s=config.limits.timeout_s)


def open_client(config: Config, *more: str, hosts: SharedHosts | None = None) -> Client:
    """The HTTP client, as polite and as careful as the configuration says. `more`: URLs that a person has typed.

    `hosts`: what it shares with other processes; None: it keeps its manners alone.
    """
    polite, limits = config.politeness, config.limits
    return Client(
        user_agent=config.user_agent,
        politeness=Politeness(
            delay_s=polite.delay_s,
            loopback_delay_s=polite.delay_s if "delay_s" in polite.model_fields_set else 0.0,
            concurrency=polite.concurrency,
            total_concurrency=polite.total_concurrency,
            scope=polite.scope,
            obey_robots=polite.robots,
            max_crawl_delay_s=polite.max_crawl_delay_s if polite.respect_crawl_delay else 0.0,
            obey_signals=frozenset(polite.obey_signals),
        ),
        limits=Limits(
            timeout_s=limits.timeout_s,
            idle_timeout_s=limits.idle_timeout_s,
            max_body=limits.max_body,
            max_redirects=limits.max_redirects,
            retries=limits.retries,
        ),
        allow_private=config.allow_private_networks,
        named=[*more, *(url for s in config.sources for url in (s.url, *s.feeds, *s.sitemaps, *s.sections))],
        book=hosts,
        shelf=hosts,
    )


def site_of(source: Source) -> Site:
    """What the source's own settings say of its requests."""
    cookies = "; ".join(f"{name}={value}" for name, value in source.cookies.items())
    return Site(
        headers={**source.headers, **({"Cookie": cookies} if cookies else {})},
        addresses=(source.url, *source.feeds, *source.sitemaps, *source.sections, *_of_lists(source)),
        delay_s=source.delay_s,
        concurrency=source.concurrency,
        scope=source.scope,
        proxy=source.proxy,
    )


def _of_lists(source: Source) -> list[str]:
    """Where its JSON interfaces are, and the texts and pages that they lead to."""
    if not source.lists:
        return []
    from scraper.crawl.lists import list_rules  # few sources have any

    patterns = (pattern for rule in list_rules(source) for pattern in (rule.url, rule.article, rule.text) if pattern)
    return [pattern for pattern in patterns if urlsplit(pattern.partition("{")[0]).hostname]
