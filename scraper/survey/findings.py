"""What a survey finds, as values: candidates, what each of them yields, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Kind = Literal["feed", "sitemap", "section", "wordpress"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may list articles. `told`: the site itself names it; otherwise it is a guess."""

    kind: Kind
    url: str
    told: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What a candidate yields. `pages`: keys of the listed pages; `newest`: of those that say when."""

    candidate: Candidate
    pages: frozenset[str] = frozenset()
    urls: tuple[str, ...] = ()
    newest: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    trial: Trial
    is_taken: bool
    why: str
    """In words, for a person."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """One article, read to see how well that goes."""

    url: str
    title: str | None
    words: int
    has_date: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class Survey:
    """All that was found out about a site."""

    url: str
    name: str
    software: str | None
    languages: tuple[str, ...]
    judged: tuple[Judged, ...]
    samples: tuple[Sampled, ...]
    is_rendered: bool
    """Its pages are empty without their script, so a browser drew them."""

    @property
    def taken(self) -> tuple[Candidate, ...]:
        return tuple(item.trial.candidate for item in self.judged if item.is_taken)

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
            "render": self.is_rendered,
            "works": self.works,
            "candidates": [
                {
                    "kind": item.trial.candidate.kind,
                    "url": item.trial.candidate.url,
                    "entries": len(item.trial.pages),
                    "newest": item.trial.newest,
                    "taken": item.is_taken,
                    "why": item.why,
                }
                for item in self.judged
            ],
            "samples": [
                {
                    "url": sample.url,
                    "title": sample.title,
                    "words": sample.words,
                    "has_date": sample.has_date,
                    "problem": sample.problem,
                }
                for sample in self.samples
            ],
        }
