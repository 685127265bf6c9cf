"""Taking sealed files to the store: uploaded, read back, compared, and only then deleted here.

Kill it at any point and start it again: a file that is there already, byte for byte, is only deleted here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from scraper.archive import Files, repair_folder
from scraper.archive.lock import changing
from scraper.archive.writer import sync_folder
from scraper.errors import ArchiveError


@dataclass(slots=True)
class Moved:
    """`left`: files that are still being written, or are too young."""

    files: int = 0
    bytes: int = 0
    left: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def move(files: Files, before: datetime | None = None, on_file: Callable[[str], None] = lambda name: None) -> Moved:
    """Move every sealed file; `before`: only those last written to before then. Raises BusyError, ArchiveError."""
    store = files.store
    if store is None:
        raise ArchiveError("there is nowhere to move files to: `warc.store` is null in config.yaml")
    moved = Moved()
    with changing(files.folder):
        repair_folder(files.folder)
        for name in files.local():
            path = files.folder / name
            if files.is_open(name) or (before is not None and path.stat().st_mtime >= before.timestamp()):
                moved.left += 1
                continue
            if not store.has_same(path):
                store.put(path)
            moved.files, moved.bytes = moved.files + 1, moved.bytes + path.stat().st_size
            path.unlink()
            sync_folder(files.folder)
            on_file(name)
    return moved
