"""What stands near the headline: the short lines between it and the text, where bylines and dates are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

MAX_LINES = 40
MAX_NODES = 400
LONG = 250
"""Letters; a longer line is the article's text."""

MAX_LONG = 2
"""So many long lines are walked over: a standfirst may stand before the byline."""

_BREAKS = frozenset(
    """
    p div section article header footer h1 h2 h3 h4 h5 h6 li ul ol dl dt dd br table tr td figure figcaption aside time
    address main blockquote nav form
    """.split()  # noqa: SIM905
)
_ROOMS = frozenset({"body", "main", "html"})
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "select", "button", "nav", "form"})


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text between two block-level borders, and the element that holds its first word."""

    text: str
    node: LexborNode


def lines_near(heading: LexborNode) -> Iterator[Line]:
    """The lines around the headline in reading order, from its box's first until the text has begun."""
    parts: list[str] = []
    holder: LexborNode | None = None
    count = long = 0
    for node in _following(_box(heading)):
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if text.strip():
                parts.append(text)
                holder = holder or node.parent
        elif tag in _BREAKS and parts and holder is not None:
            line = " ".join("".join(parts).split())
            yield Line(line, holder)
            parts, holder = [], None
            count += 1
            long += len(line) > LONG
            if count >= MAX_LINES or long > MAX_LONG:
                return
    if parts and holder is not None:
        yield Line(" ".join("".join(parts).split()), holder)


def _box(heading: LexborNode) -> LexborNode:
    """The element before which lines belong to something else: two above the headline, or what it is itself."""
    box = heading
    for _ in range(2):
        if box.parent is None or box.parent.tag in _ROOMS:
            break
        box = box.parent
    return box


def _following(start: LexborNode) -> Iterator[LexborNode]:
    """Nodes behind `start` in the page's order, each element before what it holds; a closed block is seen again."""
    node: LexborNode | None = start
    for _ in range(MAX_NODES):
        if node is None:
            return
        child = node.child if node.tag not in _SKIPPED else None
        if child is not None:
            node = child
        else:
            while node is not None and node.next is None:
                node = node.parent
                if node is None or node.tag == "body":
                    return
                yield node
            node = node.next if node is not None else None
        if node is not None:
            yield node
