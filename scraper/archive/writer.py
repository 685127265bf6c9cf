"""Writing WARC files. A process writes files of its own and never appends to another's, so a record that a crash has
torn is the last one of its file and can't hurt those that are written later. While it is written a file is called
`NAME.open` and is locked, which tells the next start that its writer lives.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import FileIO
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Literal

from db.frozen import frozen
from scraper.archive.exchange import Exchange, info_record, kind_of, records
from scraper.archive.folder import trouble
from scraper.archive.member import pack

OPEN = ".open"

MAX_SIZE = 1024**3
"""Bytes of a file before the next one is begun; what Common Crawl and Browsertrix use."""

MAX_AGE = timedelta(days=1)


@frozen
class Capture:
    """Where the record of an answer stands. `offset` and `length`: of its gzip member, in bytes."""

    file: str
    offset: int
    length: int
    digest: str
    kind: Literal["response", "revisit", "resource"]


class WarcWriter:
    """Writes into a file of its own in `folder`, begun with the first record. Any thread may write; one does at a time.

    `info`: fields of the `warcinfo` record that opens each file.
    """

    def __init__(
        self, folder: Path, info: dict[str, str], *, max_size: int = MAX_SIZE, max_age: timedelta = MAX_AGE
    ) -> None:
        self._folder = folder
        self._info = {**info, "hostname": socket.gethostname(), "format": "WARC File Format 1.1"}
        self._max_size = max_size
        self._max_age = max_age
        self._file: FileIO | None = None
        self._name = ""
        self._begun_at = datetime.now(UTC)
        self._lock = Lock()

    def write(self, exchanges: Sequence[Exchange]) -> list[Capture]:
        """Write the exchanges together; when this returns the operating system has them. Raises ArchiveError.

        Compressing is most of the work and goes on beside other threads' writing.
        """
        packed = [(exchange, *_packed(exchange)) for exchange in exchanges]
        if not packed:
            return []
        with self._lock:
            try:
                file = self._current()
                start = file.tell()
                self._append(file, b"".join(part for _, answer, question in packed for part in (answer, question)))
            except OSError as error:
                raise trouble(self._folder, error) from error
            return self._captures(packed, start)

    def close(self) -> None:
        """Seal the file: on disk, and under its final name. Raises ArchiveError."""
        with self._lock:
            self._seal()

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _captures(self, packed: Sequence[tuple[Exchange, bytes, bytes]], start: int) -> list[Capture]:
        captures = []
        for exchange, answer, question in packed:
            kind = kind_of(exchange)
            captures.append(Capture(self._name, start, len(answer), exchange.payload_digest, kind))
            start += len(answer) + len(question)
        return captures

    def _current(self) -> FileIO:
        if self._file is not None and (
            self._file.tell() >= self._max_size or datetime.now(UTC) - self._begun_at >= self._max_age
        ):
            self._seal()
        if self._file is not None and not os.fstat(self._file.fileno()).st_nlink:
            self._file.close()
            self._file = None
            raise FileNotFoundError(errno.ENOENT, "the file that was being written has been deleted")
        return self._file or self._begin()

    def _begin(self) -> FileIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._begun_at = datetime.now(UTC)
        host = re.sub(r"[^A-Za-z0-9-]+", "-", socket.gethostname())
        stamp = self._begun_at.strftime("%Y%m%d%H%M%S")
        self._name = f"dateline-{stamp}-{host}-{os.getpid()}-{secrets.token_hex(4)}.warc.gz"
        path = self._folder / (self._name + OPEN)
        file = path.open("xb", buffering=0)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._append(file, pack(info_record(self._name, self._info, self._begun_at)))
        except OSError:
            file.close()
            path.unlink(missing_ok=True)
            raise
        self._file = file
        return file

    def _seal(self) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        try:
            with file:
                seal(self._folder / self._name, file)
        except OSError as error:
            raise trouble(self._folder, error) from error

    def _append(self, file: FileIO, data: bytes) -> None:
        """All of it, or nothing: after an error the file is as long as before, or no longer written to."""
        start = file.tell()
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) or 0 :]
        except BaseException:
            try:
                file.truncate(start)
                file.seek(start)
            except OSError:  # a torn record makes all behind it unreadable, so it stays the last one
                self._file = None
                file.close()
            raise


def _packed(exchange: Exchange) -> tuple[bytes, bytes]:
    answer, question = records(exchange)
    return pack(answer), pack(question) if question else b""


def seal(path: Path, file: FileIO) -> None:
    """Bring `path`.open to the disk and give it its final name. Raises OSError."""
    os.fsync(file.fileno())
    path.with_name(path.name + OPEN).rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in it to the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
