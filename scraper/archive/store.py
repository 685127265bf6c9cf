"""Where sealed files may be moved to: another folder, S3 and what speaks like it, or whatever else fsspec knows.

A file is never changed there. What fsspec's file systems raise differs from one to the next: all of it is an
ArchiveError here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from scraper.errors import ArchiveError

BLOCK = 8 * 1024 * 1024
"""Bytes that are asked for at once where a file is read from one end to the other."""

PACKAGES = {"s3": "s3", "s3a": "s3"}
"""The extra of ours that brings the package for an address."""


class Store:
    """A place for files, opened by its address with the options that fsspec takes for it. Raises ArchiveError."""

    def __init__(self, address: str, options: Mapping[str, Any]) -> None:
        self.address = address.rstrip("/")
        scheme = address.partition("://")[0]
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise ArchiveError(f"store {address}: needs fsspec; install it: pip install 'dateline[s3]'") from None
        try:
            fs, root = url_to_fs(self.address, **({"use_listings_cache": False} | dict(options)))
        except ImportError as error:
            extra = f"pip install 'dateline[{PACKAGES[scheme]}]'" if scheme in PACKAGES else str(error)
            raise ArchiveError(f"store {address}: its package is not installed: {extra}") from None
        except Exception as error:  # see above
            raise ArchiveError(f"store {address}: can't be used ({_said(error)}); check `warc.store`") from error
        self._fs: Any = fs
        self._root = str(root).rstrip("/")

    def sizes(self) -> dict[str, int]:
        """The WARC files that are there, with their bytes."""
        with self._told("listed"):
            try:
                found = self._fs.ls(self._root, detail=True)
            except FileNotFoundError:
                return {}
        named = ((str(entry["name"]).rpartition("/")[2], entry) for entry in found)
        return {name: int(entry["size"] or 0) for name, entry in named if name.endswith(".warc.gz")}

    def open(self, name: str) -> BinaryIO | None:
        """To be read from one end to the other; None where there is no such file."""
        with self._told("read", name):
            try:
                return cast(BinaryIO, self._fs.open(self._path(name), "rb", block_size=BLOCK))
            except FileNotFoundError:
                return None

    def read(self, name: str, offset: int, length: int) -> bytes | None:
        """`length` bytes from `offset`, fewer where the file ends; None where there is no such file."""
        with self._told("read", name):
            try:
                return bytes(self._fs.cat_file(self._path(name), start=offset, end=offset + length))
            except FileNotFoundError:
                return None

    def put(self, path: Path) -> None:
        """Upload a file under its own name; when this returns it is there, read back and found to be the same."""
        with self._told("written", path.name):
            if "file" in self._fs.protocol:  # object stores have no folders to be made
                self._fs.makedirs(self._root, exist_ok=True)
            self._fs.put_file(str(path), self._path(path.name))
        if not self.has_same(path):
            raise ArchiveError(f"store {self.address}: {path.name} reads back otherwise than it was written")

    def has_same(self, path: Path) -> bool:
        """Whether a file of this name is there, byte for byte the same."""
        if self.sizes().get(path.name) != path.stat().st_size:
            return False
        with path.open("rb") as here, self._told("read", path.name), self._fs.open(
            self._path(path.name), "rb", block_size=BLOCK
        ) as there:  # fmt: skip
            return _digest(here) == _digest(there)

    def remove(self, name: str) -> int:
        """Delete a file; its bytes, 0 where there is none."""
        size = self.sizes().get(name)
        if size is None:
            return 0
        with self._told("deleted", name):
            self._fs.rm_file(self._path(name))
        return size

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _told(self, what: str, name: str = "") -> Iterator[None]:
        try:
            yield
        except Exception as error:  # see above
            place = f"{self.address}/{name}" if name else self.address
            raise ArchiveError(f"store {place}: can't be {what} ({_said(error)}); check `warc.store`") from error


def _digest(stream: BinaryIO) -> str:
    found = hashlib.sha256()
    while data := stream.read(BLOCK):
        found.update(data)
    return found.hexdigest()


def _said(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
