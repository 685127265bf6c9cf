"""Reading one answer back out of the archive, by the place that its fetch row names."""

from __future__ import annotations

from db.frozen import frozen
from scraper.archive.check import block_problem, problem
from scraper.archive.exchange import DRAWN
from scraper.archive.files import Files
from scraper.archive.http import read_head
from scraper.archive.member import unpack
from scraper.archive.record import Record, take_apart
from scraper.errors import ArchiveError


@frozen
class Captured:
    """An answer as it was kept. A `revisit` has no body of its own: that is where its `digest` was first kept."""

    kind: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str | None

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def read_capture(files: Files, file: str, offset: int, length: int) -> Captured:
    """The response or revisit at `offset` of `file`, sealed or still being written.

    Raises ArchiveError if it isn't there, or not as it was written: a torn record is never taken for a short page.
    """
    data = files.read(file, offset, length)
    if not data:
        raise _damaged(file, offset, "the file ends before it")
    try:
        return captured(take_apart(unpack(data)))
    except (ValueError, IndexError) as error:
        raise _damaged(file, offset, str(error)) from error


def captured(record: Record) -> Captured:
    """What a response or revisit record holds. Raises ValueError for another kind, and for one that was altered."""
    if record.kind not in {"response", "revisit", "resource"}:
        raise ValueError(f"a {record.kind} record stands there")
    is_told = "warc-block-digest" in record.headers  # the payload is in the block
    if (wrong := block_problem(record) if is_told else problem(record)) is not None:
        raise ValueError(wrong)
    status, headers, body = _content(record)
    url = record.headers["warc-target-uri"].removeprefix(DRAWN)
    return Captured(record.kind, url, status, headers, body, record.headers.get("warc-payload-digest"))


def _content(record: Record) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers, payload; a `resource` is all payload."""
    if record.kind == "resource":
        return 200, (("Content-Type", record.headers.get("content-type", "")),), record.block
    if not record.block:  # a revisit of a page that the server called unchanged
        return 304, (), b""
    return read_head(record.block)


def _damaged(file: str, offset: int, why: str) -> ArchiveError:
    return ArchiveError(f"archive file {file}: no whole response at byte {offset}: {why}; restore it from a backup")
