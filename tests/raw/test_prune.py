"""Deleting raw records by age: rows stay, what others refer to stays, and a kill at any step costs nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from db import Database, captures, leases, runs, sources
from db.sources import SourceSpec
from scraper.archive import Capture, Exchange, Files, Original, read_capture
from scraper.archive.lock import reading
from scraper.config import Config
from scraper.errors import BusyError
from scraper.raw.prune import Pruned, bounds, plan, prune
from scraper.raw.verify import verify
from scraper.response import Response
from scraper.service import serve
from tests.archive.samples import exchange, writer

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OLD, YOUNG = NOW - timedelta(days=100), NOW - timedelta(days=10)
DAYS = bounds({"short": timedelta(days=30), "long": None}, NOW)
SOURCES = [SourceSpec(name, f"https://{name}.example/", None, "auto", True, ()) for name in ("short", "long")]


class Archive:
    """Pages of two sources in one file; only those of `short` are deleted, after 30 days."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.files = database, Files(folder)
        with database.write() as connection:
            sources.sync(connection, SOURCES, OLD)
            self.run = runs.start(connection, "elsewhere:1:1", "0", OLD)
        self.end_run()

    def end_run(self, status: str = "done", holder: str = "elsewhere:1:1") -> None:
        with self.database.write() as connection:
            runs.update_run(connection, self.run, status=status, holder=holder)

    def add(self, *pages: tuple[str, int, datetime], again: bool = False) -> list[Capture]:
        """(source, number of the page, fetched at) into a file of their own; `again`: as revisits."""
        with writer(self.files.folder) as warc:
            answers = [(source, answer(number), at) for source, number, at in pages]
            kept = warc.write(
                [Exchange(got, Original(got.url, OLD, got.payload_digest) if again else None) for _, got, _ in answers]
            )
        with self.database.write() as connection:
            for (source, got, at), capture in zip(answers, kept, strict=True):
                self.note(connection, source, got.url, at, capture)
        return kept

    def note(self, connection: object, source: str, url: str, at: datetime, capture: Capture) -> None:
        row = runs.FetchRow(
            self.run, sources.named(connection, source).id, url, at, "new", status=200, payload_digest=capture.digest,
            warc_file=capture.file, warc_offset=capture.offset, warc_length=capture.length, warc_type=capture.kind,
        )  # fmt: skip
        runs.record_fetch(connection, row)  # type: ignore[arg-type]

    def prune(self, now: datetime = NOW) -> Pruned:
        return prune(self.database, self.files, DAYS, now)

    def standing(self) -> list[str]:
        """Every page whose row says that it is kept, read back."""
        with self.database.read() as connection:
            places = [place for name in captures.files(connection) for place in captures.in_file(connection, name)]
        found = [read_capture(self.files, place.file, place.offset, place.length) for place in places]
        assert [place.digest for place in places] == [capture.digest for capture in found]
        return sorted(f"{capture.kind} {capture.url.rpartition('/')[2]}" for capture in found)

    def deleted(self) -> int:
        with self.database.read() as connection:
            query = text("SELECT count(*) FROM fetches WHERE warc_deleted_at IS NOT NULL AND warc_file IS NOT NULL")
            return int(connection.execute(query).scalar_one())


def answer(number: int) -> Response:
    got = exchange(f"<p>page {number} ".encode() * 100)
    return Response(f"http://e.org/{number}", f"http://e.org/{number}", 200, got.headers, got.body, OLD, 1)


@pytest.fixture
def archive(database: Database, tmp_path: Path) -> Archive:
    return Archive(database, tmp_path / "archive")


def test_a_mixed_file_loses_what_is_old_and_an_old_one_goes(archive: Archive) -> None:
    archive.add(("short", 1, OLD), ("short", 2, YOUNG), ("long", 3, OLD))
    archive.add(("short", 4, OLD), ("short", 5, OLD))
    with archive.database.read() as connection:
        before = connection.execute(text("SELECT count(*) FROM fetches")).scalar_one()
    (told,) = plan(archive.database, DAYS).expired
    assert (told.source, told.records, told.needed) == ("short", 3, 0)
    assert archive.deleted() == 0
    report = archive.prune()
    assert (report.expired, report.dropped, report.rewritten) == ([told], 1, 1)
    assert report.freed > 0
    assert archive.standing() == ["response 2", "response 3"]
    assert archive.deleted() == 3
    assert [name.endswith("-r1.warc.gz") for name in archive.files.names()] == [True]
    found = verify(archive.database, archive.files)
    assert (found.problems, found.rows, found.deleted, found.deletable, found.unlisted) == ([], 2, 3, 0, 0)
    with archive.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM fetches")).scalar_one() == before
    assert archive.prune().as_dict() == Pruned().as_dict()


def test_a_page_stays_while_a_later_capture_refers_to_it(archive: Archive) -> None:
    archive.add(("short", 1, OLD), ("short", 2, OLD), ("short", 3, OLD))
    archive.add(("long", 1, OLD), ("short", 2, YOUNG), ("short", 3, OLD), again=True)
    (told,) = archive.prune().expired
    assert (told.records, told.needed) == (2, 2)
    assert archive.standing() == ["response 1", "response 2", "revisit 1", "revisit 2"]
    assert verify(archive.database, archive.files).problems == []
    archive.prune(NOW + timedelta(days=1))
    assert len(archive.standing()) == 4


def test_a_record_waits_while_a_crawl_may_be_about_to_refer_to_it(archive: Archive) -> None:
    archive.add(("short", 1, OLD), ("short", 2, OLD))
    archive.end_run("running", leases.holder())
    assert archive.prune().waiting == 1
    assert (archive.standing(), verify(archive.database, archive.files).deletable) == ([], 2)
    archive.add(("short", 1, NOW), again=True)
    assert archive.prune(NOW + timedelta(hours=2)).rewritten == 1
    assert archive.standing() == ["response 1", "revisit 1"]


def test_a_file_that_is_written_to_waits(archive: Archive) -> None:
    with writer(archive.files.folder) as warc:
        (capture,) = warc.write([Exchange(answer(1))])
        with archive.database.write() as connection:
            archive.note(connection, "short", "http://e.org/1", OLD, capture)
        assert archive.prune().waiting == 1
        assert len(list(archive.files.folder.glob("*.open"))) == 1
    assert archive.prune().dropped == 1


def test_nothing_is_deleted_while_somebody_reads(archive: Archive) -> None:
    archive.add(("short", 1, OLD))
    with reading(archive.files.folder), pytest.raises(BusyError, match="another process is reading it"):
        archive.prune()
    assert archive.standing() == ["response 1"]


class KilledError(BaseException):
    """Nobody catches it, as nobody does a kill."""


STEPS = ["copy_entries", "relocate", "remove", "after copy_entries", "after relocate", "after remove", "half a copy"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_next_run_ends_it(archive: Archive, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    archive.add(("short", 1, OLD), ("short", 2, YOUNG), ("long", 3, OLD))
    archive.add(("short", 4, OLD))
    owners = {"copy_entries": "scraper.raw.prune", "relocate": "db.expiry", "remove": "scraper.archive.files.Files"}
    name = {"half a copy": "scraper.archive.cut._copy"}.get(step) or f"{owners[step.split()[-1]]}.{step.split()[-1]}"
    with monkeypatch.context() as patch:
        patch.setattr(name, killed(name, after=step.startswith("after")))
        with pytest.raises(KilledError):
            archive.prune()
    assert archive.standing() == ["response 2", "response 3"]
    assert verify(archive.database, archive.files).problems == []
    archive.prune()
    assert archive.standing() == ["response 2", "response 3"]
    assert [path.name.endswith("-r1.warc.gz") for path in archive.files.folder.glob("*.warc.gz*")] == [True]
    found = verify(archive.database, archive.files)
    assert (found.problems, found.deletable, found.unlisted, found.records) == ([], 0, 0, 6)


def killed(name: str, *, after: bool) -> object:
    """The function as it is, up to a kill before or behind it."""
    from pydoc import locate

    real = locate(name)

    def run(*given: object, **options: object) -> None:
        if after:
            real(*given, **options)  # type: ignore[operator]
        raise KilledError

    return run


def test_run_deletes_at_its_start(archive: Archive) -> None:
    archive.add(("short", 1, OLD), ("long", 2, OLD))
    config = Config.model_validate(
        {
            "database": "dateline.db",
            "archive": str(archive.files.folder),
            "user_agent": "dateline-test (+https://example.org)",
            "sources": [
                {"name": "short", "url": "http://127.0.0.1:9999/", "keep_raw": "30d"},
                {"name": "long", "url": "http://127.0.0.1:9999/long/"},
            ],
        }
    )

    async def run_for_a_while() -> None:
        service = asyncio.create_task(serve(config, archive.database))
        for _ in range(600):
            if archive.deleted():
                break
            await asyncio.sleep(0.1)
        service.cancel()
        await asyncio.gather(service, return_exceptions=True)

    asyncio.run(run_for_a_while())
    assert archive.standing() == ["response 2"]
    assert archive.deleted() == 1
