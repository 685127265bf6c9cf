"""Patterns of addresses are filled in, and recognised again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discover.pattern import fill, match


@pytest.mark.parametrize(
    ("pattern", "values", "address"),
    [
        ("/{lang}/{id}", {"lang": "de", "id": 7}, "/de/7"),
        ("/a?c={cursor}", {"cursor": "x+/="}, "/a?c=x%2B%2F%3D"),
        ("{url}", {"url": "https://a.example/b?c=d"}, "https://a.example/b?c=d"),
        ("/{lang}/{id}", {"lang": "de"}, None),
        ("/{lang}/{id}", {"lang": "de", "id": ""}, None),
        ("/list[0]?page[limit]=5", {}, "/list[0]?page[limit]=5"),
    ],
)
def test_filling(pattern: str, values: dict[str, object], address: str | None) -> None:
    assert fill(pattern, values) == address


@pytest.mark.parametrize(
    ("pattern", "address", "values"),
    [
        ("/api/{lang}.json?page={page}", "/api/de.json?page=12", {"lang": "de", "page": "12"}),
        ("/api/{lang}.json?page={page}", "/api/de.json", None),
        ("/{lang}/x/{lang}", "/de/x/de", {"lang": "de"}),
        ("/{lang}/x/{lang}", "/de/x/en", None),
        ("/{lang}", "/de/x", None),
    ],
)
def test_matching(pattern: str, address: str, values: dict[str, str] | None) -> None:
    assert match(pattern, address) == values


@given(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), st.integers(0, 10**6))
def test_matching_undoes_filling(word: str, number: int) -> None:
    pattern = "https://a.example/{word}/list?page={number}&x=1"
    address = fill(pattern, {"word": word, "number": number})
    assert address is not None
    assert match(pattern, address) == {"word": word, "number": str(number)}
