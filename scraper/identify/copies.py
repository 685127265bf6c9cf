"""What makes two articles copies of each other, which is the original, and what makes a new revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from scraper.text import content_hash, normalise

ENOUGH_WORDS = 20
"""So many words are no coincidence; fewer, as in `Video wird geladen`, need the same title as well."""

ENOUGH_LETTERS = 80
"""The same for scripts that set no spaces between words."""

Part = Literal["title", "lead", "text"]

_LATER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Version:
    """What of an article makes a revision when it changes."""

    title: str | None
    lead: str | None
    text: str


def duplicate_key(title: str | None, text: str) -> str | None:
    """What copies of one text have in common: the hash of its words; None where there is too little to compare."""
    words = normalise(text)
    if not words:
        return None
    if words.count(" ") + 1 >= ENOUGH_WORDS or len(words) - words.count(" ") >= ENOUGH_LETTERS:
        return content_hash(text)
    return content_hash(f"{title}\n{text}") if title and normalise(title) else None


def original_key(published_at: datetime | None, canonical_url: str) -> tuple[datetime, str]:
    """Copies sort by this, the original first: the earliest publication, then the smallest address.

    Nothing of it depends on when we came by, so the order in which copies are found doesn't matter.
    """
    return (published_at or _LATER, canonical_url)


def what_changed(old: Version, new: Version) -> frozenset[Part]:
    """Which parts have other words than before; empty where only typography, case or white space differ."""
    pairs: dict[Part, tuple[str | None, str | None]] = {
        "title": (old.title, new.title),
        "lead": (old.lead, new.lead),
        "text": (old.text, new.text),
    }
    return frozenset(part for part, (was, now) in pairs.items() if normalise(was or "") != normalise(now or ""))
