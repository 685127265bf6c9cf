"""A page's bytes, looked at one by one as Python does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse import bounds, charset

octets = pytest.importorskip("scraper.parse.octets", reason="nothing is compiled here")

ODD = [b"a", b"\x80", b"\x8f", b"\x90", b"\x9f", b"\xa0", b"\xbf", b"\xc0", b"\xc2", b"\xe0", b"\xed", b"\xee", b"\xf0",
       b"\xf4", b"\xf5", "é日😀".encode(), b"12345678"]  # fmt: skip
TAGS = [
    b"<p>",
    b"<div>",
    b"</div>",
    b"<DIV a='>'>",
    b"</ b>",
    b"<b",
    b"<br/>",
    b"<my-tag x=1>",
    b"<!-- x -->",
    b"<1>",
    b"text",
]


@given(st.lists(st.sampled_from(ODD)).map(b"".join) | st.text().map(str.encode) | st.binary())
def test_utf8_is_what_python_decodes(text: bytes) -> None:
    try:
        text.decode()
    except UnicodeDecodeError:
        assert not octets.is_utf8(text)
    else:
        assert octets.is_utf8(text)


@given(st.lists(st.sampled_from([b"a", b"S", b'id="', b":"]), max_size=9).map(b"".join))
def test_a_part_is_found_by_its_rarest_byte(text: bytes) -> None:
    assert octets.has(text, b'id="S:', 4) == (b'id="S:' in text)


@given(st.binary() | st.lists(st.sampled_from(TAGS)).map(b"".join))
def test_bytes_are_counted(text: bytes) -> None:
    assert octets.count(text, ord("<")) == text.count(b"<")


@given(st.lists(st.sampled_from(TAGS), max_size=60).map(b"".join), st.integers(0, 8))
def test_depth_is_as_an_expression_finds_it(html: bytes, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounds, "octets", None)
        patch.setattr(bounds, "MAX_DEPTH", most)
        expected = bounds._is_deep(html)
    assert octets.is_deep(html, bounds._STEPS, most) == expected


def test_where_nothing_is_compiled_python_looks_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charset, "octets", None)
    assert charset.as_utf8("é".encode()) == "é".encode()
    assert charset.as_utf8("é".encode("latin-1"), "latin-1") == "é".encode()
