"""Pages out of WARC files, our own and others': gzipped by record or plain, WARC 1.0 and 1.1, and ARC."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scraper.archive import Capture
from scraper.archive.member import MAGIC, members, next_record
from scraper.digest import digest
from scraper.raw.inbox.item import Item, Passed, PastPage
from scraper.response import Response

PAGES = ("text/html", "application/xhtml+xml")

BROKEN = (ArchiveLoadFailed, ValueError, AttributeError, IndexError, EOFError, zlib.error, OSError)


def warc_pages(path: Path, position: str | None, *, is_ours: bool) -> Iterator[Item]:
    """From the byte `position` on. `is_ours`: it lies in our own folder, so its pages need no copy. Raises OSError."""
    with path.open("rb") as stream:
        is_packed = stream.read(len(MAGIC)) == MAGIC
        yield from (_packed if is_packed else _plain)(stream, int(position or 0), path.name if is_ours else None)


def _packed(stream: BinaryIO, start: int, file: str | None) -> Iterator[Item]:
    at: int | None = start
    while at is not None:
        end = at
        try:
            for offset, length, content in members(stream, at):
                end = offset + length
                yield _item(content, offset, length, file)
            return
        except (zlib.error, EOFError) as error:
            at = next_record(stream, end)
            yield Passed(str(stream.seek(0, 2) if at is None else at), "broken", f"byte {end}: {error}")


def _item(content: bytes, offset: int, length: int, file: str | None) -> Item:
    position = str(offset + length)
    try:
        record = next(iter(ArchiveIterator(BytesIO(content))), None)
        response = _response(record) if record is not None else None
    except BROKEN as error:
        return Passed(position, "broken", f"byte {offset}: {error}")
    if record is None or response is None:
        return Passed(position, _why(record))
    capture = Capture(file, offset, length, digest(response.body), "response") if file is not None else None
    return PastPage(response, position, capture)


def _plain(stream: BinaryIO, start: int, file: str | None) -> Iterator[Item]:
    """A file that isn't packed is never ours, so its pages are copied."""
    stream.seek(start)
    while (byte := stream.read(1)) and byte in b"\r\n":  # what parts two records belongs to neither
        start += 1
    stream.seek(start)
    records = ArchiveIterator(stream)
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            response = _response(record)
            end = records.get_record_offset() + records.get_record_length()
        except BROKEN as error:
            yield Passed(str(stream.seek(0, 2)), "broken", f"the rest of the file can't be read: {error}")
            return
        yield PastPage(response, str(end)) if response is not None else Passed(str(end), _why(record))


def _why(record: Any) -> Literal["skipped", "other"]:
    return "skipped" if record is not None and record.rec_type in {"response", "revisit"} else "other"


def _response(record: Any) -> Response | None:
    """The page in a record; None for what isn't one. Raises one of BROKEN."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    headers, status = record.http_headers, int(record.http_headers.get_statuscode() or 0)
    kind = (headers.get_header("Content-Type") or "text/html").partition(";")[0].strip().lower()
    if status != 200 or kind not in PAGES:
        return None
    body = record.content_stream().read()
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    return Response(
        url=url,
        final_url=url,
        status=status,
        headers=tuple((name, value) for name, value in headers.headers),
        body=body,
        fetched_at=warc_time(record.rec_headers.get_header("WARC-Date")),
        elapsed_ms=0,
    )


def warc_time(text: str) -> datetime:
    """A WARC-Date, to the second. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
