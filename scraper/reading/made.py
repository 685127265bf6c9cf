"""All that can be said of one page from the page alone; whatever costs time and needs no database belongs here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.frozen import frozen
from db.search.prepare import Words, prepare
from scraper.article import Article
from scraper.identify import NO_CLUES, Clues, Fingerprint, agencies, clues, fingerprint, printed_hash
from scraper.text import folded_words

if TYPE_CHECKING:
    from scraper.parse import Parsed
    from scraper.reading.page import PageToRead


@frozen
class Reading:
    """What a reader process made of it."""

    article: Article
    fingerprint: Fingerprint
    """By which copies of its text are found."""
    observation: bytes | None = None
    """What the page shows of its site's template, packed for keeping."""
    uncut: str = ""
    """The text as it was before the template; empty where nobody asked."""
    clues: Clues = NO_CLUES
    """By which its translations are found."""
    agencies: tuple[str, ...] = ()
    """Whom the article credits."""
    words: Words | None = None
    """By which the search finds it."""
    printed_hash: str | None = None
    """By which its text is known again (`identify.printed_hash`), where the template took something out."""


def finish(page: PageToRead, parsed: Parsed) -> Reading:
    """What was parsed, with what copies and translations are found by."""
    article = parsed.article
    if article.kind == "page":
        return Reading(article, Fingerprint((), ()))
    observation = None
    if parsed.observation is not None and article.kind == "article":
        from scraper.parse.template_bytes import pack_observation  # the reader's: the crawl goes without the parser

        observation = pack_observation(parsed.observation)
    uncut = article.text if parsed.uncut == article.text else parsed.uncut  # one and the same is sent once
    return Reading(
        article, fingerprint(article.text), observation, uncut, clues(article, page.url), *_of_text(article, uncut)
    )


def about_text(reading: Reading) -> Reading:
    """With what the store wants to know of the article's text."""
    credited, words, printed = _of_text(reading.article, reading.uncut)
    return replace(reading, agencies=credited, words=words, printed_hash=printed)


def _of_text(article: Article, uncut: str) -> tuple[tuple[str, ...], Words, str | None]:
    """A reading's agencies, words and printed hash."""
    named = (*article.authors, *article.agencies)
    return (
        agencies(named, article.dateline_prefix, article.signature, article.text),
        prepare(article.title, article.lead, article.text, article.language, folded_words),
        hash_if_cut(uncut, article.text),
    )


def hash_if_cut(uncut: str, text: str) -> str | None:
    """`printed_hash` of a text as it was before the template, if that took something out."""
    return printed_hash(uncut) if uncut and uncut != text else None
