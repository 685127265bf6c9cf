"""What is written can be read back byte for byte, by us and by warcio; and trouble is told, not hidden."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import WarcWriter, check_folder, read_capture
from scraper.errors import ArchiveError
from scraper.response import Response


def exchange(body: bytes = b"<p>h\xc3\xa4", **headers: str) -> Response:
    return Response(
        url="http://example.org/a",
        final_url="http://example.org/a?b=1",
        status=200,
        headers=(("Content-Type", "text/html"), *((k.replace("_", "-"), v) for k, v in headers.items())),
        body=body,
        fetched_at=datetime(2026, 2, 10, 9, 30, 0, 123456, tzinfo=UTC),
        elapsed_ms=3,
        request_headers=(("Host", "example.org"), ("User-Agent", "test")),
    )


def write(folder: Path, *exchanges: Response, **options: int) -> list[tuple[str, int]]:
    with WarcWriter(folder, software="dateline/test", **options) as writer:
        return [(capture.file, capture.offset) for capture in map(writer.write, exchanges)]


def test_a_response_reads_back_as_it_came(tmp_path: Path) -> None:
    places = write(tmp_path, exchange(b"one"), exchange(b"two", Content_Encoding="gzip"))
    bodies = [read_capture(tmp_path, *place).body for place in places]
    assert bodies == [b"one", b"two"]
    second = read_capture(tmp_path, *places[1])
    assert (second.url, second.status) == ("http://example.org/a?b=1", 200)
    assert ("X-Archive-Orig-Content-Encoding", "gzip") in second.headers


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=5000))
def test_any_body_survives(tmp_path: Path, body: bytes) -> None:
    (place,) = write(tmp_path, exchange(body))
    assert read_capture(tmp_path, *place).body == body


def test_warcio_finds_request_and_response_and_no_fault(tmp_path: Path) -> None:
    ((file, _), *_) = write(tmp_path, exchange(), exchange())
    with (tmp_path / file).open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]
    check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", tmp_path / file], capture_output=True, text=True
    )
    assert (check.returncode, check.stdout) == (0, "")


def test_a_file_is_open_while_it_is_written_and_readable_all_the_same(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="dateline/test") as writer:
        capture = writer.write(exchange(b"early"))
        assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
        assert read_capture(tmp_path, capture.file, capture.offset).body == b"early"
    assert [path.name for path in tmp_path.iterdir()] == [capture.file]


def test_files_are_rotated_and_two_writers_never_share_one(tmp_path: Path) -> None:
    files = {file for file, _ in write(tmp_path, *[exchange()] * 4, max_size=1) + write(tmp_path, exchange())}
    assert len(files) == 5


def test_nothing_written_leaves_no_file(tmp_path: Path) -> None:
    write(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("in the way")
    with pytest.raises(ArchiveError, match=r"archive.*can't be written"):
        check_folder(tmp_path / "archive")
    with pytest.raises(ArchiveError, match=r"archive.*can't be written"):
        write(tmp_path / "archive", exchange())


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from scraper.archive import WarcWriter
from scraper.errors import ArchiveError
from tests.archive.test_warc import exchange
import random

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
writer = WarcWriter(Path(sys.argv[1]), software="dateline/test")
try:
    while True:
        writer.write(exchange(random.randbytes(3_000)))
except ArchiveError as error:
    print(error)
writer.close()
"""


def test_a_full_disk_is_told_and_every_record_before_it_is_whole(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", FULL_DISK, tmp_path], capture_output=True, text=True, check=True)
    assert "can't be written to" in ended.stdout
    (file,) = tmp_path.iterdir()
    with file.open("rb") as stream:
        bodies = [len(r.content_stream().read()) for r in ArchiveIterator(stream) if r.rec_type == "response"]
    assert bodies == [3000] * len(bodies) != []
