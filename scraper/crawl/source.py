"""One pass over one source: ask its endpoints what is new, visit the pages that are due, say when to come back."""

from __future__ import annotations

import time
from datetime import timedelta

from db import frontier, sources
from db.connection import Connection
from db.frontier import PageRow
from scraper.crawl.endpoints import poll_endpoints
from scraper.crawl.work import HITS_ALL, Work, log, now
from scraper.errors import FetchError
from scraper.schedule import LONGEST, next_pass

AGAIN = timedelta(days=1)
"""How young an article is that a pass looks at again when somebody asked for that pass."""


async def crawl_source(work: Work) -> None:
    """Do the pass and count it in `work.tally`.

    What hits every source escapes.
    """
    began = time.monotonic()
    work.observer.source_started(work.row.name)
    await work.desk.write(lambda c: sources.update_source(c, work.row.id, last_started_at=work.started_at))
    if work.row.last_started_at is None:
        work.tools.readers.expect()  # all that it lists is new
    try:
        verdict = await poll_endpoints(work)
        if verdict is not None:
            work.tally.error, work.tally.is_outage = verdict.why, verdict.is_outage
        await _visit_due(work)
    except HITS_ALL:
        raise
    except Exception as error:  # the edge of a unit of work: another source may still do well
        log.exception("source %s: the pass broke off", work.row.name)
        work.tally.error = f"{type(error).__name__}: {error}"
    signals = await _signals(work)
    work.tally.seconds = time.monotonic() - began
    await work.desk.write(lambda c: _close(c, work, signals))
    work.observer.source_finished(work.row.name, work.tally)


async def _visit_due(work: Work) -> None:
    """Visit what is due, newest first."""
    pages = await work.desk.write(lambda c: _due(c, work))
    work.observer.pages_due(work.row.name, len(pages))
    if any(page.last_fetched_at is None for page in pages):  # the others may all be unchanged
        work.tools.readers.expect()  # first, so that they start while we import what stores articles
    if pages:
        from scraper.crawl.pages import visit_pages  # most passes find nothing due

        await visit_pages(work, pages)


def _due(connection: Connection, work: Work) -> list[PageRow]:
    moment = now()
    furthest_at = moment + max([LONGEST, *work.revisit_plan]) + AGAIN
    frontier.bring_back(connection, work.row.id, furthest_at, moment)
    again_since = work.started_at - AGAIN if work.is_forced else None
    return frontier.due(connection, work.row.id, moment, work.config.limits.pages_per_pass, again_since)


async def _signals(work: Work) -> list[str]:
    """What the site says on the use of its content; its robots.txt has been read by now, if it could be had."""
    try:
        return await work.tools.client.signals(work.settings.url, site=work.site)
    except FetchError:
        return []


def _close(connection: Connection, work: Work, signals: list[str]) -> None:
    ended_at, row, tally = now(), work.row, work.tally
    failures = 0 if tally.error is None else max(row.failures, 1) if tally.is_outage else row.failures + 1
    sources.update_source(
        connection,
        row.id,
        last_finished_at=ended_at,
        failures=failures,
        last_error=tally.error,
        signals=signals or None,
        next_visit_at=next_pass(
            work.settings.schedule,
            work.started_at,
            ended_at,
            poll_at=sources.next_poll_at(connection, row.id),
            page_at=frontier.next_due(connection, row.id),
            failures=0 if tally.is_outage else failures,
        ),
        **({} if tally.error else {"last_success_at": ended_at}),
    )
