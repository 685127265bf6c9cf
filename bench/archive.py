"""How fast the raw archive is written and read, beside warcio in the same run.

    python -m bench.archive PAGES [--limit 400]

PAGES: a folder of HTML files, gzipped or not. Times are CPU seconds of one process, so that a busy machine counts less.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive import Capture, Exchange, Files, WarcWriter, read_capture
from scraper.archive.exchange import records
from scraper.response import Response

HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx"), ("ETag", '"5f3c-1"'))


def pages(folder: Path, limit: int) -> list[bytes]:
    """The same ones in every run."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and ".htm" in path.name)
    picked = random.Random(1).sample(found, min(limit, len(found)))
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in picked]


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def responses(bodies: Sequence[bytes]) -> list[Response]:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    sent = (("Host", "example.org"), ("User-Agent", "bench"))
    return [
        Response(url, url, 200, HEADERS, body, moment, 1, request_headers=sent)
        for number, body in enumerate(bodies)
        for url in (f"https://example.org/{number}",)
    ]


def write_warcio(path: Path, exchanges: Sequence[Response]) -> None:
    """A request and a response each, as ours, with its defaults."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
        for got in exchanges:
            http = StatusAndHeaders("200 OK", list(got.headers), protocol="HTTP/1.1")
            answer = writer.create_warc_record(
                got.url, "response", payload=BytesIO(got.body), length=len(got.body), http_headers=http
            )
            line = StatusAndHeaders("GET / HTTP/1.1", list(got.request_headers), is_http_request=True)
            asked = writer.create_warc_record(got.url, "request", payload=BytesIO(), length=0, http_headers=line)
            writer.write_request_response_pair(asked, answer)


def read_warcio(path: Path) -> None:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                record.content_stream().read()


def deflated(record: bytes) -> int:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return len(packer.compress(record)) + len(packer.flush())


def measure(bodies: list[bytes], folder: Path) -> None:
    count, size = len(bodies), sum(map(len, bodies)) / 1024**2
    got, captures = responses(bodies), list[Capture]()

    def write_ours() -> None:
        with WarcWriter(folder, {"software": "bench"}) as warc:
            for response in got:
                captures.extend(warc.write([Exchange(response)]))

    def row(name: str, seconds: float, taken: int | None = None) -> None:
        kept = f"{taken / count:12,.0f}" if taken is not None else f"{'':12}"
        print(f"{name:34}{count / seconds:10,.0f}{size / seconds:10,.0f}{kept}")

    print(f"{count} pages, {size / count * 1024:.0f} KB each\n{'':34}{'rec/s':>10}{'MB/s':>10}{'B/record':>12}")
    ours, theirs = cpu(write_ours), cpu(lambda: write_warcio(folder / "other.warc.gz", got))
    kept = sum(capture.length for capture in captures)
    row("write, ours", ours, kept)
    with (folder / "other.warc.gz").open("rb") as stream:
        them = ArchiveIterator(stream)
        other = sum(them.get_record_length() for record in them if record.rec_type == "response")
    row("write, warcio", theirs, other)
    plain = sum(deflated(records(Exchange(response))[0]) for response in got)
    print(f"ours is {kept / plain - 1:+.1%} against zlib level 6")
    files = Files(folder)
    reading = cpu(lambda: [read_capture(files, c.file, c.offset, c.length) for c in captures])
    row("read by offset, digests checked", reading)
    row("read, warcio", cpu(lambda: read_warcio(folder / "other.warc.gz")))


def run(about: str | None, measure: Callable[[list[bytes], Path], None]) -> None:
    """`PAGES [--limit N]` of the command line, measured in a folder that is gone afterwards. `about`: for --help."""
    parser = argparse.ArgumentParser(description=about.partition("\n")[0] if about else None)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--limit", type=int, default=400)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure(pages(given.pages, given.limit), Path(folder))


if __name__ == "__main__":
    run(__doc__, measure)
