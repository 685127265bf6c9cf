"""What one side packs the other unpacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from scraper.article import Article, Entry
from scraper.reading.frames import HEADER, lengths_of, pack, unpack


@dataclass(frozen=True, slots=True)
class Nothing:
    """Without a field."""


@dataclass(frozen=True, slots=True)
class Single:
    held: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    body: bytes
    language: str
    rest: bytes


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
        Whole(b"body", "de", b"rest"),
        Article(url="https://example.org", text="É 東京", entries=(Entry(None, "a", "b"),), word_count=2),
    ],
    ids=["nothing", "bytes", "time", "no field", "one field", "nested", "body", "article"],
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
    _, value = pack(Open(text, text))
    found = unpack(bytes(value))
    assert found.one == text
    assert found.one is found.other


def test_a_body_goes_beside_the_value_and_is_copied_nowhere() -> None:
    body = b"<p>A page" * 10_000
    _, value, beside = pack(Whole(body, "de", b"and more"))
    assert len(value) < 1000
    assert isinstance(beside, memoryview)
    assert beside == body
    came = bytes(beside)
    found = unpack(bytes(value), came)
    assert found == Whole(body, "de", b"and more")
    assert found.body is came
