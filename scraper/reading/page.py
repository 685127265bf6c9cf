"""All that can be said of one page from the page alone; whatever costs time and needs no database belongs here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scraper.article import Article
from scraper.identify.copies import duplicate_key
from scraper.parse import Hints, Rules, parse


@dataclass(frozen=True, slots=True)
class PageToRead:
    """A page as it goes to a reader process."""

    body: bytes
    url: str
    charset: str | None
    hints: Hints
    rules: Rules
    now: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader process made of it."""

    article: Article
    duplicate_key: str | None
    """What copies of its text have in common."""


def read_page(page: PageToRead) -> Reading:
    article = parse(page.body, page.url, charset=page.charset, hints=page.hints, rules=page.rules, now=page.now)
    return Reading(article, duplicate_key(article.title, article.text))
