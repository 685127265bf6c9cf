"""Who may do what to an archive folder: many read its files, one at a time changes which files there are.

Locks of the operating system, which end with their process. Writers need none: each writes into a file of its own.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scraper.archive.folder import trouble
from scraper.errors import BusyError

LOCK = ".lock"


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """No file goes away meanwhile. Raises BusyError while records are being deleted."""
    with _locked(folder, fcntl.LOCK_SH, "records are being deleted there"):
        yield


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Nobody else moves files or deletes in them meanwhile; reading goes on. Raises BusyError, ArchiveError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOCK).touch()
    except OSError as error:
        raise trouble(folder, error) from error
    with _locked(folder / LOCK, fcntl.LOCK_EX, "another process is moving files or deleting records there"):
        yield


@contextmanager
def deleting(folder: Path) -> Iterator[None]:
    """As `changing`, and nobody reads. Raises BusyError, ArchiveError."""
    with ExitStack() as locks:
        locks.enter_context(changing(folder))
        locks.enter_context(_locked(folder, fcntl.LOCK_EX, "another process is reading it"))
        yield


@contextmanager
def _locked(path: Path, how: int, otherwise: str) -> Iterator[None]:
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:  # an archive without a folder has no files
        yield
        return
    try:
        _lock(handle, path, how, otherwise)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, path: Path, how: int, otherwise: str) -> None:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError(f"archive {path}: {otherwise}; try again later") from None
    except OSError as error:
        if how == fcntl.LOCK_EX:  # a network share without locks can be read all the same
            raise trouble(path, error) from error
