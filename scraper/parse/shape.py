"""How a page is built and how it is announced, in numbers: the second half of what tells articles from other pages."""

from __future__ import annotations

import re

from scraper.parse.document import Document
from scraper.parse.outline import Outline
from scraper.text import normalise

SHAPE = """
    title_words title_how long_share paragraph_share has_byline told_published told_card first_paragraph elements cloths
    link_blocks subheadings service_host median_block told_modified
""".split()  # noqa: SIM905
"""The columns that `measure_shape` gives."""

_HOW = frozenset({"how", "why", "what", "best", "top", "guide", "tips"})
_SERVICE_HOST = re.compile(r"^https?://(?:docs?|developer|support|help|learn|community|forum|shop|store)\.")


def measure_shape(
    document: Document, page: Outline, elements: int, first_paragraph: int, title: str | None
) -> list[float]:
    """In the order of `SHAPE`. `elements`: number of the page's. `first_paragraph`: letters of the text's."""
    blocks, sizes = len(page.sizes) or 1, page.sizes
    names = " ".join(page.cloths).lower()
    return [
        float(len(title.split())) if title else 0.0, float(not _HOW.isdisjoint(normalise(title or "").split())),
        page.running / (page.letters or 1), page.paragraphs / blocks,
        float("byline" in names or "author" in names), float(bool(document.first("article:published_time"))),
        float(bool(document.first("twitter:card"))), float(first_paragraph), float(elements),
        len(page.cloths) / (elements or 1), page.linked / blocks,
        float(page.subheadings), float(bool(_SERVICE_HOST.search(document.address or ""))),
        _median(sizes), float(bool(document.first("article:modified_time"))),
    ]  # fmt: skip


def _median(sizes: list[int]) -> float:
    """Python's own takes four times as long to see what it was given."""
    if not sizes:
        return 0.0
    ordered, middle = sorted(sizes), len(sizes) // 2
    return float(ordered[middle]) if len(sizes) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
