"""A text's words as the search index takes them. Needs no database, so that those who read pages can do it."""

from __future__ import annotations

from collections.abc import Callable

from db.frozen import frozen
from db.search.words import Parted, joined_lexemes

MOST_WORDS = 16_000
"""Of an article; a tsvector counts positions up to 16,383. Longer texts are found by their beginning."""

MOST_OF_TITLE, MOST_OF_LEAD = 1000, 2000


@frozen
class Words:
    """The lexemes of each part in reading order, in UTF-8, with a space between them."""

    title: bytes
    lead: bytes
    text: bytes


def prepare(
    title: str | None,
    lead: str | None,
    text: str,
    language: str | None,
    parted: Callable[[str], Parted | None] = lambda _: None,
) -> Words:
    """`parted`: the words of a text, as `joined_lexemes` takes them."""
    rest, in_rest = joined_lexemes(text, language, MOST_WORDS, parted(text))  # first: it has most words of the others
    headline, in_headline = joined_lexemes(title, language, MOST_OF_TITLE, parted(title or ""))
    standfirst, in_standfirst = joined_lexemes(lead, language, MOST_OF_LEAD, parted(lead or ""))
    most = MOST_WORDS - in_headline - in_standfirst
    return Words(headline, standfirst, rest if in_rest <= most else b" ".join(rest.split(b" ")[:most]))
