"""What a survey finds, as values: candidates, what each of them yields, and the verdict on it."""

from __future__ import annotations

from dataclasses import asdict, field
from datetime import datetime
from typing import Any, Literal

from db.frozen import frozen
from scraper.discover import Entry
from scraper.survey.plan import Plan

Kind = Literal["json", "feed", "sitemap", "section"]


@frozen
class Candidate:
    """A place that may list articles. `told`: the site itself names it; otherwise it is a guess."""

    kind: Kind
    url: str
    told: bool
    plan: Plan | None = None
    """How it is read, where it is `json`."""
    is_drawn: bool = False
    """A browser has to draw the articles that it lists, and the list itself where that is a page."""


@frozen
class Trial:
    """What a candidate yields. `pages`: keys of the listed pages; `newest`: of those that say when."""

    candidate: Candidate
    pages: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    newest: datetime | None = None
    problem: str | None = None


@frozen
class Judged:
    """`only_here`: the pages that those taken before it lack."""

    trial: Trial
    is_taken: bool
    why: str
    """In words, for a person."""
    only_here: frozenset[str] = frozenset()


@frozen
class Sampled:
    """One article, read to see how well that goes."""

    url: str
    title: str | None
    words: int
    has_date: bool
    language: str | None
    problem: str | None


@frozen
class Survey:
    """All that was found out about a site."""

    url: str
    name: str
    software: str | None
    languages: tuple[str, ...]
    judged: tuple[Judged, ...]
    samples: tuple[Sampled, ...]
    article_pattern: str | None
    """A regular expression that the addresses of its articles have in common."""

    @property
    def taken(self) -> tuple[Candidate, ...]:
        return tuple(item.trial.candidate for item in self.judged if item.is_taken)

    @property
    def is_rendered(self) -> bool:
        """Whether its pages are empty without their script, so that a browser has to draw them."""
        return any(candidate.is_drawn for candidate in self.taken)

    @property
    def works(self) -> bool:
        """Whether there is something to crawl, and an article that could be read."""
        return bool(self.taken) and any(sample.problem is None for sample in self.samples)

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "url": self.url,
            "software": self.software,
            "languages": list(self.languages),
            "article_pattern": self.article_pattern,
            "render": self.is_rendered,
            "works": self.works,
            "candidates": [
                {
                    "kind": item.trial.candidate.kind,
                    "url": item.trial.candidate.url,
                    "entries": len(item.trial.pages),
                    "only_here": len(item.only_here),
                    "newest": item.trial.newest,
                    "taken": item.is_taken,
                    "why": item.why,
                }
                for item in self.judged
            ],
            "samples": [asdict(sample) for sample in self.samples],
        }
