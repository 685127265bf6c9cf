"""A file that a killed process left open: every whole record stays, the torn one goes, the next run appends nowhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import repair_folder
from scraper.archive.repair import Repaired, cut_torn_end
from scraper.archive.writer import OPEN
from tests.archive.samples import exchange, one, read, write, writer


def left_open(folder: Path, data: bytes, name: str = "dateline-1.warc.gz") -> Path:
    path = folder / (name + OPEN)
    path.write_bytes(data)
    return path


@pytest.fixture
def whole(tmp_path: Path) -> tuple[bytes, list[int]]:
    """A file of three pages, and where each of its records ends."""
    made = tmp_path / "made"
    captures = write(made, *(exchange(f"page {n} ".encode() * 20) for n in range(3)))
    data = (made / captures[0].file).read_bytes()
    starts = [at for at in range(len(data)) if data.startswith(b"\x1f\x8b\x08", at)]
    return data, [*starts[1:], len(data)]


def kinds(path: Path) -> list[str]:
    with path.open("rb") as stream:
        return [record.rec_type for record in ArchiveIterator(stream)]


def test_cut_at_any_byte_every_whole_record_stays(tmp_path: Path, whole: tuple[bytes, list[int]]) -> None:
    data, ends = whole
    path = tmp_path / "torn"
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        kept = [end for end in ends if end <= cut]
        with path.open("r+b", buffering=0) as file:
            assert cut_torn_end(file) == (len(kept), cut - max(kept, default=0)), cut
        assert path.read_bytes() == data[: max(kept, default=0)], cut


@pytest.mark.parametrize("records", [0, 1, 3])
def test_what_is_whole_is_sealed_and_what_holds_nothing_goes(
    tmp_path: Path, whole: tuple[bytes, list[int]], records: int
) -> None:
    data, ends = whole
    folder = tmp_path / "archive"
    folder.mkdir()
    left_open(folder, data[: ends[records] - 1])
    (repaired,) = repair_folder(folder)
    assert repaired.records == records
    kept = [path.read_bytes() for path in folder.glob("*.warc.gz")]
    assert kept == ([data[: ends[records - 1]]] if records else [])
    assert list(folder.glob(f"*{OPEN}")) == []


def test_warcio_reads_a_repaired_file_to_its_end(tmp_path: Path, whole: tuple[bytes, list[int]]) -> None:
    data, ends = whole
    left_open(tmp_path, data[: ends[-1] - 20])
    repair_folder(tmp_path)
    assert kinds(tmp_path / "dateline-1.warc.gz") == ["warcinfo", *["response", "request"] * 2, "response"]


def test_zeros_of_a_power_failure_go_as_well(tmp_path: Path, whole: tuple[bytes, list[int]]) -> None:
    data, ends = whole
    left_open(tmp_path, data + bytes(4096))
    assert repair_folder(tmp_path) == [Repaired("dateline-1.warc.gz", len(ends), 4096)]


def test_damage_in_the_middle_costs_nothing_behind_it(tmp_path: Path, whole: tuple[bytes, list[int]]) -> None:
    data, ends = whole
    broken = bytearray(data)
    broken[ends[2] + 40] ^= 0xFF
    left_open(tmp_path, bytes(broken))
    assert repair_folder(tmp_path)[0].cut == 0
    assert (tmp_path / "dateline-1.warc.gz").read_bytes() == broken


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with writer(tmp_path) as warc:
        first = one(warc, exchange(b"first"))
        assert repair_folder(tmp_path) == []
        second = one(warc, exchange(b"second"))
    assert [read(tmp_path, capture).body for capture in (first, second)] == [b"first", b"second"]


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.archive.samples import exchange, one, writer

warc = writer(Path(sys.argv[1]))
print(one(warc, exchange(b"page")).file, flush=True)
signal.pause()
"""


def test_a_killed_writer_s_file_is_sealed_by_the_next_start(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, tmp_path], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    name = process.stdout.readline().strip()
    assert repair_folder(tmp_path) == []
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with (tmp_path / (name + OPEN)).open("ab") as file:
        file.write(b"\x1f\x8b\x08torn")
    assert repair_folder(tmp_path) == [Repaired(name, 3, 7)]
    assert kinds(tmp_path / name) == ["warcinfo", "response", "request"]
    write(tmp_path, exchange(b"the next run"))
    assert len(list(tmp_path.glob("*.warc.gz"))) == 2
