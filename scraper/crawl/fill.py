"""Filling a gap: what a feed has dropped before we looked may still stand in the site's sitemaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from db.gaps import GapRow
from db.sources import EndpointRow

if TYPE_CHECKING:
    from scraper.discover import Child, Entry

SLACK = timedelta(hours=1)
"""Feeds and sitemaps don't agree on times to the minute."""


def entries_within(entries: Sequence[Entry], gap: GapRow) -> tuple[Entry, ...]:
    """Those that were published, or else changed, in the gap."""
    return tuple(entry for entry in entries if _is_within(entry.published_at or entry.updated_at, gap))


def children_within(children: Sequence[Child], gap: GapRow) -> tuple[Child, ...]:
    """Sitemaps of an index that may hold something of the gap: changed since it began, or without a date."""
    return children_since(children, gap.since_at - SLACK)


def entries_since(entries: Sequence[Entry], since: datetime) -> tuple[Entry, ...]:
    """Those that are known to be as new."""
    dated = [(entry, entry.published_at or entry.updated_at) for entry in entries]
    return tuple(entry for entry, moment in dated if moment is not None and moment >= since)


def children_since(children: Sequence[Child], since: datetime) -> tuple[Child, ...]:
    """Sitemaps of an index that may hold something as new."""
    return tuple(child for child in children if child.lastmod is None or child.lastmod >= since)


def unconditional(row: EndpointRow) -> EndpointRow:
    """The endpoint without what would make its server say 304: it is to be read whole."""
    return replace(row, etag=None, last_modified=None, payload_digest=None)


def _is_within(moment: datetime | None, gap: GapRow) -> bool:
    return moment is not None and gap.since_at - SLACK <= moment <= gap.until_at + SLACK
