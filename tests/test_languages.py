"""The language that an address names, and what it is good for."""

from __future__ import annotations

import pytest

from scraper.languages import language_in
from scraper.parse import parse


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("https://a.example/de/x", "de"),
        ("https://a.example/pt-br/x", "pt"),
        ("https://fa.a.example/x", "fa"),
        ("https://a.example/us/x", None),
        ("https://de/x", None),
        ("https://a.example/delta/x", None),
    ],
)
def test_a_language_in_an_address(url: str, language: str | None) -> None:
    assert language_in(url) == language


@pytest.mark.parametrize(
    ("url", "page", "language"),
    [
        ("https://a.example/ru/1", "<html><h1>OK</h1>", "ru"),
        ("https://a.example/ru/1", "<html lang=bg><h1>OK</h1>", "bg"),
        (
            "https://a.example/it/1",
            "<html><h1>Der Rechner ist heute den ganzen Tag nicht zu erreichen gewesen</h1>",
            "de",
        ),
    ],
    ids=["nothing else tells", "the page tells", "the text tells"],
)
def test_it_counts_where_neither_text_nor_page_tells(url: str, page: str, language: str) -> None:
    assert parse(page, url).language == language
