"""What a crawl brought, counted: for each source and in all."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(slots=True)
class Tally:
    """Counts of one pass over one source."""

    fetched: int = 0
    """Requests that were answered, conditional ones included; robots.txt is not counted."""
    not_modified: int = 0
    """Those of them that brought nothing new: 304, or the same bytes as last time."""
    new: int = 0
    revised: int = 0
    duplicates: int = 0
    """Those of the new articles that repeat another one's text."""
    rejected: int = 0
    """Pages that are no articles, or that robots.txt keeps us from."""
    failed: int = 0
    """Requests that were not answered, or with an error."""
    seconds: float = 0.0
    error: str | None = None
    """Why the source as a whole failed."""
    is_outage: bool = False
    """It failed because this machine could not ask, which says nothing of the source."""

    def as_dict(self) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in COUNTS}
        return {**counts, "seconds": round(self.seconds, 3), "error": self.error}


COUNTS = tuple(f.name for f in fields(Tally) if f.type == "int")


@dataclass(slots=True)
class Report:
    """A whole crawl."""

    per_source: dict[str, Tally] = field(default_factory=dict)
    busy: list[str] = field(default_factory=list)
    """Sources that another pass held."""
    seconds: float = 0.0

    @property
    def failed_sources(self) -> list[str]:
        return [name for name, tally in self.per_source.items() if tally.error is not None]

    def totals(self) -> dict[str, int]:
        counts = {name: sum(getattr(t, name) for t in self.per_source.values()) for name in COUNTS}
        return {"sources": len(self.per_source), **counts}

    def as_dict(self) -> dict[str, Any]:
        """The object that ends `crawl --json`."""
        per_source = {name: tally.as_dict() for name, tally in self.per_source.items()}
        return {**self.totals(), "seconds": round(self.seconds, 3), "per_source": per_source}
