"""The gzip members that a WARC file is made of: one for each record, so that a record can be read by its offset."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

import deflate

LEVEL = 5
"""Of libdeflate: 1 % larger than zlib's level 6, in well under half of its time (`bench/archive.py --encoders`)."""

CHUNK = 1024 * 1024

MAGIC = b"\x1f\x8b\x08"


def pack(record: bytes) -> bytes:
    """A record as one gzip member."""
    return bytes(deflate.gzip_compress(record, LEVEL))


def members(stream: BinaryIO, start: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """(offset, length, content) of each whole member from `start` on.

    Raises zlib.error where what stands there is none, and EOFError where it breaks off.
    """
    stream.seek(start)
    offset, rest = start, b""
    while rest or (rest := stream.read(CHUNK)):
        length, content, rest = _member(stream, rest)
        yield offset, length, content
        offset += length


def member_at(stream: BinaryIO, offset: int) -> bytes:
    """The content of the member at `offset`; empty at the end of the file. Raises as `members` does."""
    return next((content for _, _, content in members(stream, offset)), b"")


def _member(stream: BinaryIO, data: bytes) -> tuple[int, bytes, bytes]:
    """(length, content, bytes read beyond it) of the member that begins with `data`."""
    decoder = zlib.decompressobj(31)
    parts, length = [], 0
    while True:
        parts.append(decoder.decompress(data))
        length += len(data)
        if decoder.eof:
            return length - len(decoder.unused_data), b"".join(parts), decoder.unused_data
        data = stream.read(CHUNK)
        if not data:
            raise EOFError("the file ends in the middle of a record")
