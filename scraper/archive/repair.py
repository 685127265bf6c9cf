"""What a killed process left behind: `.open` files, whose last record may be torn. Cut that off, seal the rest."""

from __future__ import annotations

import fcntl
import logging
import zlib
from io import FileIO
from pathlib import Path

from db.frozen import frozen
from scraper.archive.folder import trouble
from scraper.archive.member import members, next_record
from scraper.archive.writer import OPEN, seal

log = logging.getLogger("dateline.archive")


@frozen
class Repaired:
    """A file that was left open. `cut`: bytes of a torn record that are gone; `records`: what is whole."""

    file: str
    records: int
    cut: int


def repair_folder(folder: Path) -> list[Repaired]:
    """Seal every file whose writer is dead; those that are being written are left alone. Raises ArchiveError."""
    found = []
    for path in sorted(folder.glob(f"*{OPEN}")):
        try:
            repaired = _repair(path)
        except OSError as error:
            raise trouble(folder, error) from error
        if repaired is not None:
            found.append(repaired)
            log.info("archive file %s: left open; %d records kept, %d bytes of a torn one cut off",
                     repaired.file, repaired.records, repaired.cut)  # fmt: skip
    return found


def _repair(path: Path) -> Repaired | None:
    """None where the writer lives, or somebody else has been quicker."""
    final = path.with_name(path.name.removesuffix(OPEN))
    try:
        file = path.open("r+b", buffering=0)
    except FileNotFoundError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        if not path.exists():
            return None
        count, cut = cut_torn_end(file)
        if file.seek(0, 2):
            seal(final, file)
        else:
            path.unlink()
    return Repaired(final.name, count, cut)


def cut_torn_end(file: FileIO) -> tuple[int, int]:
    """(whole records, bytes cut off).

    Cuts only what nothing whole stands behind: damage in the middle is no torn end, and `archive verify` tells of it.
    """
    size = file.seek(0, 2)
    count, end = _whole(file)
    if end == size or next_record(file, end) is not None:
        return count, 0
    file.truncate(end)
    return count, size - end


def _whole(file: FileIO) -> tuple[int, int]:
    """(number of whole members from the start, where the last of them ends)."""
    count = end = 0
    try:
        for offset, length, _ in members(file, 0):
            count, end = count + 1, offset + length
    except (zlib.error, EOFError):
        pass
    return count, end
