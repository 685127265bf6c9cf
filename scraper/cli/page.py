"""One article, laid out for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.padding import Padding
from rich.text import Text

from scraper.cli.output import console, plain

MEASURE = 100
"""Characters a line of text; longer lines are hard to read."""


def print_article(article: dict[str, Any]) -> None:
    out = console()
    out.print(Text(article["title"] or "(no title)", style="bold"), width=MEASURE)
    out.print()
    for name, value in _facts(article):
        out.print(Text.assemble((f"{name:<11}", "dim"), " ", value), width=max(MEASURE, out.width), soft_wrap=True)
    out.print()
    if article["lead"]:
        out.print(Padding(Text(article["lead"], style="italic"), (0, 0, 1, 0)), width=MEASURE)
    out.print(Text(article["text"]), width=MEASURE)


def _facts(article: dict[str, Any]) -> Iterator[tuple[str, str]]:
    published = plain(article["published_at"])
    if published:
        published += f"  (to the {article['published_precision']}, from {article['published_from']})"
    facts = {
        "id": article["id"],
        "source": article["source"],
        "published": published,
        "modified": plain(article["modified_at"]),
        "language": article["language"],
        "dateline": article["dateline"],
        "authors": ", ".join(article["authors"]),
        "section": article["section"],
        "keywords": ", ".join(article["keywords"]),
        "words": article["word_count"],
        "revision": article["revision"] if article["revision"] > 1 else None,
        "gone since": plain(article["gone_at"]),
        "copy of": article["duplicate_of"],
        "copies": ", ".join(map(str, article["copies"])),
        "first seen": plain(article["first_seen_at"]),
    }
    yield from ((name, str(value)) for name, value in facts.items() if value)
    for url in article["urls"]:
        yield "url", f"{url['url']}  ({url['kind']})"
