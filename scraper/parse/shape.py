"""How a page is built and how it is announced, in numbers: the second half of what tells articles from other pages."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from db.frozen import frozen
from scraper.parse.document import Document
from scraper.parse.outline import Outline
from scraper.text import normalise, normalise_beginning

try:
    from scraper.one_by_one import among, marks
except ImportError:  # nothing is compiled here

    def marks(text: str) -> tuple[int, int, int, int]:
        """(sentences that end, question marks, figures, quotation marks): how many."""
        return len(SENTENCE.findall(text)), text.count("?"), len(_FIGURE.findall(text)), sum(map(text.count, _QUOTES))

    def among(text: str, words: AbstractSet[str]) -> list[str]:
        """Those of a text's words that are among these, in its order."""
        return list(filter(words.__contains__, text.split()))


SHAPE = """
    title_words title_how long_share paragraph_share has_byline told_published told_card first_paragraph elements cloths
    link_blocks reader_words quotes subheadings service_host median_block told_modified
""".split()  # noqa: SIM905
"""The columns that `measure_shape` gives."""

SAMPLE = 4000
"""Letters of the text that are looked into."""

_HOW = frozenset({"how", "why", "what", "best", "top", "guide", "tips"})
OURS = frozenset({"we", "our", "us", "you", "your", "wir", "sie", "nous", "notre", "vous", "votre"})
"""With which somebody speaks of themselves or to the reader."""

_READER = frozenset({"you", "your", "free", "best", "get", "contact", "service", "services", "solutions", "try"})
"""With which somebody wants the reader to do something."""

_TELLING = OURS | _READER
SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")
_FIGURE = re.compile(r"[0-9]")
_QUOTES = '"“”«»'
_SERVICE_HOST = re.compile(r"^https?://(?:docs?|developer|support|help|learn|community|forum|shop|store)\.")


@frozen
class Beginning:
    """Of a text, as far as it is looked into. `folded`: normalised; `words`: those of OURS and of the reader's;
    how many sentences end, and the question marks, figures and quotation marks."""

    text: str
    folded: str
    words: list[str]
    sentences: int
    questions: int
    figures: int
    quotes: int

    @classmethod
    def of(cls, text: str) -> Beginning:
        sample, folded = text[:SAMPLE], normalise_beginning(text, SAMPLE)
        return cls(sample, folded, among(folded, _TELLING), *marks(sample))

    def rate(self, count: int) -> float:
        """For a thousand letters."""
        return count * 1000 / (len(self.text) or 1)


def measure_shape(
    document: Document, page: Outline, elements: int, text: str, start: Beginning, title: str | None
) -> list[float]:
    """In the order of `SHAPE`. `elements`: number of the page's. `start`: of `text`."""
    blocks, sizes = len(page.sizes) or 1, page.sizes
    names = " ".join(page.cloths).lower()
    return [
        float(len(title.split())) if title else 0.0, float(not _HOW.isdisjoint(normalise(title or "").split())),
        page.running / (page.letters or 1), page.paragraphs / blocks,
        float("byline" in names or "author" in names), float(bool(document.first("article:published_time"))),
        float(bool(document.first("twitter:card"))), float(len(text.partition("\n\n")[0])), float(elements),
        len(page.cloths) / (elements or 1), page.linked / blocks,
        start.rate(_reader_words(start)), start.rate(start.quotes),
        float(page.subheadings), float(bool(_SERVICE_HOST.search(document.address or ""))),
        _median(sizes), float(bool(document.first("article:modified_time"))),
    ]  # fmt: skip


def _median(sizes: list[int]) -> float:
    """Python's own takes four times as long to see what it was given."""
    if not sizes:
        return 0.0
    ordered, middle = sorted(sizes), len(sizes) // 2
    return float(ordered[middle]) if len(sizes) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _reader_words(start: Beginning) -> int:
    return sum(map(_READER.__contains__, start.words)) + start.folded.count("learn more")
