"""The archivist keeps what it is handed in order, and tells each how it went, whoever is left to hear it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import Database
from scraper.archive import WarcWriter
from scraper.archive.member import members
from scraper.archive.record import take_apart
from scraper.crawl.archivist import Archivist
from scraper.errors import ArchiveError
from scraper.response import Response


def answer(number: int) -> Response:
    url = f"https://example.org/{number}"
    return Response(url, url, 200, (), b"<p>%d" % number, datetime(2026, 1, 1, tzinfo=UTC), 1)


@pytest.mark.parametrize("can_wait", [False, True])
def test_everybody_gets_the_place_of_his_own_answer(database: Database, tmp_path: Path, can_wait: bool) -> None:
    async def run(warc: WarcWriter) -> list[str]:
        archivist = Archivist(database, warc)
        kept = await asyncio.gather(*(archivist.keep([answer(n)], None, can_wait=can_wait) for n in range(50)))
        archivist.close()
        offsets = [capture.offset for (capture,) in kept]
        assert offsets == sorted(offsets)
        return [capture.digest for (capture,) in kept]

    with WarcWriter(tmp_path / "archive", {}) as warc:
        assert asyncio.run(run(warc)) == [answer(n).payload_digest for n in range(50)]


def test_what_was_handed_over_is_kept_though_nobody_waits_for_it(database: Database, tmp_path: Path) -> None:
    async def run(warc: WarcWriter) -> None:
        archivist = Archivist(database, warc)
        waiting = asyncio.create_task(archivist.keep([answer(1)], None, can_wait=True))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        archivist.close()

    with WarcWriter(tmp_path / "archive", {}) as warc:
        asyncio.run(run(warc))
    (file,) = (tmp_path / "archive").glob("*.warc.gz")
    with file.open("rb") as stream:
        assert [take_apart(content).kind for _, _, content in members(stream)] == ["warcinfo", "response", "request"]


def test_one_that_can_wait_is_kept_though_nothing_comes_after_it(database: Database, tmp_path: Path) -> None:
    async def run(warc: WarcWriter) -> int:
        archivist = Archivist(database, warc)
        try:
            return len(await asyncio.wait_for(archivist.keep([answer(1)], None, can_wait=True), timeout=30))
        finally:
            archivist.close()

    with WarcWriter(tmp_path / "archive", {}) as warc:
        assert asyncio.run(run(warc)) == 1


def test_a_folder_that_is_gone_is_told_to_who_waits(database: Database, tmp_path: Path) -> None:
    async def run(warc: WarcWriter) -> list[object]:
        archivist = Archivist(database, warc)
        try:
            return list(await asyncio.gather(archivist.keep([answer(1)], None), return_exceptions=True))
        finally:
            archivist.close()

    (tmp_path / "archive").write_text("no folder")
    with WarcWriter(tmp_path / "archive", {}) as warc:
        (error,) = asyncio.run(run(warc))
    assert isinstance(error, ArchiveError)
