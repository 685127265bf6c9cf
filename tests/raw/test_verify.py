"""`archive verify`: whatever is taken away from files or rows is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from db import Database, runs
from db.runs import FetchRow
from scraper.archive import Capture, Exchange, Files, Original
from scraper.raw.verify import Findings, verify
from tests.archive.samples import exchange, writer
from tests.db.samples import NOW, begin

PAGES = [exchange(f"<p>page {number} ".encode() * 100) for number in range(3)]


@pytest.fixture
def kept(database: Database, tmp_path: Path) -> list[Capture]:
    """Three pages and a revisit of the first, with their rows."""
    first = PAGES[0]
    again = Exchange(first, Original(first.final_url, first.fetched_at, first.payload_digest))
    with writer(tmp_path) as warc:
        captures = warc.write([*map(Exchange, PAGES), again])
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for capture in captures:
            runs.record_fetch(connection, fetched(run_id, source_id, capture))
    return captures


def fetched(run_id: int, source_id: int, capture: Capture) -> FetchRow:
    return FetchRow(
        run_id,
        source_id,
        PAGES[0].final_url,
        NOW,
        "new",
        status=200,
        payload_digest=capture.digest,
        warc_file=capture.file,
        warc_offset=capture.offset,
        warc_length=capture.length,
        warc_type=capture.kind,
    )


def check(database: Database, folder: Path) -> tuple[Findings, list[str]]:
    found = verify(database, Files(folder))
    return found, [problem.what for problem in found.problems]


def test_all_is_well(database: Database, tmp_path: Path, kept: list[Capture]) -> None:
    found, problems = check(database, tmp_path)
    assert problems == []
    assert (found.files, found.records, found.rows, found.unlisted) == (1, 9, 4, 0)
    assert found.bytes == (tmp_path / kept[0].file).stat().st_size


def test_a_flipped_bit_is_one_damaged_record(database: Database, tmp_path: Path, kept: list[Capture]) -> None:
    path = tmp_path / kept[1].file
    data = bytearray(path.read_bytes())
    data[kept[1].offset + kept[1].length // 2] ^= 1
    path.write_bytes(data)
    found, problems = check(database, tmp_path)
    assert problems == ["damaged"]
    assert found.problems[0].offset == kept[1].offset
    assert found.records == 8


def test_a_short_file(database: Database, tmp_path: Path, kept: list[Capture]) -> None:
    path = tmp_path / kept[0].file
    path.write_bytes(path.read_bytes()[: kept[2].offset + 10])
    assert check(database, tmp_path)[1] == ["damaged", "missing"]


def test_a_file_that_is_gone(database: Database, tmp_path: Path, kept: list[Capture]) -> None:
    (tmp_path / kept[0].file).unlink()
    found, problems = check(database, tmp_path)
    assert problems == ["unreadable"]
    assert kept[0].file in found.problems[0].reason


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("payload_digest = 'sha1:OTHER' WHERE warc_offset = {1}", ["differs"]),
        ("warc_length = 1 WHERE warc_offset = {1}", ["differs"]),
        ("warc_offset = {1} + 1 WHERE warc_offset = {1}", ["missing"]),
        ("warc_deleted_at = '2026-01-01T00:00:00Z' WHERE warc_offset = {0}", ["no payload"]),
    ],
)
def test_a_row_that_is_wrong(
    database: Database, tmp_path: Path, kept: list[Capture], change: str, what: list[str]
) -> None:
    with database.write() as connection:
        connection.execute(text('UPDATE "fetch" SET ' + change.format(*(capture.offset for capture in kept))))
    assert check(database, tmp_path)[1] == what


def test_an_answer_without_a_row_is_counted_and_no_problem(
    database: Database, tmp_path: Path, kept: list[Capture]
) -> None:
    with database.write() as connection:
        connection.execute(text(f'DELETE FROM "fetch" WHERE warc_offset = {kept[2].offset}'))
    found, problems = check(database, tmp_path)
    assert (problems, found.unlisted) == ([], 1)


def test_a_torn_file_is_repaired_first(database: Database, tmp_path: Path, kept: list[Capture]) -> None:
    path = tmp_path / kept[0].file
    (tmp_path / (kept[0].file + ".open")).write_bytes(path.read_bytes() + b"\x1f\x8b\x08torn")
    path.unlink()
    found, problems = check(database, tmp_path)
    assert ([repaired.cut for repaired in found.repaired], problems) == ([7], [])
