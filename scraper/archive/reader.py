"""Reading one response back out of the archive, by the place that its fetch row names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

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
    """The response record at `offset` of `file`, sealed or still being written. Raises ArchiveError."""
    path = folder / file
    if not path.exists():
        path = folder / (file + OPEN)
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)), None)
            if record is None or record.rec_type != "response":
                raise ArchiveError(f"{path}: no response record at offset {offset}")
            return Captured(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                status=int(record.http_headers.get_statuscode()),
                headers=tuple(record.http_headers.headers),
                body=record.content_stream().read(),
            )
    except OSError as error:
        raise ArchiveError(f"{path}: can't be read ({error.strerror}); check `archive` in config.yaml") from error
