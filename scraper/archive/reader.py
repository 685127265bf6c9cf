"""Reading one response back out of the archive, by the place that its fetch row names."""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scraper.archive.writer import OPEN
from scraper.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Captured:
    """A response as it was kept."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def read_capture(folder: Path, file: str, offset: int) -> Captured:
    """The response record at `offset` of `file`, sealed or still being written.

    Raises ArchiveError if it isn't there, or not as it was written: a torn record is never taken for a short page.
    """
    try:
        with _open(folder, file) as stream:
            stream.seek(offset)
            found = _read(stream)
    except OSError as error:
        raise ArchiveError(
            f"archive file {folder / file}: can't be read ({error.strerror or error}); check `archive` in config.yaml"
        ) from error
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError) as error:
        raise _damaged(folder / file, offset, "what stands there is no record") from error
    if isinstance(found, str):
        raise _damaged(folder / file, offset, found)
    return found


def _open(folder: Path, file: str) -> BufferedReader:
    """Under its final name, the one while it is written, or the final one again if it was sealed between the two."""
    for name in (file, file + OPEN):
        try:
            return (folder / name).open("rb")
        except FileNotFoundError:
            continue
    return (folder / file).open("rb")


def _read(stream: BufferedReader) -> Captured | str:
    """The record, or what is wrong with it."""
    record = next(iter(ArchiveIterator(stream)), None)
    if record is None:
        return "the file ends before it"
    if record.rec_type != "response":
        return f"a {record.rec_type} record stands there"
    body = record.content_stream().read()
    if record.rec_headers.get_header("WARC-Payload-Digest") not in {None, _digest(body)}:
        return "the page doesn't match its digest"
    return Captured(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple(record.http_headers.headers),
        body=body,
    )


def _digest(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _damaged(path: Path, offset: int, why: str) -> ArchiveError:
    return ArchiveError(f"archive file {path}: no whole response at byte {offset}: {why}; restore it from a backup")
