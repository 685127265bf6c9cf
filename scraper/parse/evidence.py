"""What the caller knows beyond the page: what a feed told of it, and what a person knows of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed or news sitemap said of the article; it counts where the page itself says nothing better."""

    title: str | None = None
    published_at: datetime | None = None
    published_from: str | None = None
    """`feed`, `sitemap` or `section`."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """Site rules from config.yaml: CSS selectors for fields and removals, regexes for the text's two ends."""

    title: str | None = None
    text: str | None = None
    lead: str | None = None
    authors: str | None = None
    published: str | None = None
    remove: tuple[str, ...] = ()
    dateline: str | None = None
    signature: str | None = None
