"""What every step of a pass needs: one value instead of ten arguments."""

from __future__ import annotations

import logging
from dataclasses import field
from datetime import UTC, datetime, timedelta

from db import DatabaseError
from db.frozen import frozen
from db.sources import SourceRow
from scraper.config import Config, Source
from scraper.crawl.desk import Desk
from scraper.crawl.observer import Observer
from scraper.crawl.report import Tally
from scraper.crawl.tools import Tools, site_of
from scraper.errors import ArchiveError, NoReaderError
from scraper.fetch import Site

HITS_ALL = (DatabaseError, ArchiveError, NoReaderError, MemoryError)
"""What no page and no source has anything to do with: it ends the crawl, and all that is due stays so."""

log = logging.getLogger("dateline.crawl")


def now() -> datetime:
    return datetime.now(UTC)


@frozen
class Work:
    """One pass over one source."""

    config: Config
    settings: Source
    row: SourceRow
    run_id: int
    tools: Tools
    desk: Desk
    observer: Observer
    is_forced: bool
    """Somebody asked for this pass: the articles of the last day are looked at again in any case."""
    started_at: datetime = field(default_factory=now)
    tally: Tally = field(default_factory=Tally)
    site: Site = field(init=False)
    """What the source's settings say of each of its requests."""
    revisit_plan: tuple[timedelta, ...] = field(init=False)
    """How long after its first visit a page of an article is visited again, the soonest first."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "site", site_of(self.settings))
        object.__setattr__(self, "revisit_plan", tuple(age.timedelta for age in self.config.revisit))
