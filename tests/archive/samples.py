"""Exchanges to keep, and the shortest ways to keep and read them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from scraper.archive import Capture, Captured, Exchange, Files, WarcWriter, read_capture
from scraper.archive.writer import MAX_SIZE
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


INFO = {"software": "dateline/test"}


def writer(folder: Path, max_size: int = MAX_SIZE) -> WarcWriter:
    return WarcWriter(folder, INFO, max_size=max_size)


def one(warc: WarcWriter, response: Response) -> Capture:
    (capture,) = warc.write([Exchange(response)])
    return capture


def write(folder: Path, *exchanges: Response, max_size: int = MAX_SIZE) -> list[Capture]:
    with writer(folder, max_size) as warc:
        return [one(warc, response) for response in exchanges]


def read(folder: Path, capture: Capture) -> Captured:
    return read_capture(Files(folder), capture.file, capture.offset, capture.length)
