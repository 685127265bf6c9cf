"""Whole or cut off: what the page shows against what it says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.parse import parse

SENTENCE = "In the third year of the works the bridge over the harbour is open to ships, the council said on Monday."
LONG = "".join(f"<p>{SENTENCE} Number {number}.</p>" for number in range(12))
SHORT = f"<p>{SENTENCE}</p>" * 1 + f"<p>{SENTENCE} It was a quiet day.</p>"


def truncated(body: str, **said: Any) -> bool | None:
    node = {"@type": "NewsArticle", "headline": "The bridge", "datePublished": "2024-05-01", **said}
    page = f'<script type="application/ld+json">{json.dumps(node)}</script><h1>The bridge</h1><article>{body}</article>'
    return parse(page, "https://example.org/2024/05/01/bridge").is_truncated


@pytest.mark.parametrize(
    ("body", "said", "expected"),
    [
        (LONG, {}, None),
        (LONG, {"isAccessibleForFree": True}, False),
        (LONG, {"isAccessibleForFree": "False"}, None),
        (LONG, {"wordCount": 260}, False),
        (LONG, {"wordCount": "1,100", "isAccessibleForFree": False}, True),
        (LONG, {"wordCount": 1500}, None),
        (LONG, {"articleBody": SENTENCE * 30}, True),
        (LONG, {"articleBody": SENTENCE * 13}, False),
        (SHORT, {"isAccessibleForFree": False}, True),
        (LONG + "<p>And then the mayor of the town, who had waited for years, said …</p>", {}, True),
        (LONG + "<p>And then the mayor said, in a low voice, that the [...]</p>", {"isAccessibleForFree": True}, True),
        (LONG + "<p>Subscribe to continue reading this article.</p>", {}, True),
        (LONG + "<div class=wall><p>Jetzt weiterlesen</p><p>Sie haben bereits ein Abo? Anmelden</p></div>", {}, True),
        (LONG + "<div><h3>Cet article est réservé aux abonnés</h3></div>", {}, True),
        ("<p>有料会員になると続きをお読みいただけます。</p>" + LONG, {}, None),
        ("", {}, None),
    ],
    ids=[
        "nothing said", "free", "not free but long", "all words", "more words", "a count of letters", "longer copy",
        "equal copy", "not free and short", "ellipsis", "brackets", "wall", "wall in German", "wall in French",
        "wall above", "no text",
    ],
)  # fmt: skip
def test_what_the_page_shows_against_what_it_says(body: str, said: dict[str, Any], expected: bool | None) -> None:
    assert truncated(body, **said) is expected


def test_a_part_goes_on_elsewhere() -> None:
    page = f'<article><h1>The bridge</h1>{LONG}<a href="/2024/05/01/bridge?page=2">2</a></article>'
    assert parse(page, "https://example.org/2024/05/01/bridge").is_truncated is True
