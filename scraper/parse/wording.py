"""How a text is worded, in numbers: what telling articles from other pages needs least often, and measures longest."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from scraper.text import normalise_beginning

try:
    from scraper.one_by_one import among, marks
except ImportError:  # nothing is compiled here

    def marks(text: str) -> tuple[int, int, int, int]:
        """(sentences that end, question marks, figures, quotation marks): how many."""
        return len(SENTENCE.findall(text)), text.count("?"), len(_FIGURE.findall(text)), sum(map(text.count, _QUOTES))

    def among(text: str, words: AbstractSet[str]) -> list[str]:
        """Those of a text's words that are among these, in its order."""
        return list(filter(words.__contains__, text.split()))


WORDING = """
    sentences questions prices own_words reader_words quotes digits paragraphs mean_paragraph longest
""".split()  # noqa: SIM905
"""The columns that `measure_wording` gives."""

SAMPLE = 4000
"""Letters of the text that are looked into."""

_OURS = frozenset({"we", "our", "us", "you", "your", "wir", "sie", "nous", "notre", "vous", "votre"})
_OWN_STEMS = (" unser", " ihr", " nuestr")
"""With which somebody speaks of themselves or to the reader."""

_READER = frozenset({"you", "your", "free", "best", "get", "contact", "service", "services", "solutions", "try"})
"""With which somebody wants the reader to do something."""

_TELLING = _OURS | _READER
SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")
_FIGURE = re.compile(r"[0-9]")
_QUOTES = '"“”«»'
_MONEY = ("$", "€", "£", "¥", "₹", "USD", "EUR")
_PRICE = re.compile(r"[$€£¥₹\d](?:(?<!\d)\s?\d|(?<=\d)\s?(?:€|USD|EUR))")
"""`$ 5` or `5 €`, by its first sign: most letters are none."""


def measure_wording(text: str) -> list[float]:
    """In the order of `WORDING`: words and marks for a thousand letters of its beginning, figures for each; how many
    paragraphs the whole has, and their letters."""
    sample, folded = text[:SAMPLE], normalise_beginning(text, SAMPLE)
    size = len(sample) or 1
    words = among(folded, _TELLING)
    own = sum(map(_OURS.__contains__, words)) + sum(map(f" {folded}".count, _OWN_STEMS))
    readers = sum(map(_READER.__contains__, words)) + folded.count("learn more")
    sentences, questions, figures, quotes = marks(sample)
    rates = (count * 1000 / size for count in (sentences, questions, _prices(sample), own, readers, quotes))
    paragraphs = list(map(len, text.split("\n\n")))
    return [*rates, figures / size, len(paragraphs), sum(paragraphs) / len(paragraphs), max(paragraphs)]


def _prices(sample: str) -> int:
    return len(_PRICE.findall(sample)) if any(map(sample.__contains__, _MONEY)) else 0
