"""All that can be said of one page from the page alone; whatever costs time and needs no database belongs here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from db.search.prepare import Words, prepare
from scraper.article import Article
from scraper.identify import NO_CLUES, Clues, Fingerprint, agencies, clues, fingerprint
from scraper.parse import Hints, Parsed, Rules, Template, parse_page
from scraper.parse.template_bytes import pack_observation

T_co = TypeVar("T_co", covariant=True)


class ToRead(Protocol[T_co]):
    """What may be sent to a reader process: it is read there, and what it says comes back."""

    def read(self) -> T_co: ...


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

    def read(self) -> Reading:
        return finish(self, self.parse())

    def parse(self, *, learns: bool = True) -> Parsed:
        """What the page says; of an item that we have made a page of, what the list says.

        `learns`: whether what it shows of its site's template is wanted too.
        """
        parsed = parse_page(
            self.body,
            self.url,
            charset=self.charset,
            hints=self.hints,
            rules=self.rules,
            now=self.now,
            template=self.template,
            learns=learns,
        )
        if self.is_item and parsed.article.published_from == "jsonld":  # which we have written ourselves
            return replace(parsed, article=replace(parsed.article, published_from="list"))
        return parsed


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
    agencies: tuple[str, ...] = ()
    """Whom the article credits."""
    words: Words | None = None
    """By which the search finds it."""


def finish(page: PageToRead, parsed: Parsed) -> Reading:
    """What was parsed, with what copies and translations are found by."""
    article = parsed.article
    observation = pack_observation(parsed.observation) if parsed.observation and article.kind == "article" else None
    reading = Reading(article, fingerprint(article.text), observation, parsed.uncut, clues(article, page.url))
    return about_text(reading) if article.kind != "page" else reading


def about_text(reading: Reading) -> Reading:
    """With what the store wants to know of the article's text."""
    article = reading.article
    named = (*article.authors, *article.agencies)
    return replace(
        reading,
        agencies=agencies(named, article.dateline_prefix, article.signature, article.text),
        words=prepare(article.title, article.lead, article.text, article.language),
    )
