"""What is written can be read back byte for byte, by us and by warcio; and trouble is told, not hidden."""

from __future__ import annotations

import gzip
import random
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import Exchange, Files, WarcWriter, check_folder, read_capture
from scraper.archive.address import target_uri
from scraper.errors import ArchiveError
from tests.archive.samples import INFO, exchange, one, read, write, writer


def test_a_response_reads_back_as_it_came(tmp_path: Path) -> None:
    places = write(tmp_path, exchange(b"one"), exchange(b"two", Content_Encoding="gzip"))
    bodies = [read(tmp_path, place).body for place in places]
    assert bodies == [b"one", b"two"]
    second = read(tmp_path, places[1])
    assert (second.url, second.status) == ("http://example.org/a?b=1", 200)
    assert ("X-Archive-Orig-Content-Encoding", "gzip") in second.headers


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=5000))
def test_any_body_survives(tmp_path: Path, body: bytes) -> None:
    (place,) = write(tmp_path, exchange(body))
    assert read(tmp_path, place).body == body


def test_warcio_finds_request_and_response_and_no_fault(tmp_path: Path) -> None:
    file = write(tmp_path, exchange(), exchange())[0].file
    with (tmp_path / file).open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]
    check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", tmp_path / file], capture_output=True, text=True
    )
    assert (check.returncode, check.stdout) == (0, "")


def test_a_file_is_open_while_it_is_written_and_readable_all_the_same(tmp_path: Path) -> None:
    with writer(tmp_path) as warc:
        capture = one(warc, exchange(b"early"))
        assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
        assert read(tmp_path, capture).body == b"early"
    assert [path.name for path in tmp_path.iterdir()] == [capture.file]


def test_files_are_rotated_and_two_writers_never_share_one(tmp_path: Path) -> None:
    captures = write(tmp_path, *[exchange()] * 4, max_size=1) + write(tmp_path, exchange())
    files = {capture.file for capture in captures}
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
from scraper.errors import ArchiveError
from tests.archive.samples import exchange, one, writer
import random

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
warc = writer(Path(sys.argv[1]))
try:
    while True:
        one(warc, exchange(random.randbytes(3_000)))
except ArchiveError as error:
    print(error)
warc.close()
"""


def test_a_full_disk_is_told_and_every_record_before_it_is_whole(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", FULL_DISK, tmp_path], capture_output=True, text=True, check=True)
    assert "can't be written to" in ended.stdout
    (file,) = tmp_path.iterdir()
    with file.open("rb") as stream:
        bodies = [len(r.content_stream().read()) for r in ArchiveIterator(stream) if r.rec_type == "response"]
    assert bodies == [3000] * len(bodies) != []


def test_the_digest_and_the_length_are_those_of_the_record(tmp_path: Path) -> None:
    for capture in write(tmp_path, *map(exchange, (b"", b"one", b"two" * 9999))):
        member = (tmp_path / capture.file).read_bytes()[capture.offset : capture.offset + capture.length]
        record = gzip.decompress(member)
        assert record.startswith(b"WARC/1.1\r\n")
        assert f"WARC-Payload-Digest: {capture.digest}\r\n".encode() in record


def test_no_login_gets_into_the_archive(tmp_path: Path) -> None:
    secrets = (
        ("Host", "example.org"),
        ("AUTHORIZATION", "Basic c2VjcmV0"),
        ("Cookie", "session=secret"),
        ("X-Ours", "secret"),
    )
    url = "https://me:secret@example.org/news?q=1#top"
    (place,) = write(tmp_path, replace(exchange(), url=url, final_url=url, request_headers=secrets))
    kept = gzip.decompress((tmp_path / place.file).read_bytes())
    assert b"GET /news?q=1 HTTP/1.1\r\nHost: example.org\r\n" in kept
    assert not any(word in kept for word in (b"secret", b"c2VjcmV0", b"#top"))
    assert read(tmp_path, place).url == "https://example.org/news?q=1"


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a%20b?c=%D0%B0", "https://example.org/a%20b?c=%D0%B0"),
        ("https://example.org/новости?q=a b", "https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?q=a%20b"),
        ("https://example.org:8443/x;y=1,2", "https://example.org:8443/x;y=1,2"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/a?b?c", "https://example.org/a?b?c"),
        ("https://me@example.org/", "https://example.org/"),
        ("https://example.org/@me#top", "https://example.org/@me"),
    ],
    ids=[
        "no path",
        "quoted already",
        "bare Cyrillic",
        "port",
        "IPv6",
        "an empty query",
        "a mark in the query",
        "a login",
        "a fragment",
    ],
)
def test_the_address_of_a_capture(url: str, uri: str) -> None:
    assert target_uri(url) == uri


def test_repeated_headers_keep_their_order_and_lengths_are_renamed(tmp_path: Path) -> None:
    headers = (("Set-Cookie", "a=1"), ("Content-Length", "99"), ("Set-Cookie", "b=2"), ("Transfer-Encoding", "chunked"))
    (place,) = write(tmp_path, replace(exchange(b"page"), headers=headers))
    assert read(tmp_path, place).headers == (
        ("Set-Cookie", "a=1"),
        ("X-Archive-Orig-Content-Length", "99"),
        ("Set-Cookie", "b=2"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("Content-Length", "4"),
    )


def test_two_writers_in_one_folder_at_once(tmp_path: Path) -> None:
    with writer(tmp_path) as first, writer(tmp_path) as second:
        captures = [one(warc, exchange(bytes([n]))) for n in range(10) for warc in (first, second)]
    assert len({capture.file for capture in captures}) == 2
    assert [read(tmp_path, capture).body for capture in captures] == [bytes([n]) for n in range(10) for _ in (1, 2)]


def test_many_threads_share_a_writer(tmp_path: Path) -> None:
    with writer(tmp_path, max_size=20_000) as warc, ThreadPoolExecutor(8) as threads:
        bodies = [random.Random(n).randbytes(1000) for n in range(100)]
        captures = list(threads.map(lambda body: one(warc, exchange(body)), bodies))
    assert [read(tmp_path, capture).body for capture in captures] == bodies
    assert len({capture.file for capture in captures}) > 3


def test_a_file_is_closed_at_its_age(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, INFO, max_age=timedelta(0)) as warc:
        assert len({one(warc, exchange()).file for _ in range(3)}) == 3


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 0.95))
def test_a_torn_record_is_never_taken_for_a_page(tmp_path: Path, share: float) -> None:
    first, last = write(tmp_path, exchange(b"first"), exchange(bytes(range(256)) * 4))
    path = tmp_path / last.file
    whole = path.read_bytes()
    path.write_bytes(whole[: last.offset + int(last.length * share)])
    assert read(tmp_path, first).body == b"first"
    with pytest.raises(ArchiveError, match="no whole response"):
        read(tmp_path, last)


@pytest.mark.parametrize(("offset", "why"), [(0, "warcinfo"), (7, "no record"), (10**9, "ends before")])
def test_a_wrong_place_is_told(tmp_path: Path, offset: int, why: str) -> None:
    (capture,) = write(tmp_path, exchange())
    with pytest.raises(ArchiveError, match=why):
        read(tmp_path, replace(capture, offset=offset, length=100_000))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"gone\.warc\.gz: can't be read"):
        read_capture(Files(tmp_path), "gone.warc.gz", 0, 100)


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.archive.samples import exchange, one, writer

warc = writer(Path(sys.argv[1]))
for number in range(5):
    capture = one(warc, exchange(f"page {number}".encode()))
    print(capture.file, capture.offset, capture.length, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_loses_nothing_that_was_written(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, tmp_path], capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL
    places = [line.split() for line in ended.stdout.splitlines()]
    bodies = [read_capture(Files(tmp_path), file, int(offset), int(length)).body for file, offset, length in places]
    assert bodies == [f"page {number}".encode() for number in range(5)]


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from scraper.errors import ArchiveError
from tests.archive.samples import exchange, one, writer

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
warc = writer(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    one(warc, exchange(b"lost"))
except ArchiveError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
one(warc, exchange(b"kept"))
warc.close()
"""


def test_after_a_full_disk_the_writer_goes_on_with_a_whole_file(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", NO_ROOM, tmp_path], capture_output=True, text=True, check=True)
    assert "can't be written to" in ended.stdout
    (file,) = tmp_path.iterdir()
    with file.open("rb") as stream:
        assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo", "response", "request"]


def test_a_file_that_is_deleted_while_it_is_written_is_told_and_another_is_begun(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    warc = WarcWriter(folder, INFO)
    warc.write([Exchange(exchange())])
    shutil.rmtree(folder)
    with pytest.raises(ArchiveError, match="has been deleted"):
        warc.write([Exchange(exchange())])
    (capture,) = warc.write([Exchange(exchange())])
    warc.close()
    assert read_capture(Files(folder), capture.file, capture.offset, capture.length).status == 200
