"""Handing out captures: as a WARC file of their own, as WACZ for ReplayWeb.page, or as CDXJ over the files as they are.

Records are copied byte for byte, each answer with its request; a revisit brings along what it refers to.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from db import Database, captures
from db.captures import Kept, KeptFilter
from db.frozen import frozen
from scraper.archive import Files
from scraper.archive.cdxj import Line
from scraper.archive.exchange import info_record
from scraper.archive.lock import reading
from scraper.archive.member import members, pack
from scraper.archive.record import take_apart, warc_date
from scraper.archive.wacz import write_wacz
from scraper.errors import ArchiveError, UsageError
from scraper.version import __version__

DATA = "data.warc.gz"

REQUEST_ROOM = 64 * 1024
"""Bytes behind an answer in which its request stands; one takes a few hundred."""


@frozen
class Exported:
    captures: int
    bytes: int


def export(database: Database, files: Files, narrow: KeptFilter, out: Path) -> Exported:
    """Write what is chosen to `out`, by its ending. Raises UsageError, BusyError, ArchiveError, DatabaseError."""
    if out.exists():
        raise UsageError(f"{out}: is there already and stays as it is")
    half = out.with_name(out.name + ".part")
    writers = {".warc.gz": _warc, ".wacz": _wacz, ".cdxj": _cdxj}
    write = next((write for ending, write in writers.items() if out.name.endswith(ending)), None)
    if write is None:
        raise UsageError(f"{out}: expected a name that ends with {', '.join(writers)}")
    try:
        with reading(files.folder):
            count = write(database, files, narrow, half)
        half.rename(out)
    except OSError as error:
        raise ArchiveError(f"{out}: can't be written ({error.strerror or error})") from error
    finally:
        half.unlink(missing_ok=True)
    return Exported(count, out.stat().st_size)


def _cdxj(database: Database, files: Files, narrow: KeptFilter, out: Path) -> int:
    lines = sorted(str(line_of(found)) for found in chosen(database, narrow))
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _warc(database: Database, files: Files, narrow: KeptFilter, out: Path) -> int:
    with out.open("xb") as stream:
        return sum(1 for _ in _copy(database, files, narrow, stream))


def _wacz(database: Database, files: Files, narrow: KeptFilter, out: Path) -> int:
    with TemporaryDirectory(dir=out.parent) as folder:
        warc = Path(folder) / DATA
        with warc.open("xb") as stream:
            copied = list(_copy(database, files, narrow, stream))
        index = sorted(str(line_of(found)) for found in copied)
        pages = {(found.url, found.fetched_at): page_of(found) for found in copied if is_page(found)}
        title = narrow.source or "dateline"
        write_wacz(out, warc, index, pages.values(), title, f"dateline/{__version__}", datetime.now(UTC))
    return len(copied)


def chosen(database: Database, narrow: KeptFilter) -> Iterator[Kept]:
    """The captures that are asked for, and those that revisits among them refer to, each once."""
    seen: set[int] = set()
    payloads: set[str] = set()
    wanted: set[str] = set()
    with database.read() as connection:
        for found in captures.kept(connection, narrow):
            seen.add(found.fetch_id)
            if found.digest is not None:
                (payloads if found.kind == "response" else wanted).add(found.digest)
            yield found
        for digest in sorted(wanted - payloads):
            original = captures.payload_capture(connection, digest)
            if original is not None and original.fetch_id not in seen:
                seen.add(original.fetch_id)
                yield original


def _copy(database: Database, files: Files, narrow: KeptFilter, out: BinaryIO) -> Iterator[Kept]:
    """Each capture as it stands in the new file."""
    out.write(pack(info_record(DATA, {"software": f"dateline/{__version__}"}, datetime.now(UTC))))
    for found in chosen(database, narrow):
        data = files.read(found.file, found.offset, found.length + REQUEST_ROOM)
        answer, behind = data[: found.length], data[found.length :]
        if len(answer) < found.length:
            raise ArchiveError(
                f"archive file {found.file}: ends before byte {found.offset}; `archive verify` tells more"
            )
        offset = out.tell()
        out.write(answer + _request(behind))
        yield replace(found, file=DATA, offset=offset)


def _request(behind: bytes) -> bytes:
    """The request record that follows an answer, packed as it is; empty where another record follows."""
    try:
        _, length, content = next(members(BytesIO(behind)))
        return behind[:length] if take_apart(content).kind == "request" else b""
    except (StopIteration, ValueError, EOFError, zlib.error):
        return b""


def line_of(found: Kept) -> Line:
    return Line(
        found.url, found.fetched_at, found.status, found.content_type, found.digest, found.kind, found.file,
        found.offset, found.length,
    )  # fmt: skip


def is_page(found: Kept) -> bool:
    """Worth a place in the list of pages: an article's page, as it came."""
    return found.kind == "response" and found.status == 200 and found.title is not None


def page_of(found: Kept) -> dict[str, Any]:
    return {"id": str(found.fetch_id), "url": found.url, "ts": warc_date(found.fetched_at), "title": found.title}
