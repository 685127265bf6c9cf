"""How like real pages the generated ones are: `python -m bench.crawling.shape DATA` prints medians of both, the real
ones from a data directory (as `bench/extract.py` has it), as far as they are as large as generated ones are."""

from __future__ import annotations

import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.crawling.made import LARGEST, SMALLEST, articles, page
from bench.crawling.real import is_article
from bench.data import pages, set_names
from scraper.identify import fingerprint
from scraper.parse import parse

GENERATED = 800
COUNTED = ("a", "p", "div", "span", "li", "img", "h2", "h3", "meta", "link", "script")


def main(data: Path) -> None:
    base = "https://news.example"
    made = [
        (page(piece, base, random.Random(number)).encode(), base + piece.path)
        for number, piece in enumerate(articles(GENERATED, 1))
    ]
    real = [
        (html, one.url)
        for name in set_names(data)
        for one in pages(data, name)
        if is_article(one) and SMALLEST <= len(html := one.read()) <= LARGEST
    ]
    both = [[shape(html, text_of(html, url)) for html, url in some] for some in (made, real)]
    print(f"{'median of':16} {len(made):5} generated {len(real):6} real")
    for key in both[0][0]:
        print(f"{key:16}", *(f"{statistics.median(one[key] for one in some):15.2f}" for some in both))
    print(f"{'share a key':16}", *(f"{alike([text_of(*one) for one in some]):15.2f}" for some in (made, real)))


@cache
def text_of(html: bytes, url: str | None) -> str:
    """The text that our parser finds."""
    return parse(html, url).text


def alike(texts: Sequence[str]) -> float:
    """The share of different texts that have a key of the index of copies in common with another, and are compared."""
    keys = [fingerprint(text).keys for text in dict.fromkeys(texts)]
    held = Counter(chain.from_iterable(keys))
    return statistics.mean(any(held[key] > 1 for key in own) for own in keys)


def shape(html: bytes, text: str) -> dict[str, float]:
    """Bytes, elements and words of a page."""
    elements: list[tuple[LexborNode, int]] = []
    _walk(LexborHTMLParser(html).root, 0, elements)
    tags = [node.tag for node, _ in elements]
    attributes = [one for node, _ in elements for one in node.attributes.items()]
    words = re.findall(r"\w+", text)
    return {
        "bytes": len(html),
        "elements": len(elements),
        "mean depth": statistics.mean(depth for _, depth in elements),
        "attributes": len(attributes),
        "their bytes": sum(len(name) + len(value or "") + 4 for name, value in attributes),
        **{f"<{tag}>": tags.count(tag) for tag in COUNTED},
        "words of text": len(words),
        "distinct": len({word.lower() for word in words}) / max(1, len(words)),
        "capitalised": sum(word[0].isupper() for word in words) / max(1, len(words)),
    }


def _walk(node: LexborNode | None, depth: int, found: list[tuple[LexborNode, int]]) -> None:
    while node is not None:
        if node.is_element_node:
            found.append((node, depth))
            _walk(node.first_child, depth + 1, found)
        node = node.next


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    main(Path(sys.argv[1]))
