"""What makes a new revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scraper.text import normalise

Part = Literal["title", "lead", "text"]


@dataclass(frozen=True, slots=True)
class Version:
    """What of an article makes a revision when it changes."""

    title: str | None
    lead: str | None
    text: str


def what_changed(old: Version, new: Version) -> frozenset[Part]:
    """Which parts have other words than before; empty where only typography, case or white space differ."""
    pairs: dict[Part, tuple[str | None, str | None]] = {
        "title": (old.title, new.title),
        "lead": (old.lead, new.lead),
        "text": (old.text, new.text),
    }
    return frozenset(part for part, (was, now) in pairs.items() if normalise(was or "") != normalise(now or ""))
