"""Whatever the encoding and however the bytes arrive: the page comes out, or an error, and never a bomb."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.decode import BadEncodingError, Decoding, TooLongError

MB = 1_000_000

ENCODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=5),
    "zstd": zstandard.compress,
}


def pieces(encoding: str, data: bytes, *, limit: int = 100 * MB, step: int = 65536) -> Iterator[bytes]:
    decoding = Decoding(encoding, limit)
    for start in range(0, len(data), step):
        yield from decoding.feed(data[start : start + step])
    decoding.finish()


def decode(encoding: str, data: bytes, **options: int) -> bytes:
    return b"".join(pieces(encoding, data, **options))


@given(st.sampled_from(sorted(ENCODE)), st.binary(max_size=2000), st.integers(1, 700))
def test_a_page_comes_out_as_it_went_in(encoding: str, page: bytes, step: int) -> None:
    assert decode(encoding, ENCODE[encoding](page), step=step) == page


@given(st.sampled_from(sorted(ENCODE)), st.binary(min_size=1, max_size=500), st.data())
def test_what_ends_too_early_is_no_page(encoding: str, page: bytes, data: st.DataObject) -> None:
    whole = ENCODE[encoding](page)
    with pytest.raises(BadEncodingError):
        decode(encoding, whole[: data.draw(st.integers(1, len(whole) - 1))])


@given(st.sampled_from(sorted(ENCODE)), st.binary(max_size=300))
def test_nonsense_is_an_error_of_ours_or_a_page(encoding: str, nonsense: bytes) -> None:
    with suppress(BadEncodingError, TooLongError):
        decode(encoding, nonsense, limit=MB)


@pytest.mark.parametrize(
    ("encoding", "data", "page"),
    [
        ("", b"page", b"page"),
        ("identity", b"page", b"page"),
        ("utf-8", b"page", b"page"),
        ("GZIP", gzip.compress(b"page"), b"page"),
        ("x-gzip", gzip.compress(b"page"), b"page"),
        ("gzip", b"", b""),
        ("gzip", gzip.compress(b"one") + gzip.compress(b"two"), b"onetwo"),
        ("gzip", gzip.compress(b"page") + b"\0" * 100, b"page"),
        ("deflate", zlib.compress(b"page")[2:-4], b"page"),
        ("zstd", zstandard.compress(b"one") + zstandard.compress(b"two"), b"onetwo"),
        ("deflate, gzip", gzip.compress(zlib.compress(b"page")), b"page"),
    ],
    ids=[
        "none", "identity", "a charset by mistake", "upper case", "x-gzip", "empty", "two members", "padded",
        "bare deflate", "two frames", "two layers",
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [1, 3, 65536])
def test_encodings_of_the_web(encoding: str, data: bytes, page: bytes, step: int) -> None:
    assert decode(encoding, data, step=step) == page


@pytest.mark.parametrize("encoding", [*sorted(ENCODE), "gzip, gzip", "br, gzip"])
def test_a_bomb_is_cut_off_and_never_unfolds(encoding: str) -> None:
    bomb = bytes(30 * MB)
    for name in encoding.split(", "):
        bomb = ENCODE[name](bomb)
    sizes: list[int] = []
    with pytest.raises(TooLongError):
        sizes.extend(len(part) for part in pieces(encoding, bomb, limit=2 * MB))
    assert max(sizes, default=0) <= 4 * MB


def test_a_bomb_that_unfolds_to_nothing_is_cut_off_in_between() -> None:
    empty_members = gzip.compress(gzip.compress(b"") * 150_000)
    with pytest.raises(TooLongError):
        decode("gzip, gzip", empty_members, limit=2 * MB)


def test_a_tower_of_encodings_is_refused() -> None:
    with pytest.raises(BadEncodingError, match="on top of each other"):
        Decoding("gzip, gzip, gzip, gzip", MB)
