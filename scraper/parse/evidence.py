"""What the caller knows beyond the page: what a feed told of it, and what a person knows of the site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from db.frozen import frozen


@frozen
class Hints:
    """What a feed or news sitemap said of the article; it counts where the page itself says nothing better."""

    title: str | None = None
    published_at: datetime | None = None
    published_from: str | None = None
    """`feed`, `sitemap` or `section`."""
    language: str | None = None


@frozen
class Rules:
    """Site rules from config.yaml: CSS selectors for fields and removals, regexes for the text's two ends."""

    valid_until: date | None = None
    """The last day on which the site's pages looked like that."""
    title: str | None = None
    text: str | None = None
    lead: str | None = None
    authors: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    keywords: str | None = None
    image: str | None = None
    remove: tuple[str, ...] = ()
    dateline: str | None = None
    signature: str | None = None


def rules_on(sets: Sequence[Rules], day: date) -> Rules | None:
    """The set for a page fetched on that day: of those that haven't ended the one that ends first. None: all have."""
    in_force = [rules for rules in sets if rules.valid_until is None or rules.valid_until >= day]
    return min(in_force, key=lambda rules: rules.valid_until or date.max, default=None)
