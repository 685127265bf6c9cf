"""How a page is built and how it is announced, in numbers: the second half of what tells articles from other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from scraper.parse.blocks import Block, Page
from scraper.parse.document import Document

SHAPE = """
    title_words title_how long_share paragraph_share has_byline told_published told_card first_paragraph elements cloths
    link_blocks reader_words quotes subheadings service_host median_block told_modified
""".split()  # noqa: SIM905
"""The columns that `measure_shape` gives."""

SAMPLE = 4000
"""Letters of the text that are looked into."""

LONG = 120
"""Letters; a longer block is a paragraph of running text."""

_HOW = re.compile(r"\b(?:how|why|what|best|top|guide|tips)\b", re.IGNORECASE)
_READER = frozenset({"you", "your", "free", "best", "get", "contact", "service", "services", "solutions", "try"})
_QUOTE = re.compile('["“”«»]')
_SERVICE_HOST = re.compile(r"^https?://(?:docs?|developer|support|help|learn|community|forum|shop|store)\.")


def measure_shape(document: Document, page: Page, text: str, words: str, title: str | None) -> list[float]:
    """In the order of `SHAPE`. `words`: of the beginning of `text`, normalised."""
    blocks, elements = page.blocks, page.elements
    count = len(blocks) or 1
    sizes = [len(block.text) for block in blocks]
    sample = text[:SAMPLE]
    size = len(sample) or 1
    cloths = {element.signature for element in elements}
    names = " ".join(cloths).lower()
    return [
        float(len(title.split())) if title else 0.0, float(bool(title and _HOW.search(title))),
        _long(blocks) / (sum(sizes) or 1), sum(block.tag == "p" for block in blocks) / count,
        float("byline" in names or "author" in names), float(bool(document.first("article:published_time"))),
        float(bool(document.first("twitter:card"))), float(len(text.partition("\n\n")[0])), float(len(elements)),
        len(cloths) / (len(elements) or 1),
        sum(block.links > 0.5 * len(block.text) for block in blocks) / count,
        _reader_words(words) * 1000 / size, len(_QUOTE.findall(sample)) * 1000 / size,
        float(sum(block.tag == "h2" for block in blocks)), float(bool(_SERVICE_HOST.search(document.address or ""))),
        float(median(sizes or [0])), float(bool(document.first("article:modified_time"))),
    ]  # fmt: skip


def _reader_words(words: str) -> int:
    """Words that want the reader to do something."""
    return sum(map(_READER.__contains__, words.split())) + words.count("learn more")


def _long(blocks: Sequence[Block]) -> int:
    """Letters in running text that is no link."""
    return sum(len(b.text) for b in blocks if len(b.text) > LONG and b.links < 0.3 * len(b.text))
