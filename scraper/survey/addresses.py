"""What the addresses of a site's articles have in common, as a regular expression for `include`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from scraper.discover.shapes import shape_of

FEWEST = 4
"""Addresses from which a pattern is learned."""

MOST_SHAPES = 3
SHARE = 0.9
"""So many shapes must cover such a share of the addresses, or there is no pattern."""


def article_pattern(urls: Sequence[str]) -> str | None:
    """None where the addresses have too little in common, or nothing that tells them from section pages."""
    shapes = Counter(shape_of(url) for url in urls)
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
