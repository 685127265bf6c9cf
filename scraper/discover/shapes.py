"""What the addresses of a site's articles look like, learned from pages that were visited. Pure.

A shape is an address with its numbers, slugs and words told by their kind alone. Sites without a feed tell nothing but
links, and a rule of thumb for links misses some sites' articles and takes other sites' shops for news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType
from urllib.parse import urlsplit

from db.frozen import frozen

ENOUGH = 5
"""Visited addresses of a shape before it says anything."""

NEARLY_ALL = 0.9
"""Share of them that were articles, for a shape of articles."""


@frozen
class Shapes:
    """How many addresses of each shape were articles and how many no articles, by first folder and shape."""

    counts: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    def is_article(self, url: str) -> bool | None:
        """Whether pages with such an address are articles; None where too few are known, or some are and some not."""
        articles, others = self.counts.get(_kind(url), (0, 0))
        if articles + others < ENOUGH:
            return None
        if articles >= NEARLY_ALL * (articles + others):
            return True
        return None if articles else False


def learn_shapes(articles: Iterable[str], others: Iterable[str]) -> Shapes:
    """From the addresses of pages that were articles, and of those that were none."""
    good, bad = Counter(map(_kind, articles)), Counter(map(_kind, others))
    return Shapes({kind: (good[kind], bad[kind]) for kind in good | bad})


def shape_of(url: str) -> str:
    """A regular expression for addresses of this form: `/news/2026/ferry-runs-again.html` is one of
    `/[^/]+/\\d{4}/[^/]+-[^/]+\\.html$`."""
    parts = urlsplit(url)
    pieces = [_piece(piece) for piece in parts.path.split("/") if piece]
    query = re.escape(re.sub(r"\d+", "0", parts.query)).replace("0", r"\d+")
    ending = "/$" if parts.path.endswith("/") else "$"
    return "/" + "/".join(pieces) + (rf"\?{query}$" if query else ending)


def _kind(url: str) -> tuple[str, str]:
    """The shape with the folder that opens the path, where one does: `/shop/` and `/news/` are two things."""
    first, slash, _ = urlsplit(url).path.lstrip("/").partition("/")
    return (first if slash and first.isalpha() else "", shape_of(url))


def _piece(piece: str) -> str:
    """Numbers, slugs and words by kind; what ends them, such as `.html`, as it is."""
    stem, dot, suffix = piece.rpartition(".")
    if dot and re.fullmatch(r"[a-z]{2,5}", suffix):
        return f"{_piece(stem)}\\.{suffix}"
    if re.fullmatch(r"\d{4}", piece):
        return r"\d{4}"
    if piece.isdecimal():
        return r"\d+"
    if re.search(r"\d{3,}", piece):
        return r"[^/]*\d[^/]*"
    return "[^/]+-[^/]+" if "-" in piece else "[^/]+"
