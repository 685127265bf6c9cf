"""All that can be said of one page from the page alone; whatever costs time and needs no database belongs here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from scraper.article import Article
from scraper.identify import NO_CLUES, Clues, Fingerprint, clues, fingerprint
from scraper.parse import Hints, Rules, Template, parse_page
from scraper.parse.template_bytes import pack_observation


@dataclass(frozen=True, slots=True)
class PageToRead:
    """A page as it goes to a reader process."""

    body: bytes
    url: str
    charset: str | None
    hints: Hints
    rules: Rules
    now: datetime
    template: Template
    """What the site's other pages have taught."""
    is_item: bool = False
    """It was made from the item of a JSON list."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader process made of it."""

    article: Article
    fingerprint: Fingerprint
    """By which copies of its text are found."""
    observation: bytes | None = None
    """What the page shows of its site's template, packed for keeping."""
    uncut: str = ""
    """The text as it was before the template."""
    clues: Clues = NO_CLUES
    """By which its translations are found."""


def read_page(page: PageToRead) -> Reading:
    parsed = parse_page(
        page.body,
        page.url,
        charset=page.charset,
        hints=page.hints,
        rules=page.rules,
        now=page.now,
        template=page.template,
    )
    article = parsed.article
    if page.is_item and article.published_from == "jsonld":  # which we have written ourselves
        article = replace(article, published_from="list")
    return Reading(
        article,
        fingerprint(article.text),
        pack_observation(parsed.observation) if parsed.observation and article.kind == "article" else None,
        parsed.uncut,
        clues(article, page.url),
    )
