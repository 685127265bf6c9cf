"""Visiting a source's pages, as many at a time as its host allows; reading and storing go on while others are fetched.

Imported with the first page that is due: all that reads, compares and stores articles hangs on it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from db.frontier import PageRow
from scraper.crawl.groups import first_of
from scraper.crawl.teach import Teacher
from scraper.crawl.visit import Fetched, Visitor
from scraper.crawl.work import Work


async def visit_pages(work: Work, pages: Sequence[PageRow]) -> None:
    """Visit them in their order."""
    queue = deque(pages)
    teacher = Teacher(work)
    await teacher.prepare()
    visitor = Visitor(work, teacher)
    at_once = work.settings.concurrency or work.config.politeness.concurrency
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(at_once, len(pages))):
                group.create_task(_fetch_all(visitor, queue, group))
    except BaseExceptionGroup as errors:
        raise first_of(errors) from errors
    await teacher.conclude()


async def _fetch_all(visitor: Visitor, queue: deque[PageRow], group: asyncio.TaskGroup) -> None:
    """Fetch one page after the other. A fetcher goes on only when there is a place for what it has in hand."""
    in_hand = visitor.work.tools.in_hand
    while queue:
        fetched = await visitor.fetch(queue.popleft())
        if fetched is not None:
            await in_hand.acquire()
            group.create_task(_finish_one(visitor, fetched, in_hand))


async def _finish_one(visitor: Visitor, fetched: Fetched, in_hand: asyncio.Semaphore) -> None:
    work = visitor.work
    try:
        with work.desk.page_in_hand():
            outcome = await visitor.finish(fetched)
        work.observer.page_done(work.row.name, fetched.page.url, outcome)
    finally:
        in_hand.release()
