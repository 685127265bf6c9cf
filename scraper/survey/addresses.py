"""What the addresses of a site's articles have in common, as a regular expression for `include`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

FEWEST = 4
"""Addresses from which a pattern is learned."""

MOST_SHAPES = 3
SHARE = 0.9
"""So many shapes must cover such a share of the addresses, or there is no pattern."""


def article_pattern(urls: Sequence[str]) -> str | None:
    """None where the addresses have too little in common, or nothing that tells them from section pages."""
    shapes = Counter(_shape(url) for url in urls)
    if len(urls) < FEWEST:
        return None
    common = shapes.most_common(MOST_SHAPES)
    kept: list[str] = []
    covered = 0
    for shape, count in common:
        if covered < SHARE * len(urls):
            kept.append(shape)
            covered += count
    if covered < SHARE * len(urls) or not all(re.search(r"\\d|-", shape) for shape in kept):
        return None
    return kept[0] if len(kept) == 1 else "|".join(sorted(kept))


def _shape(url: str) -> str:
    parts = urlsplit(url)
    pieces = [_piece(piece) for piece in parts.path.split("/") if piece]
    query = re.escape(re.sub(r"\d+", "0", parts.query)).replace("0", r"\d+")
    ending = "/$" if parts.path.endswith("/") else "$"
    return "/" + "/".join(pieces) + (rf"\?{query}$" if query else ending)


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
