"""Importing: pages out of an inbox, filtered, read, kept raw, and put into the history of their articles.

A batch of pages and the position behind it are one transaction: after a kill the next run goes on where this one was.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from db import Database, frontier, intakes, leases
from db.connection import Connection
from db.deferred import savepoint
from db.frontier import Discovery
from db.frozen import frozen
from scraper.archive import Capture, Exchange
from scraper.config import Config
from scraper.crawl.to_read import to_read
from scraper.errors import BusyError, FetchError
from scraper.identify import clean_url, url_key
from scraper.raw.inbox.item import Item, Items, Passed, PastPage
from scraper.raw.session import Session
from scraper.raw.store import store_past
from scraper.reading import ReaderDied, Reading, ReadingFailed

log = logging.getLogger("dateline.import")

BATCH = 50
"""Pages that are read together and stored in one transaction."""


@frozen
class Wanted:
    """What of an inbox is taken. `source`: to whom it all belongs; None: to the configured source of its host."""

    source: str | None = None
    domains: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def options(self) -> str:
        """The same filters, the same text: an import of the same place with others is another import."""
        named = {name: getattr(self, name) for name in ("source", "domains", "languages")}
        times = {name: str(value) for name in ("since", "until") if (value := getattr(self, name))}
        return json.dumps({**named, **times}, sort_keys=True)


@frozen
class Inbox:
    """A place to import from. `open`: its items from a position on."""

    kind: str
    place: str
    open: Callable[[str | None], Items]


@frozen
class _Read:
    """A page that is wanted, with what it says."""

    page: PastPage
    source: str
    url: str
    reading: Reading


async def take_in(session: Session, inbox: Inbox, wanted: Wanted, advance: Callable[[], None]) -> Counter[str]:
    """Import what isn't imported yet. Returns the counts of this run: imported, known, skipped, rejected, broken.

    Raises BusyError while another process is at it, FetchError where a server can't be asked now, OSError.
    """
    database, holder = session.database, leases.holder()
    with database.write() as connection:
        row = intakes.take(connection, inbox.kind, inbox.place, wanted.options(), holder, _now())
    if row is None:
        raise BusyError(f"{inbox.place}: another process is importing it")
    counts: Counter[str] = Counter()
    error, finished_at = None, row.finished_at
    try:
        if finished_at is None:
            async for batch in _batches(inbox.open(row.position)):
                counts += await _take_batch(session, row.id, batch, wanted)
                advance()
            finished_at = _now()
    except FetchError as trouble:
        error = str(trouble)
        raise
    finally:
        _release(database, row.id, error, finished_at)
    return counts


def source_of(url: str, config: Config) -> str | None:
    """The configured source that a page belongs to by its host; the longest host wins."""
    host = _host(url)
    owners = [(own, source.name) for source in config.sources if _is_below(host, own := _host(source.url))]
    return max(owners, key=lambda owner: len(owner[0]))[1] if owners else None


def is_wanted(page: PastPage, wanted: Wanted) -> bool:
    """By address and time; the language is known when the page has been read."""
    response = page.response
    if wanted.domains and not any(_is_below(_host(response.url), domain) for domain in wanted.domains):
        return False
    if wanted.since is not None and response.fetched_at < wanted.since:
        return False
    return wanted.until is None or response.fetched_at < wanted.until


async def _batches(items: Items) -> AsyncIterator[list[Item]]:
    if isinstance(items, AsyncIterator):
        async for batch in _gathered(items):
            yield batch
        return
    while found := await asyncio.to_thread(lambda: list(islice(items, BATCH))):
        yield found


async def _gathered(items: AsyncIterator[Item]) -> AsyncIterator[list[Item]]:
    """What came before trouble is handed on before the trouble is."""
    batch: list[Item] = []
    trouble = None
    try:
        async for item in items:
            batch.append(item)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except FetchError as error:
        trouble = error
    if batch:
        yield batch
    if trouble is not None:
        raise trouble


async def _take_batch(session: Session, intake_id: int, batch: Sequence[Item], wanted: Wanted) -> Counter[str]:
    counts: Counter[str] = Counter()
    ready = [done for done in await asyncio.gather(*(_read(session, item, wanted, counts) for item in batch)) if done]
    new = await session.desk.write(lambda c: [done for done in ready if not _is_known(c, done)])
    counts["known"] += len(ready) - len(new)
    captures = await asyncio.to_thread(_keep, session, new)

    def store(connection: Connection) -> Counter[str]:
        total = counts + _store(connection, session, list(zip(new, captures, strict=True)))
        intakes.advance(connection, intake_id, batch[-1].position, total, _now())
        return total

    return +await session.desk.write(store)


async def _read(session: Session, item: Item, wanted: Wanted, counts: Counter[str]) -> _Read | None:
    if isinstance(item, Passed):
        counts[item.why] += item.why != "other"
        if item.why == "broken":
            log.warning("left out: %s", item.reason)
        return None
    url = clean_url(item.response.url)
    source = wanted.source or source_of(item.response.url, session.config)
    if url is None or source is None or not is_wanted(item, wanted):
        counts["skipped"] += 1
        return None
    work, template = session.of(source)
    try:
        reading = await session.tools.readers.read(to_read(work.settings, template, None, item.response))
    except (ReaderDied, ReadingFailed) as error:
        counts["broken"] += 1
        log.warning("left out: %s: %s", url, error)
        return None
    if wanted.languages and reading.article.language not in wanted.languages:
        counts["skipped"] += 1
        return None
    return _Read(item, source, url, reading)


def _is_known(connection: Connection, done: _Read) -> bool:
    response = done.page.response
    return frontier.has_capture(connection, url_key(done.url), response.fetched_at, response.payload_digest)


def _keep(session: Session, new: Sequence[_Read]) -> list[Capture | None]:
    """Where each is kept raw: copied into our archive, unless it lies there."""
    warc = session.tools.warc
    foreign = [done for done in new if done.page.capture is None]
    written = iter(warc.write([Exchange(done.page.response) for done in foreign]) if warc else [])
    return [done.page.capture or next(written, None) for done in new]


def _store(connection: Connection, session: Session, new: Sequence[tuple[_Read, Capture | None]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for done, capture in new:
        try:
            with savepoint(connection):
                outcome = _store_one(connection, session, done, capture)
        except (SQLAlchemyError, MemoryError):
            raise
        except Exception as error:  # the edge of a unit of work: one page
            log.error("left out: %s could not be dealt with", done.url, exc_info=error)
            outcome = "broken"
        counts[outcome if outcome in {"known", "rejected", "broken"} else "imported"] += 1
    return counts


def _store_one(connection: Connection, session: Session, done: _Read, capture: Capture | None) -> str:
    work, _ = session.of(done.source)
    response = done.page.response
    found = Discovery(done.url, url_key(done.url), address=response.url)
    page = frontier.ensure_page(connection, work.row.id, found, response.fetched_at)
    return store_past(connection, work, page, response, capture, done.reading)


def _release(database: Database, intake_id: int, error: str | None, finished_at: datetime | None) -> None:
    with database.write() as connection:
        intakes.release(connection, intake_id, error=error, finished_at=finished_at)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_below(host: str, domain: str) -> bool:
    return bool(domain) and (host == domain or host.endswith("." + domain))


def _now() -> datetime:
    return datetime.now(UTC)
