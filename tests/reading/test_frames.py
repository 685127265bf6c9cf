"""What one side packs the other unpacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from scraper.article import Article, Entry
from scraper.reading.frames import HEADER, length_of, pack, unpack


@dataclass(frozen=True, slots=True)
class Nothing:
    """Without a field."""


@dataclass(frozen=True, slots=True)
class Single:
    held: tuple[int, ...]


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
        Article(url="https://example.org", text="É 東京", entries=(Entry(None, "a", "b"),), word_count=2),
    ],
    ids=["nothing", "bytes", "time", "no field", "one field", "nested", "article"],
)
def test_it_comes_back_as_it_was(value: object) -> None:
    frame = pack(value)
    assert length_of(frame[: HEADER.size]) == len(frame) - HEADER.size
    found = unpack(frame[HEADER.size :])
    assert found == value
    assert type(found) is type(value)


def test_what_is_told_twice_is_sent_once() -> None:
    text = "a long text " * 1000
    found = unpack(pack(Open(text, text))[HEADER.size :])
    assert found.one == text
    assert found.one is found.other
