"""The same payload is kept once; later captures of it only refer to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import Exchange, Original
from scraper.archive.record import IDENTICAL, NOT_MODIFIED
from scraper.response import Response
from tests.archive.samples import exchange, read, writer

PAGE = exchange(b"<p>" + b"long enough " * 100, ETag='"1"')
ORIGINAL = Original(PAGE.final_url, PAGE.fetched_at, PAGE.payload_digest)
LATER = replace(PAGE, fetched_at=PAGE.fetched_at + timedelta(days=1))
NOT_CHANGED = replace(LATER, status=304, body=b"")


@pytest.mark.parametrize(
    ("response", "original", "kind", "profile"),
    [
        (LATER, ORIGINAL, "revisit", IDENTICAL),
        (NOT_CHANGED, ORIGINAL, "revisit", NOT_MODIFIED),
        (LATER, None, "response", None),
        (NOT_CHANGED, None, "response", None),
        (replace(LATER, body=b"another " * 100), ORIGINAL, "response", None),
        (exchange(b"short"), replace(ORIGINAL, digest=exchange(b"short").payload_digest), "response", None),
    ],
    ids=["identical", "not modified", "unknown", "304 to nothing we have", "changed", "shorter than a pointer"],
)
def test_what_is_a_revisit(
    tmp_path: Path, response: Response, original: Original | None, kind: str, profile: str | None
) -> None:
    with writer(tmp_path) as warc:
        (capture,) = warc.write([Exchange(response, original)])
    assert capture.kind == kind
    with (tmp_path / capture.file).open("rb") as stream:
        record = next(r for r in ArchiveIterator(stream) if r.rec_type == kind)
        headers = record.rec_headers
        assert headers.get_header("WARC-Profile") == profile
        if profile:
            assert headers.get_header("WARC-Refers-To-Target-URI") == ORIGINAL.url
            assert headers.get_header("WARC-Refers-To-Date") == "2026-02-10T09:30:00Z"
            assert headers.get_header("WARC-Payload-Digest") == ORIGINAL.digest == capture.digest
        if profile == NOT_MODIFIED:
            assert record.http_headers is None
            assert 'ETag: "1"' in [v for k, v in headers.headers if k == "X-Response-Header"]
        else:
            assert record.http_headers.get_statuscode() == str(response.status)


def test_a_revisit_reads_back_without_a_body(tmp_path: Path) -> None:
    with writer(tmp_path) as warc:
        first, again = warc.write([Exchange(PAGE), Exchange(LATER, ORIGINAL)])
    found = read(tmp_path, again)
    assert (found.kind, found.status, found.body) == ("revisit", 200, b"")
    assert found.digest == read(tmp_path, first).digest
    assert again.length < 700


def test_a_page_that_was_cut_off_says_so(tmp_path: Path) -> None:
    with writer(tmp_path) as warc:
        (capture,) = warc.write([Exchange(replace(PAGE, truncated="time"))])
    with (tmp_path / capture.file).open("rb") as stream:
        record = next(r for r in ArchiveIterator(stream) if r.rec_type == "response")
        assert record.rec_headers.get_header("WARC-Truncated") == "time"
