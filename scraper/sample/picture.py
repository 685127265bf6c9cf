"""The lead images: tiny, valid PNG files of one colour each."""

from __future__ import annotations

import colorsys
import struct
import zlib

WIDTH, HEIGHT = 16, 9


def png(number: int) -> bytes:
    """A picture whose hue comes from the article's number."""
    red, green, blue = colorsys.hsv_to_rgb(number * 0.618 % 1, 0.45, 0.85)
    pixel = bytes(round(value * 255) for value in (red, green, blue))
    rows = (b"\0" + pixel * WIDTH) * HEIGHT
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
