"""What is really on the sample site, to hold a crawl to: read from `truth.json`, which `derive` writes."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from db.frozen import frozen
from scraper.sample.language import Language

FILE = "truth.json"


@frozen
class TrueArticle:
    """One article of the site. Paths are as in an address, percent-encoded and with their query."""

    path: str
    """The canonical one."""
    language: Language
    section: str
    """As the site calls it in that language."""
    title: str
    lead: str
    text: str
    """Of edition 1 (or of the first that has it): paragraphs parted by a blank line, without dateline and signature.

    The lead is in it only where the page prints it as the first paragraph.
    """
    dateline: str
    """The place, as in `Asien`."""
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    published_at: datetime
    """UTC."""
    published_precision: str
    """What the page itself tells: `second`, or `day` where only readers are told."""
    image: str
    encoding: str
    aliases: tuple[str, ...]
    """Other addresses of it that feeds, sitemaps and first section pages list. Fragments are left out: they reach no
    server and make no address of their own."""
    duplicate_of: str | None
    """The path of the article whose text it repeats: the one that was published first."""
    translations: tuple[str, ...]
    editions: tuple[int, ...]
    """Those that publish it."""
    revised: str | None
    """The text in edition 2, where that differs."""
    revised_at: datetime | None


@frozen
class Truth:
    articles: tuple[TrueArticle, ...]
    """Newest first."""
    forbidden: tuple[str, ...]
    """Listed, and closed by robots.txt."""
    missing: tuple[str, ...]
    """Listed, and 404."""
    no_article: tuple[str, ...]
    """Pages that are none."""

    def in_edition(self, edition: int) -> list[TrueArticle]:
        return [article for article in self.articles if edition in article.editions]


@cache
def load_truth() -> Truth:
    """The committed ground truth."""
    return from_json((files(__package__) / FILE).read_text("utf-8"))


def to_json(truth: Truth) -> str:
    """Readable in a diff: one key a line, letters as they are."""
    return json.dumps(asdict(truth), ensure_ascii=False, indent=1, default=_stamp) + "\n"


def from_json(text: str) -> Truth:
    data = json.loads(text)
    return Truth(
        articles=tuple(_article(article) for article in data["articles"]),
        **{name: tuple(data[name]) for name in ("forbidden", "missing", "no_article")},
    )


def _article(data: dict[str, Any]) -> TrueArticle:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    for name in ("published_at", "revised_at"):
        values[name] = datetime.fromisoformat(data[name]) if data[name] else None
    return TrueArticle(**values)


def _stamp(value: object) -> str:
    assert isinstance(value, datetime)
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")
