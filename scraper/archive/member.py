"""The gzip members that a WARC file is made of: one for each record, so that a record can be read by its offset."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import FileIO
from typing import BinaryIO

import deflate

from db.frozen import frozen

LEVEL = 4
"""Of libdeflate: 3 % larger than zlib's level 6, in under half of its time (`bench/archive.py`)."""

CHUNK = 1024 * 1024

MAX_RECORD = 256 * 1024 * 1024
"""Bytes of a record when unpacked; a member beyond that is a bomb, or a file of one long stream and no WARC file."""

MAGIC = b"\x1f\x8b\x08"


def pack(record: bytes) -> bytes:
    """A record as one gzip member."""
    return bytes(deflate.gzip_compress(record, LEVEL))


def unpack(data: bytes) -> bytes:
    """The record of a member that is all of `data`. Raises ValueError for what is none, or not all of one."""
    size = int.from_bytes(data[-4:], "little")
    if not data.startswith(MAGIC) or size > MAX_RECORD:
        raise ValueError("what stands there is no record")
    try:
        return bytes(deflate.gzip_decompress(data, size))
    except deflate.DeflateError:
        raise ValueError("what stands there is no whole record") from None


def members(stream: BinaryIO | FileIO, start: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """(offset, length, content) of each whole member from `start` on.

    Raises zlib.error where what stands there is none, and EOFError where it breaks off.
    """
    stream.seek(start)
    offset, rest = start, b""
    while rest or (rest := stream.read(CHUNK) or b""):
        length, content, rest = _member(stream, rest)
        yield offset, length, content
        offset += length


@frozen
class Stretch:
    """A whole member, or what lies damaged up to the next record. `content`: the record, or what is wrong."""

    offset: int
    length: int
    content: bytes | zlib.error | EOFError


def stretches(stream: BinaryIO | FileIO) -> Iterator[Stretch]:
    """All of a file in its order and without a gap; what stands behind a damaged record is found again."""
    position: int | None = 0
    while position is not None:
        end = position
        try:
            for offset, length, content in members(stream, position):
                end = offset + length
                yield Stretch(offset, length, content)
            return
        except (zlib.error, EOFError) as error:
            position = next_record(stream, end)
            yield Stretch(end, (stream.seek(0, 2) if position is None else position) - end, error)


def member_at(stream: BinaryIO | FileIO, offset: int) -> bytes:
    """The content of the member at `offset`; empty at the end of the file. Raises as `members` does."""
    return next((content for _, _, content in members(stream, offset)), b"")


def next_record(stream: BinaryIO | FileIO, start: int) -> int | None:
    """Where the first whole record behind `start` begins; None where there is none."""
    position = start + 1
    while True:
        stream.seek(position)
        chunk = stream.read(CHUNK) or b""
        at = chunk.find(MAGIC)
        if at >= 0:
            position += at
            if _is_record(stream, position):
                return position
            position += 1
        elif len(chunk) < CHUNK:
            return None
        else:
            position += len(chunk) - len(MAGIC) + 1


def _is_record(stream: BinaryIO | FileIO, offset: int) -> bool:
    try:
        return member_at(stream, offset).startswith(b"WARC/1.")
    except (zlib.error, EOFError):
        return False


def _member(stream: BinaryIO | FileIO, data: bytes) -> tuple[int, bytes, bytes]:
    """(length, content, bytes read beyond it) of the member that begins with `data`."""
    decoder = zlib.decompressobj(31)
    parts, length, room = [], 0, MAX_RECORD
    while True:
        parts.append(decoder.decompress(data, room))
        length += len(data)
        room -= len(parts[-1])
        if room <= 0:
            raise zlib.error("more than a record may have")
        if decoder.eof:
            return length - len(decoder.unused_data), b"".join(parts), decoder.unused_data
        data = stream.read(CHUNK) or b""
        if not data:
            raise EOFError("the file ends in the middle of a record")
