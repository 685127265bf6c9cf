"""Undoing Content-Encoding a step at a time, so that a compression bomb never unfolds in memory.

httpx decodes whatever one read of the socket brought in one go, and 758 bytes of brotli can hold half a gigabyte.
So we decode ourselves: each step gives at most a few megabytes, and every layer is counted against the limit, since
what unfolds in between (`gzip, gzip`) costs as much as what comes out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli
import zstandard

STEP = 256 * 1024
"""Bytes of output a step."""

ZSTD_INPUT = 128
"""Bytes fed to zstd at a time: its output can't be bounded, but four bytes of input give 128 KiB at the most."""

ZSTD_WINDOW = 8 * 1024 * 1024
"""Bytes; what RFC 9659 allows on the web."""

MAX_LAYERS = 3
"""`gzip, gzip` is a known accident; more is an attack."""


class BadEncodingError(Exception):
    """The bytes are not what Content-Encoding says, or end too early."""


class TooLongError(Exception):
    """More than the limit, in the layer's own bytes."""


class Decoder(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...
    def finish(self) -> None:
        """Raises BadEncodingError if the data ended in the middle."""


class Decoding:
    """One body's way from the wire to the page: feed it what comes, in order, then `finish`."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        """Unknown encodings are left alone: `Content-Encoding: utf-8` is a common mistake and means nothing."""
        names = [name.strip().lower() for name in content_encoding.split(",")]
        self._layers = [_DECODERS[name]() for name in reversed(names) if name in _DECODERS]
        if len(self._layers) > MAX_LAYERS:
            raise BadEncodingError(f"{len(self._layers)} encodings on top of each other")
        self._sizes = [0] * (len(self._layers) + 1)
        self._limit = limit

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What can be decoded so far, in pieces. Raises BadEncodingError and TooLongError."""
        return self._unfold(data, 0)

    def finish(self) -> None:
        for layer in self._layers:
            layer.finish()

    def _unfold(self, data: bytes, depth: int) -> Iterator[bytes]:
        self._sizes[depth] += len(data)
        if self._sizes[depth] > self._limit:
            raise TooLongError
        if depth == len(self._layers):
            yield data
            return
        for piece in self._layers[depth].feed(data):
            yield from self._unfold(piece, depth + 1)


class _Gzip:
    """Members one after the other count as one (RFC 1952, 2.2); what follows that is no member is padding."""

    def __init__(self) -> None:
        self._member = _Inflate(zlib.MAX_WBITS | 16)
        self._is_over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data and not self._is_over:
            if self._member.is_done:
                if not data.startswith(b"\x1f"):
                    self._is_over = True
                    return
                self._member = _Inflate(zlib.MAX_WBITS | 16)
            yield from self._member.feed(data)
            data = self._member.rest

    def finish(self) -> None:
        self._member.finish()


class _Deflate:
    """zlib's format by RFC 9110, 8.4.1.2, or the bare one that some servers send; the first two bytes tell."""

    def __init__(self) -> None:
        self._head = b""
        self._inflate: _Inflate | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inflate is None:
            self._head += data
            if len(self._head) < 2:
                return
            is_zlib = self._head[0] & 0x0F == 8 and int.from_bytes(self._head[:2]) % 31 == 0
            self._inflate = _Inflate(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
            data, self._head = self._head, b""
        if not self._inflate.is_done:
            yield from self._inflate.feed(data)

    def finish(self) -> None:
        if self._inflate is not None:
            self._inflate.finish()
        elif self._head:
            raise BadEncodingError("it ends too early")


class _Inflate:
    """One zlib stream. `rest`: what was fed beyond its end."""

    def __init__(self, wbits: int) -> None:
        self._stream = zlib.decompressobj(wbits)
        self._has_begun = False
        self.rest = b""

    @property
    def is_done(self) -> bool:
        return self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._has_begun = True
        while True:
            try:
                piece = self._stream.decompress(data, STEP)
            except zlib.error as error:
                raise BadEncodingError(str(error)) from error
            if piece:
                yield piece
            data = self._stream.unconsumed_tail
            if self._stream.eof or (not data and len(piece) < STEP):
                self.rest = self._stream.unused_data
                return

    def finish(self) -> None:
        if self._has_begun and not self._stream.eof:
            raise BadEncodingError("it ends too early")


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._has_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._has_begun = True
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=STEP)
            except brotli.error as error:
                raise BadEncodingError(str(error)) from error
            if piece:
                yield piece
            data = b""
            if self._stream.can_accept_more_data():
                return

    def finish(self) -> None:
        if self._has_begun and not self._stream.is_finished():
            raise BadEncodingError("it ends too early")


class _Zstd:
    """Frames one after the other count as one (RFC 8878, 3)."""

    def __init__(self) -> None:
        self._frame = self._new_frame()
        self._is_inside = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), ZSTD_INPUT):
            part = data[start : start + ZSTD_INPUT]
            while part:
                if self._frame.eof:
                    self._frame = self._new_frame()
                try:
                    piece = self._frame.decompress(part)
                except zstandard.ZstdError as error:
                    raise BadEncodingError(str(error)) from error
                if piece:
                    yield piece
                self._is_inside = not self._frame.eof
                part = self._frame.unused_data if self._frame.eof else b""

    def finish(self) -> None:
        if self._is_inside:
            raise BadEncodingError("it ends too early")

    @staticmethod
    def _new_frame() -> zstandard.ZstdDecompressionObj:
        return zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj()


_DECODERS: dict[str, type[Decoder]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
