"""Asking a source's feeds, sitemaps, sections and home page what is new, and writing it into the frontier.

What reads listings is imported with the first one that has changed: most passes of a quiet night find none.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from db import gaps, sources
from db.frozen import frozen
from db.gaps import GapRow
from db.sources import EndpointRow
from scraper.crawl.ask import ask, ask_for_page
from scraper.crawl.fill import children_since, children_within, unconditional
from scraper.crawl.keep import keep
from scraper.crawl.poll_rows import Answer, Wanted, is_outage, note_children, note_listing, note_same, note_trouble
from scraper.crawl.polls import FOLLOWED, Rhythm, is_due, is_to_be_checked, is_unread
from scraper.crawl.work import Work, log, now
from scraper.errors import FetchError
from scraper.fetch import Validators
from scraper.response import Response

if TYPE_CHECKING:
    from scraper.discover import Listing, Shapes


@frozen
class Verdict:
    """Why a source is to be called failed. `is_outage`: we could not ask."""

    why: str
    is_outage: bool


async def poll_endpoints(work: Work) -> Verdict | None:
    """Poll what is due. Returns why the source is to be called failed: not one endpoint of it answered."""
    rows = await work.desk.write(lambda c: sources.endpoints(c, work.row.id))
    published = await work.desk.write(lambda c: sources.published(c, work.row.id))
    poller = _Poller(work, rows, Rhythm.learned(published))
    for row in rows:
        if row.found_by not in FOLLOWED and is_due(work, row):
            await poller.poll(row)
            if row.kind == "home":
                await poller.poll_named_by_robots(rows)
    await poller.turn_to_unread()
    await poller.fill_gaps(rows)
    return poller.verdict()


Sitemap = tuple[EndpointRow, datetime | None]
"""A sitemap of an index, and its `lastmod` there."""

DEEPEST = 2
"""How far below another an index of sitemaps is read; the protocol has none below another, some sites have one."""

NEWS = timedelta(days=7)
"""How old an article may be that a sitemap tells us of which nobody has configured."""

DRAWN = {"section", "home"}
"""Kinds of endpoints that are pages for readers, so that a script may have to draw them."""


class _Poller:
    """One round over a source's endpoints; keeps the round's budget and what failed."""

    def __init__(self, work: Work, rows: list[EndpointRow], rhythm: Rhythm) -> None:
        self.work = work
        self.rhythm = rhythm
        self.filling: GapRow | None = None
        """Only what belongs to this gap is taken from a sitemap."""
        self.since: datetime | None = None
        """Nor what is older."""
        self.found = 0
        self.files_left = work.config.limits.sitemap_files_per_pass
        self.answered = 0
        self.errors: list[str] = []
        self.outages = 0
        """Those of the errors that were our own."""
        self.children = [row for row in rows if row.found_by == "index"]
        self.has_feed = any(row.kind == "feed" and row.found_by not in FOLLOWED for row in rows)
        self.shapes: Shapes | None = None

    def verdict(self) -> Verdict | None:
        if self.answered or not self.errors:
            return None
        return Verdict(self.errors[0], is_outage=self.outages == len(self.errors))

    async def poll(self, row: EndpointRow, lastmod: datetime | None = None, depth: int = 0) -> None:
        """Fetch one endpoint if it has changed, note what it lists, and go on to its children."""
        work = self.work
        try:
            response = await self._get(row)
        except FetchError as error:
            await self._failed(row, error)
            return
        self.answered += 1
        work.tally.fetched += 1
        capture = await keep(work, row.url, response, row.payload_digest, endpoint_id=row.id)
        answer = Answer(row, response, capture, lastmod)
        if response.not_modified or response.payload_digest == row.payload_digest:
            work.tally.not_modified += 1
            await work.desk.write(lambda c: note_same(c, work, answer, self.rhythm))
            feeds = []
            children = [(child, child.lastmod) for child in self.children if row.kind == "sitemap" and depth == 0]
            if response.not_modified and is_to_be_checked(row, work.started_at):
                await self._check(row, lastmod, depth)
        else:
            from scraper.crawl.listings import read_listing

            # In a thread: a huge one must not hold up what else goes on.
            listing = await asyncio.to_thread(read_listing, row, response, work, await self._shapes(row))
            if listing.problem:
                log.warning("source %s: %s %s: %s", work.row.name, row.kind, row.url, listing.problem)
            # Before its validators: a crash between them would leave these unknown until it changes.
            children, feeds = await self._children_of(listing, depth), await self._feeds_of(row, response)
            wanted = Wanted(self.filling, self.since, further=depth + 1 < self._pages_of(row))
            noted = await work.desk.write(lambda c: note_listing(c, work, answer, listing, wanted, self.rhythm))
            self.found += noted.new
            for page in noted.following:
                await self.poll(page, depth=depth + 1)
        await self._follow_index(children, depth)
        await self._follow_feeds(feeds)

    async def turn_to_unread(self) -> None:
        """Read the further pages of lists that an earlier pass was to read and hasn't, as it was killed."""
        rows = await self.work.desk.write(lambda c: sources.endpoints(c, self.work.row.id))
        for row in rows:
            if is_unread(self.work, row):
                await self.poll(row, depth=1)

    async def fill_gaps(self, rows: list[EndpointRow]) -> None:
        """Look through the sitemaps for what a feed had dropped before we came."""
        work = self.work
        for gap in await work.desk.write(lambda c: gaps.unsearched(c, work.row.id)):
            self.filling, self.found = gap, 0
            for row in await self._sitemaps(rows):
                await self.poll(unconditional(row))
            found, self.filling = self.found, None
            await work.desk.write(partial(gaps.close, gap_id=gap.id, searched_at=now(), found=found))
            log.info("source %s: a gap in its feed; %d pages found in its sitemaps", work.row.name, found)

    async def poll_named_by_robots(self, rows: list[EndpointRow]) -> None:
        """The sitemaps that robots.txt names, where neither the configuration nor the home page names a feed.

        They list all that a site ever had; who names no place wants its news.
        """
        if self.has_feed:
            return
        self.since = self.work.started_at - NEWS
        known = [row for row in rows if row.found_by == "robots"]
        for row in known or [await self._add("sitemap", url, "robots") for url in await self._named_by_robots()]:
            await self.poll(row)
        self.since = None

    async def _sitemaps(self, rows: list[EndpointRow]) -> list[EndpointRow]:
        """The source's, else those that its robots.txt names."""
        known = [row for row in rows if row.kind == "sitemap" and row.found_by not in FOLLOWED]
        return known or [await self._add("sitemap", url, "gap") for url in await self._named_by_robots()]

    async def _named_by_robots(self) -> tuple[str, ...]:
        try:
            return (await self.work.tools.client.robots(self.work.settings.url, site=self.work.site)).sitemaps
        except FetchError:
            return ()

    async def _check(self, row: EndpointRow, lastmod: datetime | None, depth: int) -> None:
        """Ask for the whole of what is said to be unchanged; if it has news, its 304s are believed no more."""
        before = self.found
        await self.poll(unconditional(row), lastmod, depth)
        if self.found > before:
            log.warning("source %s: %s says 304 though it has changed", self.work.row.name, row.url)
            await self.work.desk.write(lambda c: sources.update_endpoint(c, row.id, is_distrusted=True))

    async def _get(self, row: EndpointRow) -> Response:
        validators = Validators() if row.is_distrusted else Validators(etag=row.etag, last_modified=row.last_modified)
        if row.kind == "json":
            from scraper.crawl.lists import question

            return await ask(self.work, row.url, validators, question(self.work.settings, row.url))
        if row.kind not in DRAWN:
            return await ask(self.work, row.url, validators)
        more = self.work.config.limits.section_pages - 1
        return await ask_for_page(self.work, row.url, validators, more)

    async def _shapes(self, row: EndpointRow) -> Shapes | None:
        """What the pages that we have visited say of the addresses on this one, where no feed tells which are articles.

        Learned with the first page of links that has changed, once a pass.
        """
        if row.kind not in DRAWN or self.has_feed:
            return None
        if self.shapes is None:
            from scraper.crawl.known_shapes import known_shapes

            self.shapes = await self.work.desk.write(lambda c: known_shapes(c, self.work.row.id))
        return self.shapes

    async def _failed(self, row: EndpointRow, error: FetchError) -> None:
        self.work.tally.failed += 1
        self.errors.append(str(error))
        self.outages += is_outage(row, error)
        log.warning("source %s: %s", self.work.row.name, error)
        capture = await keep(self.work, row.url, error, endpoint_id=row.id)
        await self.work.desk.write(lambda c: note_trouble(c, self.work, row, error, capture, self.rhythm))

    def _pages_of(self, row: EndpointRow) -> int:
        """How many pages of a list are turned over, as long as there is something new on them."""
        if row.kind == "json":
            from scraper.crawl.lists import rule_of

            if found := rule_of(self.work.settings, row.url):
                return found[1]
        return self.work.config.limits.section_pages

    async def _children_of(self, listing: Listing, depth: int) -> list[Sitemap]:
        """The sitemaps of an index that are to be read."""
        if listing.kind != "sitemap_index" or depth > DEEPEST:
            return []
        children = listing.children if self.filling is None else children_within(listing.children, self.filling)
        children = children if self.since is None else children_since(children, self.since)
        is_whole = self.filling is None
        rows = await self.work.desk.write(lambda c: note_children(c, self.work.row.id, children, is_whole=is_whole))
        return [(row, child.lastmod) for row, child in zip(rows, children, strict=True)]

    async def _feeds_of(self, row: EndpointRow, response: Response) -> list[EndpointRow]:
        """The feeds that a home page names."""
        if row.kind != "home":
            return []
        from scraper.discover import endpoints_of

        named = endpoints_of(response.body, response.final_url)
        return [await self._add("feed", url, "autodetect") for kind, url in named if kind == "feed"]

    async def _follow_index(self, children: list[Sitemap], depth: int) -> None:
        """Read the sitemaps of an index; one whose `lastmod` stands still is left."""
        for child, lastmod in children:
            is_same = lastmod is not None and child.lastmod == lastmod and child.last_fetched_at is not None
            if self.filling is None and is_same and not child.failures:
                continue
            if self.files_left <= 0:
                log.warning("source %s: more sitemaps than limits.sitemap_files_per_pass", self.work.row.name)
                return
            self.files_left -= 1
            await self.poll(child if self.filling is None else unconditional(child), lastmod, depth + 1)

    async def _follow_feeds(self, feeds: list[EndpointRow]) -> None:
        for feed in feeds:
            self.has_feed = True
            await self.poll(feed)

    async def _add(self, kind: str, url: str, found_by: str) -> EndpointRow:
        return await self.work.desk.write(lambda c: sources.add_endpoint(c, self.work.row.id, kind, url, found_by))
