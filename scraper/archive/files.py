"""The WARC files by their names, wherever they are: in the folder, still being written, or moved to another store."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from db.frozen import frozen
from scraper.archive.store import Store
from scraper.archive.writer import OPEN, sync_folder
from scraper.errors import ArchiveError


@frozen
class Files:
    """`store`: where sealed files are moved to, if anywhere; one that is in both places is read in the folder."""

    folder: Path
    store: Store | None = None

    def open(self, name: str) -> BinaryIO:
        """Under its final name, the one while it is written, or the final one again if it was sealed between the two.

        Raises ArchiveError.
        """
        stream = self._local(name) or (self.store.open(name) if self.store is not None else None)
        if stream is None:
            raise unreadable(self.folder / name, "there is no such file")
        return stream

    def read(self, name: str, offset: int, length: int) -> bytes:
        """`length` bytes from `offset`, fewer where the file ends. Raises ArchiveError."""
        stream = self._local(name)
        if stream is not None:
            with stream:
                stream.seek(offset)
                return stream.read(length)
        data = self.store.read(name, offset, length) if self.store is not None else None
        if data is None:
            raise unreadable(self.folder / name, "there is no such file")
        return data

    def names(self) -> list[str]:
        """The final names of all files, in the order in which they were begun. Raises ArchiveError."""
        return sorted({*self.local(), *(self.store.sizes() if self.store is not None else ())})

    def local(self) -> list[str]:
        """The final names of those in the folder, in the same order."""
        found = {path.name.removesuffix(OPEN) for path in self.folder.glob("*.warc.gz*")}
        return sorted(name for name in found if name.endswith(".warc.gz"))

    def is_open(self, name: str) -> bool:
        """Whether it is being written, or was when its writer died."""
        return (self.folder / (name + OPEN)).exists()

    def remove(self, name: str) -> int:
        """Delete the file, wherever it is; how many bytes it had. Raises ArchiveError."""
        size = self.store.remove(name) if self.store is not None else 0
        path = self.folder / name
        try:
            if path.exists():
                size = path.stat().st_size
                path.unlink()
                sync_folder(self.folder)
        except OSError as error:
            raise ArchiveError(f"archive file {path}: can't be deleted ({error.strerror or error})") from error
        return size

    def _local(self, name: str) -> BinaryIO | None:
        for candidate in (name, name + OPEN, name):
            try:
                return (self.folder / candidate).open("rb")
            except FileNotFoundError:
                continue
            except OSError as error:
                raise unreadable(self.folder / name, error.strerror or str(error)) from error
        return None


def unreadable(path: Path | str, reason: str) -> ArchiveError:
    return ArchiveError(f"archive file {path}: can't be read ({reason}); check `archive` in config.yaml")
