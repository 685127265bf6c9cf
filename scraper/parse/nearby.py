"""What stands near the headline, where bylines and dates are, and what belongs to other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from scraper.spacing import collapsed

try:
    from scraper.parse import elements
    from scraper.parse.lexbor import READS_TREES
except ImportError:  # nothing is compiled here
    READS_TREES = False

MAX_LINES = 40
MAX_NODES = 400
LONG = 250
"""Letters; a longer line is the article's text."""

MAX_LONG = 2
"""So many long lines are walked over: a standfirst may stand before the byline."""

LONGEST_BYLINE = 40
"""Letters of a link around a name and a date; a longer one is another article's teaser."""

_BREAKS = frozenset(
    """
    p div section article header footer h1 h2 h3 h4 h5 h6 li ul ol dl dt dd br table tr td figure figcaption aside time
    address main blockquote nav form
    """.split()  # noqa: SIM905
)
_ROOMS = frozenset({"body", "main", "html"})
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "select", "button", "nav", "form", "figure"}
)


_FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:comments?\w*|kommentar\w*|reply|replies|respond|related|recommend\w*|teasers?|cards?|sidebar|widget\w*|"
    r"footer|nav|menu|popular|trending|latest|more|most|archive|search|newsletter|recirc|promo|rail|feed|list-?item|"
    r"listing|tags?|testimonials?|reviews?|carousel|slider|modal)(?:$|[\s_-])"
)
"""Places of other articles and other people's words, in small letters."""


_ARTICLE = re.compile(r"(?:^|\s)(?:article|post|entry|hentry|news-single|single)(?:$|\s)", re.IGNORECASE)


class Line(NamedTuple):
    """A run of text between two block-level borders, and the element that holds its first word."""

    text: str
    node: LexborNode


class Nearby:
    """The headline's element, None where none shows it, and the lines near it, read once for all who look there."""

    def __init__(self, heading: LexborNode | None) -> None:
        self.heading = heading

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """In reading order, from the first of the headline's box until the text has begun."""
        return tuple(_lines_near(self.heading)) if self.heading is not None else ()

    def reading_order(self, nodes: tuple[LexborNode, ...]) -> Iterator[LexborNode]:
        """What stands behind the headline first, then what stands before it, the closest first.

        `nodes`: in the page's order, the headline among them.
        """
        at = self.place_in(nodes)
        yield from nodes[at:]
        yield from reversed(nodes[:at])

    def place_in(self, nodes: Sequence[LexborNode]) -> int:
        """Which of them is the headline; 0 where none is."""
        if self.heading is None:
            return 0
        own = self.heading.mem_id
        return next((at for at, node in enumerate(nodes) if node.mem_id == own), 0)


def _lines_near(heading: LexborNode) -> Iterator[Line]:
    long = 0
    for parts, holder in islice(runs_from(_box(heading), _BREAKS, _SKIPPED, MAX_NODES), MAX_LINES):
        line = collapsed(" ".join(parts))
        yield Line(line, holder)
        long += len(line) > LONG
        if long > MAX_LONG:
            return


def _box(heading: LexborNode) -> LexborNode:
    """The element before which lines belong to something else: two above the headline, or what it is itself."""
    box = heading
    for _ in range(2):
        if box.parent is None or box.parent.tag in _ROOMS:
            break
        box = box.parent
    return box


def _runs_from(
    start: LexborNode, breaks: AbstractSet[str], skipped: AbstractSet[str], most: int
) -> Iterator[tuple[list[str], LexborNode]]:
    """The texts between two borders of elements that are `breaks`, and the node that holds the first of them, from
    `start` on for so many nodes. Nothing in `skipped` is looked into."""
    parts: list[str] = []
    holder: LexborNode | None = None
    for tag, node in _following(start, skipped, most):
        if tag == "-text":
            text = node.text_content or ""
            if text.strip():
                parts.append(text)
                holder = holder or node.parent
        elif tag in breaks and parts and holder is not None:
            yield parts, holder
            parts, holder = [], None
    if parts and holder is not None:
        yield parts, holder


def _following(start: LexborNode, skipped: AbstractSet[str], most: int) -> Iterator[tuple[str, LexborNode]]:
    """`start` and the nodes behind it in the page's order with their tags, each element before what it holds; a closed
    block is seen again."""
    node = start
    for _ in range(1 + most):
        tag = node.tag or ""
        yield tag, node
        following = node.child if tag not in skipped and tag != "-text" else None
        while following is None:
            following = node.next
            if following is None:
                above = node.parent
                if above is None or (tag := above.tag or "") == "body":
                    return
                yield tag, above
                node = above
        node = following


runs_from = elements.runs_from if READS_TREES else _runs_from


def is_foreign(node: LexborNode) -> bool:
    """Whether it stands in a box of other articles, in comments or in the page's frame."""
    place: LexborNode | None = node.parent
    for _ in range(8):
        if place is None or (tag := place.tag) in {"body", "article", "main", "html", "-document"}:
            return False
        name = place.attrs.get("class") or ""
        if tag == "footer" or name in {"footer", "story-footer", "entry-footer", "post-footer"}:
            return not _is_in_article(place)
        if tag in {"nav", "aside"} or _is_foreign_name(name) or _is_teaser(place, tag):
            return True
        place = place.parent
    return False


def _is_teaser(place: LexborNode, tag: str | None) -> bool:
    """Whether it is a link, or an item with one, that tells more than a name and a date: those of where it leads."""
    link = place if tag == "a" else place.child if tag == "li" else None
    while link is not None:
        if link.tag == "a" and len(collapsed(link.text())) > LONGEST_BYLINE:
            return True
        link = link.next if tag == "li" else None
    return False


def _is_in_article(node: LexborNode) -> bool:
    place = node.parent
    while place is not None:
        if place.tag == "article" or _ARTICLE.search(place.attributes.get("class") or ""):  # it may be the document
            return True
        place = place.parent
    return False


@lru_cache(maxsize=4096)
def _is_foreign_name(name: str) -> bool:
    return _FOREIGN.search(name.lower()) is not None
