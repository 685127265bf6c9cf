"""Leaving records out of a file: which are left, and the file that holds those. The old file stays as it is."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from db.frozen import frozen
from scraper.archive.exchange import info_record
from scraper.archive.folder import trouble
from scraper.archive.member import CHUNK, pack, stretches
from scraper.archive.record import take_apart
from scraper.archive.writer import sync_folder

PART = ".part"

_NUMBER = re.compile(r"-r(\d+)$")
_ENDING = ".warc.gz"


@frozen
class Entry:
    """A record in a file, or a damaged stretch, which has no kind. `partner`: what it is concurrent to."""

    offset: int
    length: int
    kind: str = ""
    id: str | None = None
    partner: str | None = None


def entries(stream: BinaryIO) -> Iterator[Entry]:
    """All of a file, without a gap."""
    for stretch in stretches(stream):
        if isinstance(stretch.content, bytes):
            yield _entry(stretch.offset, stretch.length, stretch.content)
        else:
            yield Entry(stretch.offset, stretch.length)


def _entry(offset: int, length: int, content: bytes) -> Entry:
    try:
        record = take_apart(content)
    except ValueError:
        return Entry(offset, length)
    told = record.headers
    return Entry(offset, length, record.kind, told.get("warc-record-id"), told.get("warc-concurrent-to"))


def left_over(found: Sequence[Entry], deleted: Collection[int], kept: Collection[int]) -> list[Entry]:
    """What is left without the records at the offsets `deleted`, and without what belongs to them: their requests.

    A damaged stretch goes with a deleted record in it, unless one that is to be kept lies there too.
    """
    gone = {entry.id for entry in found if entry.offset in deleted and entry.id is not None}

    def is_left(entry: Entry) -> bool:
        if entry.kind:
            return entry.offset not in deleted and (entry.partner not in gone or entry.offset in kept)
        return _holds(entry, kept) or not _holds(entry, deleted)

    return [entry for entry in found if is_left(entry)]


def holds_something(left: Sequence[Entry]) -> bool:
    """Whether a file of these would hold more than the note of who wrote it."""
    return any(entry.kind != "warcinfo" for entry in left)


def _holds(entry: Entry, offsets: Collection[int]) -> bool:
    return any(entry.offset <= offset < entry.offset + entry.length for offset in offsets)


def successor(name: str, taken: Collection[str]) -> str:
    """The name of the file that takes the place of one: `NAME-r1.warc.gz`, then `-r2`; none that is taken."""
    number = max([generation(name), *(generation(other) for other in taken if base_of(other) == base_of(name))]) + 1
    return f"{base_of(name)}-r{number}{_ENDING}"


def base_of(name: str) -> str:
    """What a file and those that took its place have in common."""
    return _NUMBER.sub("", name.removesuffix(_ENDING))


def generation(name: str) -> int:
    """0 for a file as it was written, 1 for the one that took its place, and so on."""
    found = _NUMBER.search(name.removesuffix(_ENDING))
    return int(found[1]) if found else 0


def copy_entries(
    stream: BinaryIO, left: Sequence[Entry], out: Path, info: dict[str, str], now: datetime
) -> dict[int, int]:
    """Write the file `out`: new offset by old one. It is there as a whole or not at all. Raises ArchiveError."""
    part, offsets = out.with_name(out.name + PART), {}
    try:
        with part.open("wb") as file:
            file.write(pack(info_record(out.name, info, now)))
            for entry in left:
                offsets[entry.offset] = file.tell()
                _copy(stream, entry, file)
            file.flush()
            os.fsync(file.fileno())
        part.rename(out)
        sync_folder(out.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise trouble(out.parent, error) from error
    return offsets


def _copy(stream: BinaryIO, entry: Entry, out: BinaryIO) -> None:
    stream.seek(entry.offset)
    left = entry.length
    while left and (data := stream.read(min(left, CHUNK))):
        out.write(data)
        left -= len(data)
    if left:
        raise OSError(0, "the file got shorter while it was copied")
