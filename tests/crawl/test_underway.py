"""None is fetched twice; a copy waits for its canonical page, and two that name each other don't wait for ever."""

from __future__ import annotations

import asyncio

from scraper.crawl.underway import Underway


def test_a_page_is_begun_once_in_a_pass() -> None:
    underway = Underway()
    assert underway.begin("a")
    assert not underway.begin("a")
    underway.end("a")
    assert not underway.begin("a")


def test_a_copy_waits_for_its_canonical_page_and_lends_its_place() -> None:
    async def scene() -> None:
        underway, place = Underway(), asyncio.Semaphore(1)
        underway.begin("canonical")
        await place.acquire()
        waiting = asyncio.create_task(underway.wait("copy", "canonical", place))
        await asyncio.wait_for(place.acquire(), 5)  # the canonical page gets the place
        assert not waiting.done()
        underway.end("canonical")
        place.release()
        assert await asyncio.wait_for(waiting, 5)
        assert place.locked()

    asyncio.run(scene())


def test_nobody_waits_for_what_nobody_has_begun_or_in_a_circle() -> None:
    async def scene() -> None:
        underway, place = Underway(), asyncio.Semaphore(2)
        assert not await underway.wait("a", "unknown", place)
        underway.begin("a")
        underway.begin("b")
        await place.acquire()
        first = asyncio.create_task(underway.wait("a", "b", place))
        await asyncio.sleep(0)
        assert await asyncio.wait_for(underway.wait("b", "a", place), 5)
        underway.end("b")
        assert await asyncio.wait_for(first, 5)

    asyncio.run(scene())
