"""What is left of a file without some of its records, and under which name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import Capture, Files, read_capture
from scraper.archive.check import check_file
from scraper.archive.cut import Entry, copy_entries, entries, generation, holds_something, left_over, successor
from tests.archive.samples import exchange, write

NOW = datetime(2026, 3, 1, tzinfo=UTC)

INFO = Entry(0, 10, "warcinfo", "<i>")
A, ASKED_A = Entry(10, 10, "response", "<a>"), Entry(20, 10, "request", "<qa>", "<a>")
B, ASKED_B = Entry(30, 10, "revisit", "<b>"), Entry(40, 10, "request", "<qb>", "<b>")
DAMAGED = Entry(50, 30)
EARLY = Entry(80, 10, "request", "<qc>", "<c>")
C = Entry(90, 10, "response", "<c>", "<qc>")
ALL = [INFO, A, ASKED_A, B, ASKED_B, DAMAGED, EARLY, C]


@pytest.mark.parametrize(
    ("deleted", "kept", "left"),
    [
        (set(), {10, 30, 90}, ALL),
        ({10}, {30, 90}, [INFO, B, ASKED_B, DAMAGED, EARLY, C]),
        ({90}, {10, 30}, [INFO, A, ASKED_A, B, ASKED_B, DAMAGED]),
        ({10, 30, 90}, set(), [INFO, DAMAGED]),
        ({60}, {10}, [INFO, A, ASKED_A, B, ASKED_B, EARLY, C]),
        ({60}, {70}, ALL),
    ],
    ids=[
        "nothing",
        "with its request",
        "with a request before it",
        "all",
        "in a damaged stretch",
        "kept with it there",
    ],
)
def test_a_record_goes_with_its_request(deleted: set[int], kept: set[int], left: list[Entry]) -> None:
    assert left_over(ALL, deleted, kept) == left
    assert holds_something(left)
    assert not holds_something([INFO])


@pytest.mark.parametrize(
    ("name", "taken", "found"),
    [
        ("a.warc.gz", {"a.warc.gz"}, "a-r1.warc.gz"),
        ("a-r1.warc.gz", {"a-r1.warc.gz"}, "a-r2.warc.gz"),
        ("a.warc.gz", {"a.warc.gz", "a-r9.warc.gz", "b-r20.warc.gz"}, "a-r10.warc.gz"),
    ],
)
def test_a_successor_has_a_name_of_its_own(name: str, taken: set[str], found: str) -> None:
    assert successor(name, taken) == found
    assert generation(found) > generation(name)


def cut(folder: Path, captures: list[Capture], deleted: set[int]) -> tuple[Path, dict[int, int]]:
    with (folder / captures[0].file).open("rb") as stream:
        left = left_over(list(entries(stream)), deleted, {capture.offset for capture in captures} - deleted)
        out = folder / successor(captures[0].file, {captures[0].file})
        return out, copy_entries(stream, left, out, {"software": "test"}, NOW)


def test_what_is_left_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    captures = write(tmp_path, *(exchange(f"page {number} ".encode() * 200) for number in range(4)))
    before = (tmp_path / captures[0].file).read_bytes()
    out, offsets = cut(tmp_path, captures, {captures[1].offset})
    assert (tmp_path / captures[0].file).read_bytes() == before
    for number in (0, 2, 3):
        found = read_capture(Files(tmp_path), out.name, offsets[captures[number].offset], captures[number].length)
        assert found.body == f"page {number} ".encode() * 200
    with out.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "warcinfo", *["response", "request"] * 3]
    with out.open("rb") as stream:
        assert [checked.problem for checked in check_file(stream) if checked.problem] == []


def test_a_damaged_stretch_is_kept_as_it_is(tmp_path: Path) -> None:
    captures = write(tmp_path, *(exchange(f"page {number} ".encode() * 200) for number in range(3)))
    path = tmp_path / captures[0].file
    data = bytearray(path.read_bytes())
    start, length = captures[1].offset, captures[1].length
    data[start + length // 2] ^= 0xFF
    path.write_bytes(data)
    out, offsets = cut(tmp_path, captures, {captures[0].offset})
    assert out.read_bytes()[offsets[start] : offsets[start] + length] == data[start : start + length]
