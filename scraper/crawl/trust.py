"""Whether a site's 304s for its articles are to be believed: now and then one page is asked for whole.

A server whose validators lie would hide every correction. One that has been found out is remembered, and its pages are
fetched whole from then on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from db import sources
from db.frontier import PageRow
from db.sources import SourceRow
from scraper.crawl.work import Work, log, now
from scraper.fetch import Validators

CHECK_AGAIN = timedelta(days=1)
"""How long a server is believed without a reason to doubt it."""

CHECKS = 3
"""Pages a pass that are asked for twice; some sitemaps give every page today's date each day."""


class Trust:
    """One pass's view of one source."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._is_lost = work.row.is_distrusted
        self._is_due = is_to_be_checked(work.row, work.started_at)
        self._left = CHECKS

    def validators(self, page: PageRow) -> Validators:
        """What the page's server is asked with."""
        return Validators() if self._is_lost else Validators(etag=page.etag, last_modified=page.last_modified)

    def doubts(self, page: PageRow) -> bool:
        """Whether this 304 is one to be checked; who asks is expected to do it."""
        if self._is_lost or not self._left or not (self._is_due or is_contradicted(page)):
            return False
        self._is_due = False
        self._left -= 1
        return True

    async def note(self, page: PageRow, outcome: str) -> None:
        """What asking for the whole of it has brought."""
        self._is_lost = outcome == "revised"
        if self._is_lost:
            log.warning("source %s: %s says 304 though it has changed", self._work.row.name, page.url)
        found = {"pages_checked_at": now(), "is_distrusted": self._is_lost}
        await self._work.desk.write(lambda c: sources.update_source(c, self._work.row.id, **found))


def is_to_be_checked(row: SourceRow, moment: datetime) -> bool:
    """Whether the server has been believed for long enough."""
    return moment - (row.pages_checked_at or row.created_at) >= CHECK_AGAIN


def is_contradicted(page: PageRow) -> bool:
    """Whether a feed or sitemap says that the page has changed since we had it."""
    told, had = page.hint_updated_at, page.last_fetched_at
    return told is not None and had is not None and told > had
