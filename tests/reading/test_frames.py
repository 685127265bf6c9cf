"""What one side packs the other unpacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from scraper.article import Article, Entry
from scraper.reading.frames import HEADER, LONG, lengths_of, pack, unpack


@dataclass(frozen=True, slots=True)
class Nothing:
    """Without a field."""


@dataclass(frozen=True, slots=True)
class Single:
    held: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    other: bytes
    text: str


@dataclass
class Open:
    """Neither frozen nor with slots."""

    one: Any
    other: Any = None


@pytest.mark.parametrize(
    "value",
    [
        None,
        (True, "text", b"\x00\xff" * 100_000),
        datetime(2026, 2, 10, tzinfo=UTC),
        Nothing(),
        Single((1, 2)),
        Open(Single(()), Nothing()),
        Page(b"\x00\xff" * LONG, b"b" * 2 * LONG, "c"),
        Page(b"a", b"b", "c"),
        Article(url="https://example.org", text="É 東京", entries=(Entry(None, "a", "b"),), word_count=2),
    ],
    ids=["nothing", "bytes", "time", "no field", "one field", "nested", "long bytes", "short bytes", "article"],
)
def test_it_comes_back_as_it_was(value: object) -> None:
    frame = b"".join(pack(value))
    size, beside = lengths_of(frame[: HEADER.size])
    assert size + beside == len(frame) - HEADER.size
    found = unpack(frame[HEADER.size : HEADER.size + size], frame[HEADER.size + size :])
    assert found == value
    assert type(found) is type(value)


def test_what_is_told_twice_is_sent_once() -> None:
    text = "a long text " * 1000
    [frame] = pack(Open(text, text))
    found = unpack(bytes(frame)[HEADER.size :])
    assert found.one == text
    assert found.one is found.other


def test_a_long_body_goes_beside_the_value_and_is_copied_nowhere() -> None:
    body = b"<p>A page" * 10_000
    frame, beside = pack(Page(body, b"and more", "de"))
    assert len(frame) < 1000
    assert isinstance(beside, memoryview)
    assert beside.obj is body
    came = bytes(beside)
    found = unpack(bytes(frame)[HEADER.size :], came)
    assert found == Page(body, b"and more", "de")
    assert found.body is came
