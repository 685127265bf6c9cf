"""Asking a source's feeds, sitemaps, sections and home page what is new, and writing it into the frontier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import frontier, runs, sources
from db.frontier import Discovery
from db.sources import EndpointRow
from scraper.archive import Capture
from scraper.crawl.keep import keep
from scraper.crawl.lists import rule_of
from scraper.crawl.record import answered, failed
from scraper.crawl.work import Work, log, now
from scraper.discover import Entry, Listing, endpoints_of, read_feed, read_json_list, read_section, read_sitemap
from scraper.errors import FetchError
from scraper.fetch import Validators
from scraper.identify import alias_kind, clean_url, url_key
from scraper.response import Response

TOLD_BY = {"feed": "feed", "sitemap": "sitemap", "section": "section", "home": "section", "json": "list"}


async def poll_endpoints(work: Work) -> str | None:
    """Poll all that the source has. Returns why the source is to be called failed: not one of them answered."""
    rows = await work.desk.write(lambda c: sources.endpoints(c, work.row.id))
    poller = _Poller(work, rows)
    for row in rows:
        if row.found_by not in FOLLOWED:
            await poller.poll(row)
    return poller.verdict()


FOLLOWED = {"index", "pagination"}
"""How an endpoint was found that is not polled by itself but on its parent's word."""


class _Poller:
    """One round over a source's endpoints; keeps the round's budget and what failed."""

    def __init__(self, work: Work, rows: list[EndpointRow]) -> None:
        self.work = work
        self.files_left = work.config.limits.sitemap_files_per_pass
        self.answered = 0
        self.errors: list[str] = []
        self.children = [row for row in rows if row.found_by == "index"]

    def verdict(self) -> str | None:
        if self.answered or not self.errors:
            return None
        return self.errors[0]

    async def poll(self, row: EndpointRow, lastmod: datetime | None = None, depth: int = 0) -> None:
        """Fetch one endpoint if it has changed, note what it lists, and go on to its children."""
        work = self.work
        validators = Validators(etag=row.etag, last_modified=row.last_modified)
        try:
            response = await work.tools.client.get(
                row.url,
                validators=validators,
                headers=work.settings.headers,
                delay_s=work.settings.delay_s,
                concurrency=work.settings.concurrency,
            )
        except FetchError as error:
            await self._failed(row, error)
            return
        self.answered += 1
        work.tally.fetched += 1
        capture = await keep(work, row.url, response, row.payload_digest, endpoint_id=row.id)
        if response.not_modified or response.payload_digest == row.payload_digest:
            work.tally.not_modified += 1
            await work.desk.write(lambda c: self._unchanged(c, row, response, capture, lastmod))
            listing = None
        else:
            listing = read_listing(row, response, work)
            if listing.problem:
                log.warning("source %s: %s %s: %s", work.row.name, row.kind, row.url, listing.problem)
            new = await work.desk.write(lambda c: self._listed(c, row, response, capture, listing, lastmod))
            await self._follow_pagination(row, listing, new, depth)
        if row.kind == "sitemap":
            await self._follow_index(row, listing, depth)
        if row.kind == "home" and listing is not None:
            await self._follow_home(response)

    async def _failed(self, row: EndpointRow, error: FetchError) -> None:
        self.work.tally.failed += 1
        self.errors.append(str(error))
        log.warning("source %s: %s", self.work.row.name, error)
        capture = await keep(self.work, row.url, error, endpoint_id=row.id)

        def note(connection: Connection) -> None:
            runs.record_fetch(connection, failed(self.work, row.url, error, capture, endpoint_id=row.id))
            sources.update_endpoint(connection, row.id, failures=row.failures + 1, error=str(error))

        await self.work.desk.write(note)

    def _unchanged(
        self,
        connection: Connection,
        row: EndpointRow,
        response: Response,
        capture: Capture | None,
        lastmod: datetime | None,
    ) -> None:
        fetch = answered(self.work, row.url, response, capture, "not_modified", endpoint_id=row.id)
        runs.record_fetch(connection, fetch)
        known = {"lastmod": lastmod} if lastmod else {}
        sources.update_endpoint(connection, row.id, last_fetched_at=now(), failures=0, error=None, **known)

    def _listed(
        self,
        connection: Connection,
        row: EndpointRow,
        response: Response,
        capture: Capture | None,
        listing: Listing,
        lastmod: datetime | None,
    ) -> int:
        """One transaction: what is listed and the validators together, so that a crash can't lose an entry."""
        moment = now()
        found = discoveries(listing, self.work, TOLD_BY[row.kind], moment)
        runs.record_fetch(connection, answered(self.work, row.url, response, capture, "listing", endpoint_id=row.id))
        new = frontier.discover(connection, self.work.row.id, row.id, found, moment)
        sources.update_endpoint(
            connection,
            row.id,
            etag=response.header("ETag"),
            last_modified=response.header("Last-Modified"),
            payload_digest=response.payload_digest,
            last_fetched_at=moment,
            last_changed_at=moment,
            entries=len(listing.entries),
            failures=0,
            error=listing.problem,
            **({"lastmod": lastmod} if lastmod else {}),
        )
        return new

    async def _follow_pagination(self, row: EndpointRow, listing: Listing, new: int, depth: int) -> None:
        """The next page of a section, as long as there is something new on this one."""
        if row.kind not in {"section", "home", "json"} or not new or depth + 1 >= self._pages_of(row):
            return
        kind = "json" if row.kind == "json" else "section"
        for child in listing.children:
            await self.poll(await self._add(kind, child.url, "pagination"), depth=depth + 1)

    def _pages_of(self, row: EndpointRow) -> int:
        found = rule_of(self.work.settings, row.url) if row.kind == "json" else None
        return found[1] if found else self.work.config.limits.section_pages

    async def _follow_index(self, row: EndpointRow, listing: Listing | None, depth: int) -> None:
        """The sitemaps that an index lists, or listed last time; one whose `lastmod` stands still is left."""
        if listing is not None and listing.kind != "sitemap_index":
            return
        if listing is None:
            wanted = [(child, child.lastmod) for child in self.children if depth == 0]
        else:
            wanted = [(await self._add("sitemap", c.url, "index"), c.lastmod) for c in listing.children]
        for child, lastmod in wanted:
            is_same = lastmod is not None and child.lastmod == lastmod and child.last_fetched_at is not None
            if is_same and not child.failures:
                continue
            if self.files_left <= 0:
                log.warning("source %s: more sitemaps than limits.sitemap_files_per_pass", self.work.row.name)
                return
            self.files_left -= 1
            await self.poll(child, lastmod, depth + 1)

    async def _follow_home(self, response: Response) -> None:
        for kind, url in endpoints_of(response.body, response.final_url):
            if kind == "feed":
                await self.poll(await self._add("feed", url, "autodetect"))

    async def _add(self, kind: str, url: str, found_by: str) -> EndpointRow:
        return await self.work.desk.write(lambda c: sources.add_endpoint(c, self.work.row.id, kind, url, found_by))


READERS: dict[str, Callable[[Response], Listing]] = {
    "feed": lambda r: read_feed(r.body, r.final_url, r.header("Content-Type")),
    "sitemap": lambda r: read_sitemap(r.body, r.final_url),
    "section": lambda r: read_section(r.body, r.final_url, r.charset),
    "home": lambda r: read_section(r.body, r.final_url, r.charset),
}


def read_listing(row: EndpointRow, response: Response, work: Work) -> Listing:
    if row.kind != "json":
        return READERS[row.kind](response)
    found = rule_of(work.settings, row.url)
    if found is None:
        return Listing("json", problem="no rule under `lists` in the configuration reads this any more")
    return read_json_list(response.body, row.url, found[0])


def discoveries(listing: Listing, work: Work, told_by: str, moment: datetime) -> list[Discovery]:
    """The listed entries that the configuration wants, newest first, each with the key of its page."""
    found = []
    for entry in listing.entries:
        url = clean_url(entry.url)
        if url is not None and _is_wanted(entry, url, work, moment):
            found.append(
                Discovery(
                    url=url,
                    url_key=url_key(url),
                    title=entry.title,
                    published_at=entry.published_at,
                    updated_at=entry.updated_at,
                    told_by=told_by,
                    address=entry.url,
                    kind=alias_kind(entry.url, url) if entry.url != url else None,
                    fetch_url=entry.fetch_url,
                    item=entry.item,
                )
            )
    return found


def _is_wanted(entry: Entry, url: str, work: Work, moment: datetime) -> bool:
    settings, max_age = work.settings, work.config.limits.max_age_days
    if settings.include and not any(rule.search(url) for rule in settings.include):
        return False
    if any(rule.search(url) for rule in settings.exclude):
        return False
    told_at = entry.published_at or entry.updated_at
    return max_age is None or told_at is None or told_at >= moment - timedelta(days=max_age)
