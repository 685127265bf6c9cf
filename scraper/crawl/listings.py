"""What an endpoint's answer lists, and which of it the configuration wants. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from db.frontier import Discovery
from db.sources import EndpointRow
from scraper import discover
from scraper.crawl.lists import rule_of
from scraper.crawl.traps import is_trap
from scraper.crawl.work import Work
from scraper.discover import Entry, Listing
from scraper.identify import alias_kind, clean_url, guid_address, url_key
from scraper.response import Response

if TYPE_CHECKING:
    from scraper.discover import Shapes

TOLD_BY = {"feed": "feed", "sitemap": "sitemap", "section": "section", "home": "section", "json": "list"}
"""What a page's row says of the kind of endpoint that told us."""


def read_listing(row: EndpointRow, response: Response, work: Work, shapes: Shapes | None) -> Listing:
    """`shapes`: what is known of the source's addresses, for pages of links; None: nothing."""
    body, url = response.body, response.final_url
    if row.kind == "feed":
        return discover.read_feed(body, url, response.header("Content-Type"))
    if row.kind == "sitemap":
        return discover.read_sitemap(body, url)
    if row.kind != "json":
        return discover.read_section(body, url, response.charset, shapes or discover.NOTHING_LEARNED)
    found = rule_of(work.settings, row.url)
    if found is None:
        return Listing("json", problem="no rule under `lists` in the configuration reads this any more")
    return discover.read_json_list(body, row.url, found[0])


def discoveries(listing: Listing, work: Work, told_by: str, moment: datetime) -> list[Discovery]:
    """The listed entries that the configuration wants, newest first, each with the key of its page."""
    found = []
    guids = Counter(entry.guid for entry in listing.entries)
    for entry in listing.entries:
        url = clean_url(entry.url)
        if url is None or (told_by == "section" and is_trap(url, moment.year)):
            continue
        if _is_wanted(entry, url, work, moment):
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
                    guid=guid_address(entry.guid, url) if guids[entry.guid] == 1 else None,
                )
            )
    return found


def keys_of(entries: Iterable[Entry]) -> list[str]:
    """Of the pages, in the order of the list."""
    urls = (clean_url(entry.url) for entry in entries)
    return list(dict.fromkeys(url_key(url) for url in urls if url is not None))


def _is_wanted(entry: Entry, url: str, work: Work, moment: datetime) -> bool:
    settings, max_age = work.settings, work.config.limits.max_age_days
    if settings.include and not any(rule.search(url) for rule in settings.include):
        return False
    if any(rule.search(url) for rule in settings.exclude):
        return False
    told_at = entry.published_at or entry.updated_at
    return max_age is None or told_at is None or told_at >= moment - timedelta(days=max_age)
