"""What a site's rules find on one page: for whoever writes them. A look of its own, off the path that crawls take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from selectolax.lexbor import LexborHTMLParser

from db.frozen import frozen
from scraper.article import Article
from scraper.parse.evidence import Rules
from scraper.parse.tree import read_tree

SAMPLE = 120
"""Letters of what a rule found that are shown."""

PATTERNS = {"dateline": "dateline_prefix", "signature": "signature"}
"""Rules that are regular expressions, and where the article keeps what they cut off."""


@frozen
class Trial:
    """One rule on one page. `matched`: elements, or 1 where a regular expression fits; `found`: what they say."""

    rule: str
    pattern: str
    matched: int
    found: str | None
    note: str | None = None


def try_rules(html: str, rules: Rules, article: Article) -> list[Trial]:
    """Every rule that is set, in the order of config.yaml. `article`: what the page gave with these rules."""
    tree = read_tree(html.encode("utf-8", "replace"))
    return [_try(tree, name, pattern, article) for name, pattern in _set(rules)]


def _set(rules: Rules) -> Iterator[tuple[str, str]]:
    for field in fields(rules):
        value = getattr(rules, field.name)
        for pattern in value if isinstance(value, tuple) else (value,):
            if isinstance(pattern, str):
                yield field.name, pattern


def _try(tree: LexborHTMLParser, name: str, pattern: str, article: Article) -> Trial:
    if name in PATTERNS:
        cut = getattr(article, PATTERNS[name]) or ""
        fits = re.search(pattern, cut, re.MULTILINE) if cut else None
        note = None if fits else "the text has no such end; it is left as it is"
        return Trial(name, pattern, int(fits is not None), cut[:SAMPLE] if fits else None, note)
    nodes = tree.css(pattern)
    said = (" ".join((_value(node.attributes) or node.text(separator=" ")).split()) for node in nodes)
    found = next((text for text in said if text), None)
    note = None if found else "nothing there; the page is read as if there were no such rule"
    return Trial(name, pattern, len(nodes), found[:SAMPLE] if found else None, note)


def _value(attributes: dict[str, str | None]) -> str | None:
    return next((attributes[name] for name in ("datetime", "content", "src") if attributes.get(name)), None)
