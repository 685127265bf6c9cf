"""The WARC files by their names, wherever they are: in the folder, still being written, or moved to another store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scraper.archive.writer import OPEN
from scraper.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Files:
    """Reading only."""

    folder: Path

    def open(self, name: str) -> BinaryIO:
        """Under its final name, the one while it is written, or the final one again if it was sealed between the two.

        Raises ArchiveError.
        """
        for candidate in (name, name + OPEN, name):
            try:
                return (self.folder / candidate).open("rb")
            except FileNotFoundError:
                continue
            except OSError as error:
                raise unreadable(self.folder / name, error.strerror or str(error)) from error
        raise unreadable(self.folder / name, "there is no such file")

    def read(self, name: str, offset: int, length: int) -> bytes:
        """`length` bytes from `offset`, fewer where the file ends. Raises ArchiveError."""
        with self.open(name) as stream:
            stream.seek(offset)
            return stream.read(length)

    def names(self) -> list[str]:
        """The final names of all files, in the order in which they were begun."""
        found = (path.name.removesuffix(OPEN) for path in self.folder.glob("*.warc.gz*"))
        return sorted(name for name in set(found) if name.endswith(".warc.gz"))


def unreadable(path: Path | str, reason: str) -> ArchiveError:
    return ArchiveError(f"archive file {path}: can't be read ({reason}); check `archive` in config.yaml")
