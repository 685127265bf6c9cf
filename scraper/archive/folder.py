"""The archive folder: there, and writable?"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from scraper.errors import ALLOW_MORE_FILES, TOO_MANY_FILES, ArchiveError


def check_folder(folder: Path) -> None:
    """Make the folder if need be and prove that a file can be written there. Raises ArchiveError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        raise trouble(folder, error) from error


def trouble(folder: Path, error: OSError) -> ArchiveError:
    """What the operating system said, with what to do about it."""
    if error.errno in TOO_MANY_FILES:
        return ArchiveError(f"archive folder {folder}: can't be written to ({error.strerror}); {ALLOW_MORE_FILES}")
    in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
    reason = "a file is in the way" if in_the_way else error.strerror or str(error)
    return ArchiveError(
        f"archive folder {folder}: can't be written to ({reason}); free some space or correct the permissions, "
        "or name another folder as `archive` in config.yaml"
    )
