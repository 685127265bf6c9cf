"""What is written can be read back byte for byte, by us and by warcio; and trouble is told, not hidden."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import WarcWriter, check_folder, read_capture
from scraper.archive.address import target_uri
from scraper.archive.writer import MAX_SIZE
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


def write(folder: Path, *exchanges: Response, max_size: int = MAX_SIZE) -> list[tuple[str, int]]:
    with WarcWriter(folder, software="dateline/test", max_size=max_size) as writer:
        return [(capture.file, capture.offset) for capture in map(writer.write, exchanges) if capture is not None]


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
        assert capture is not None
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


def test_the_digest_and_the_length_are_those_of_the_record(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="dateline/test") as writer:
        captures = [writer.write(exchange(body)) for body in (b"", b"one", b"two" * 9999)]
    for capture in captures:
        assert capture is not None
        member = (tmp_path / capture.file).read_bytes()[capture.offset : capture.offset + capture.length]
        record = gzip.decompress(member)
        assert record.startswith(b"WARC/1.1\r\n")
        assert f"WARC-Payload-Digest: {capture.digest}\r\n".encode() in record


def test_not_modified_is_no_capture(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="dateline/test") as writer:
        assert writer.write(replace(exchange(b""), status=304)) is None
    assert list(tmp_path.iterdir()) == []


def test_no_login_gets_into_the_archive(tmp_path: Path) -> None:
    secrets = (
        ("Host", "example.org"),
        ("AUTHORIZATION", "Basic c2VjcmV0"),
        ("Cookie", "session=secret"),
        ("X-Ours", "secret"),
    )
    url = "https://me:secret@example.org/news?q=1#top"
    (place,) = write(tmp_path, replace(exchange(), url=url, final_url=url, request_headers=secrets))
    kept = gzip.decompress((tmp_path / place[0]).read_bytes())
    assert b"GET /news?q=1 HTTP/1.1\r\nHost: example.org\r\n" in kept
    assert not any(word in kept for word in (b"secret", b"c2VjcmV0", b"#top"))
    assert read_capture(tmp_path, *place).url == "https://example.org/news?q=1"


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a%20b?c=%D0%B0", "https://example.org/a%20b?c=%D0%B0"),
        ("https://example.org/новости?q=a b", "https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?q=a%20b"),
        ("https://example.org:8443/x;y=1,2", "https://example.org:8443/x;y=1,2"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
    ],
    ids=["no path", "quoted already", "bare Cyrillic", "port", "IPv6"],
)
def test_the_address_of_a_capture(url: str, uri: str) -> None:
    assert target_uri(url) == uri


def test_repeated_headers_keep_their_order_and_lengths_are_renamed(tmp_path: Path) -> None:
    headers = (("Set-Cookie", "a=1"), ("Content-Length", "99"), ("Set-Cookie", "b=2"), ("Transfer-Encoding", "chunked"))
    (place,) = write(tmp_path, replace(exchange(b"page"), headers=headers))
    assert read_capture(tmp_path, *place).headers == (
        ("Set-Cookie", "a=1"),
        ("X-Archive-Orig-Content-Length", "99"),
        ("Set-Cookie", "b=2"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("Content-Length", "4"),
    )


def test_two_writers_in_one_folder_at_once(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, software="a") as one, WarcWriter(tmp_path, software="b") as other:
        captures = [writer.write(exchange(bytes([n]))) for n in range(10) for writer in (one, other)]
    assert len({capture.file for capture in captures if capture}) == 2
    bodies = [read_capture(tmp_path, capture.file, capture.offset).body for capture in captures if capture]
    assert bodies == [bytes([n]) for n in range(10) for _ in (1, 2)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.floats(0, 0.95))
def test_a_torn_record_is_never_taken_for_a_page(tmp_path: Path, share: float) -> None:
    with WarcWriter(tmp_path, software="dateline/test") as writer:
        first, last = writer.write(exchange(b"first")), writer.write(exchange(bytes(range(256)) * 4))
    assert first is not None
    assert last is not None
    path = tmp_path / last.file
    whole = path.read_bytes()
    path.write_bytes(whole[: last.offset + int(last.length * share)])
    assert read_capture(tmp_path, first.file, first.offset).body == b"first"
    with pytest.raises(ArchiveError, match="no whole response"):
        read_capture(tmp_path, last.file, last.offset)


@pytest.mark.parametrize(("offset", "why"), [(0, "warcinfo"), (7, "no record"), (10**9, "ends before")])
def test_a_wrong_place_is_told(tmp_path: Path, offset: int, why: str) -> None:
    ((file, _),) = write(tmp_path, exchange())
    with pytest.raises(ArchiveError, match=why):
        read_capture(tmp_path, file, offset)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"gone\.warc\.gz: can't be read"):
        read_capture(tmp_path, "gone.warc.gz", 0)


KILLED = """
import os, signal, sys
from pathlib import Path
from scraper.archive import WarcWriter
from tests.archive.test_warc import exchange

writer = WarcWriter(Path(sys.argv[1]), software="dateline/test")
for number in range(5):
    capture = writer.write(exchange(f"page {number}".encode()))
    print(capture.file, capture.offset, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_loses_nothing_that_was_written(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, tmp_path], capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL
    places = [line.split() for line in ended.stdout.splitlines()]
    bodies = [read_capture(tmp_path, file, int(offset)).body for file, offset in places]
    assert bodies == [f"page {number}".encode() for number in range(5)]


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from scraper.archive import WarcWriter
from scraper.errors import ArchiveError
from tests.archive.test_warc import exchange

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
writer = WarcWriter(Path(sys.argv[1]), software="dateline/test")
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    writer.write(exchange(b"lost"))
except ArchiveError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
writer.write(exchange(b"kept"))
writer.close()
"""


def test_after_a_full_disk_the_writer_goes_on_with_a_whole_file(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", NO_ROOM, tmp_path], capture_output=True, text=True, check=True)
    assert "can't be written to" in ended.stdout
    (file,) = tmp_path.iterdir()
    with file.open("rb") as stream:
        assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo", "response", "request"]
