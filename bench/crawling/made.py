"""Pages of a news site, made from the sample site: its templates, its words in new order, and around them what real
pages carry, 30 to 150 KB a page. `python -m bench.crawling.shape DATA` compares them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate

from bench.crawling.furniture import furnished
from bench.crawling.site import Served
from bench.generated import words_by_rank
from scraper.sample.article_page import article_page
from scraper.sample.language import WORDS, Language
from scraper.sample.piece import Piece, pieces

SMALLEST, USUAL, LARGEST = 30_000, 70_000, 150_000
"""Bytes of a page."""

SET_PHRASE = 0.012
"""Of the sentences."""


def made_pages(count: int, base: str, seed: int = 1) -> Iterator[Served]:
    for number, piece in enumerate(articles(count, seed)):
        html = page(piece, base, random.Random(f"{seed}/{number}")).encode()
        yield Served(piece.path, html, "text/html; charset=utf-8", piece.published_at)


def articles(count: int, seed: int) -> Iterator[Piece]:
    """Each with a text, a title and an address of its own."""
    originals = [piece for piece in pieces(1) if piece.original is None]
    newest = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        model = originals[number % len(originals)]
        sentences = vocabulary(model.language)
        topic = topic_of(chance)
        title = reworded(chance.choice(sentences), topic, chance).rstrip(".")[:110]
        section = chance.choice(list(WORDS[model.language].sections))
        slug = "-".join(word.lower() for word in title.split()[:6] if word.isascii() and word.isalnum())
        yield replace(
            model,
            id=50_000 + number,
            section=section,
            path=f"/{model.language}/{section}/{50_000 + number}-{slug or 'text'}",
            title=title,
            lead=reworded(chance.choice(sentences), topic, chance),
            paragraphs=tuple(paragraph(sentences, topic, chance) for _ in range(chance.randint(8, 52))),
            published_at=newest - timedelta(minutes=7 * number),
            modified_at=None,
            layout=chance.choice(("full", "meta", "plain")),
            translations=(),
        )


@cache
def vocabulary(language: Language) -> tuple[str, ...]:
    texts = " ".join(piece.text.replace("\n\n", " ") for piece in pieces(1) if piece.language == language)
    return tuple(f"{sentence}." for sentence in texts.split(". ") if 40 < len(sentence) < 220)


def paragraph(sentences: tuple[str, ...], topic: Sequence[str], chance: random.Random) -> str:
    return " ".join(reworded(chance.choice(sentences), topic, chance) for _ in range(chance.randint(1, 4)))


def reworded(sentence: str, topic: Sequence[str], chance: random.Random) -> str:
    """Every third word gives way to one of the topic's, so that three in a row never stay; only now and then a whole
    sentence does. So two texts have a phrase in common about as often as two real ones."""
    if chance.random() < SET_PHRASE:
        return sentence
    first = chance.randrange(3)
    return " ".join(
        chance.choice(topic) if place % 3 == first and not set("[]") & set(word) else word
        for place, word in enumerate(sentence.split())
    )


def topic_of(chance: random.Random) -> list[str]:
    """Made-up words as frequent as words are, every sixth a name."""
    words = chance.choices(words_by_rank(), cum_weights=_frequencies(), k=80)
    return [word.capitalize() if number % 6 == 0 else word for number, word in enumerate(words)]


@cache
def _frequencies() -> list[float]:
    """Zipf and Mandelbrot's law; the offset stands for the words that the sentences keep, which are the commonest."""
    return list(accumulate(1 / (rank + 50) for rank in range(len(words_by_rank()))))


def page(piece: Piece, base: str, chance: random.Random) -> str:
    """The sample site's page, with what surrounds the text of a real one."""
    html = article_page(piece, (), base, chance.randint(10, 90_000))
    sentences, topic = vocabulary(piece.language), topic_of(chance)
    size = round(chance.triangular(SMALLEST, LARGEST, USUAL))
    return furnished(html, size, piece.language, lambda: reworded(chance.choice(sentences), topic, chance), chance)
