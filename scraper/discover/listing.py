"""What every reader gives: the articles that are listed, and where there is more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from db.frozen import frozen

ListingKind = Literal["feed", "sitemap", "sitemap_index", "section", "json"]


MOST = 100_000
"""Entries of a listing that count; a sitemap may have 50,000. While they are written down, nobody else can write."""


_NOT_TO_BE_STORED = re.compile("[\\0\\ud800-\\udfff]")
"""NUL, and halves of characters: JSON may have either, and no database takes both."""


@frozen
class Entry:
    """One listed article, with what the listing tells of it. Times are aware and UTC."""

    url: str
    """Absolute, otherwise as listed."""
    position: int
    """In the listing, from 0."""
    title: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    language: str | None = None
    guid: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """(hreflang, absolute URL) of the same article in other languages."""
    fetch_url: str | None = None
    """Where its text is, when its page is an empty shell."""
    item: str | None = None
    """What a JSON list says of it, as a JSON object with the names of the rule."""


@frozen
class Child:
    """A sitemap that an index lists, or the next page of a section."""

    url: str
    lastmod: datetime | None = None


@frozen
class Listing:
    """`entries`: newest first. `problem`: what was wrong and had to be lived with, for a person to read."""

    kind: ListingKind
    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()
    problem: str | None = None
    title: str | None = None
    ttl_s: int | None = None


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those with a date by it, the newest first; then those without, as listed: the first MOST of them.

    Of one URL the first entry stays.
    """
    unique = {entry.url: entry for entry in reversed(list(map(_cleaned, entries)))}
    oldest = datetime.min.replace(tzinfo=UTC)

    def age(entry: Entry) -> tuple[bool, float, int]:
        moment = entry.published_at or entry.updated_at
        return (moment is None, -((moment or oldest) - oldest).total_seconds(), entry.position)

    return tuple(sorted(unique.values(), key=age)[:MOST])


def _cleaned(entry: Entry) -> Entry:
    told = (entry.title or "", entry.guid or "", entry.fetch_url or "", entry.url)
    if not _NOT_TO_BE_STORED.search("".join(told)):
        return entry
    title, guid, fetch_url, url = (_NOT_TO_BE_STORED.sub("", one) for one in told)
    return replace(entry, title=title.strip() or None, guid=guid or None, fetch_url=fetch_url or None, url=url)
