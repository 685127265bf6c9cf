"""Where the text comes from: the site's rule, else the page's elements, else what the page carries as data.

Data serve where the elements have next to no text: JSON-LD's articleBody first, then the state of the page's own
scripts. Where the elements have a text, data are no better judge of it: on 59 labelled pages that have both, taking
articleBody's word for a block gains on some and loses as much on others.
"""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from scraper.parse.blocks import Page, read_blocks
from scraper.parse.body import main_text
from scraper.parse.evidence import Rules
from scraper.parse.state import paragraphs, state_text
from scraper.parse.tags import STRIPPED
from scraper.text import normalise

TOO_SHORT = 250
"""Letters; with a shorter text from the page's elements, data are heard if they have more."""

MORE = 1.5
"""So many times as much."""

KEPT = frozenset({"html", "head", "body"})
"""Elements that no rule removes; without them there is no page."""

_STRIPPED = ",".join(sorted(STRIPPED))


def choose_text(
    html: bytes,
    tree: LexborHTMLParser,
    rules: Rules,
    title: str | None,
    lead: str | None,
    article: dict[str, Any] | None,
    names: tuple[str, ...],
) -> tuple[Page, list[str]]:
    """(the page's blocks, the paragraphs of its article). `article`: its JSON-LD node. `names`: of the site."""
    for selector in rules.remove:
        found_once = {node.mem_id: node for node in tree.css(selector)}  # `.a, .b` finds an element of both twice
        for node in reversed(found_once.values()):  # what lies inside another goes first
            if node.tag not in KEPT:
                node.decompose()
    page = read_blocks(tree)
    ruled = _ruled(tree, page, rules.text)
    if ruled:
        return page, ruled
    found = [block.text for block in main_text(page, title, lead, names)]
    if _size(found) >= TOO_SHORT:
        return page, found
    told = article.get("articleBody") if article else None
    for data in (paragraphs(told) if isinstance(told, str) else [], state_text(html.decode("utf-8", "replace"), title)):
        if _size(data) > MORE * _size(found):
            found = data
    return page, found


def _ruled(tree: LexborHTMLParser, page: Page, selector: str | None) -> list[str]:
    """The blocks that the site's rule selects."""
    if selector is None:
        return []
    for node in reversed(tree.css(_STRIPPED)):  # what lies inside another goes first
        node.decompose()
    wanted = " ".join(normalise(" ".join(node.text(separator=" ").split())) for node in tree.css(selector))
    return [b.text for b in page.blocks if normalise(b.text) and normalise(b.text) in wanted]


def _size(text: list[str]) -> int:
    return sum(map(len, text))
