"""One walk over the page: a row of blocks (runs of text between two borders) and the elements that hold them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from scraper.parse.tags import BREAK, CLOSE, LINK, LINK_END, MARK, MARKS, OPEN, STRONG, STRONG_END, Tag
from scraper.parse.tokens import BLANK, Tokens
from scraper.spacing import collapsed

try:
    from scraper.parse.lexbor import READS_TREES
    from scraper.parse.nodes import Nodes
except ImportError:  # nothing is compiled here
    READS_TREES = False

MAX_BLOCKS = 20_000
"""Blocks that are read; the longest real page that we have seen has a tenth of them."""

MOST_WAITING = 200
"""Marks in places without text that are kept in mind; where there are more, more tell nothing."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_LINE_END = "\x1e"
_EMPTY_LINES = re.compile(r"\n{3,}")


class Element:
    """A place in the tree that may hold blocks."""

    parent: int
    """Its index, -1 for the root."""
    tag: str
    signature: str
    """Tag and class: siblings that are cut from the same cloth share it."""
    names: int
    """Bits of what it is called (`classes`)."""


class Block:
    """A run of text between two block-level borders. `block_of` makes it."""

    element: int
    tag: str
    """p, h2, li, blockquote, td, pre, ..., or div for bare text."""
    text: str
    links: int
    """Letters of it that are link text."""
    strong: int
    """Letters in bold."""
    is_line: bool
    """Only a line break parts it from the block before."""


def block_of(element: int, tag: str, text: str, links: int, strong: int, is_line: bool) -> Block:
    """Compiled this takes a third of the time of a class called with arguments."""
    block = Block.__new__(Block)
    block.element, block.tag, block.text = element, tag, text
    block.links, block.strong, block.is_line = links, strong, is_line
    return block


class Page:
    """All blocks in reading order, with the elements that hold them (parents before children)."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        """Those with text in them."""
        self.blocks: list[Block] = []
        self.signatures: frozenset[str] = frozenset()
        """Of all block-level elements, those without text too."""
        self.marks: dict[str, list[int]] = {name: [] for name in MARKS}
        """Of each of MARKS on the page: the innermost element around it that has text."""

    def ancestors(self, element: int) -> list[int]:
        """From the element itself up to the root."""
        found = []
        while element >= 0:
            found.append(element)
            place = self.elements[element]
            element = place.parent
        return found


def read_blocks(tree: LexborHTMLParser) -> Page:
    """Walk the body."""
    walk = _Walk()
    start = tree.body or tree.root
    if start is not None:
        walk.run(Nodes(start) if READS_TREES else Tokens(start))
    return walk.page


class _Walk:
    def __init__(self) -> None:
        self.page = Page()
        self._open: list[Tag] = []
        """The block-level elements that are open ..."""
        self._elements: list[int] = []
        """... and the number of each in `page.elements`, or -1 as long as it has no text."""
        self._own: list[str] = []
        """What the text of each element of the page is called."""
        self._waiting: list[tuple[int, str]] = []
        """Marks in elements without text so far: (number of elements open around it, name), the innermost last."""

    def run(self, tokens: Tokens) -> None:
        in_link = in_strong = links = strong = 0
        parts: list[str] = []
        """The text since the last border."""
        opened, elements, waiting = self._open, self._elements, self._waiting
        signatures: set[str] = set()
        while tokens.advance():
            tag, text = tokens.tag, tokens.text
            act = tag.act
            if act >= BREAK:
                if act == BREAK:
                    if parts:
                        parts.append(_LINE_END)
                else:
                    if parts:
                        self._flush("".join(parts), links, strong)
                        parts = []
                        links = strong = 0
                    if act == OPEN:
                        opened.append(tag)
                        elements.append(-1)
                        signatures.add(tag.signature)
                    elif act == CLOSE and opened:
                        last = opened[-1]
                        if last.name == tag.name:
                            if waiting:
                                self._settle()
                            opened.pop()
                            elements.pop()
            elif act == LINK:
                in_link += 1
            elif act == LINK_END:
                in_link -= 1
            elif act == STRONG:
                in_strong += 1
            elif act == STRONG_END:
                in_strong -= 1
            elif act == MARK and len(waiting) < MOST_WAITING:
                waiting.append((len(opened), tag.name))
            if not text:
                continue
            if text is not BLANK:
                parts.append(text)
                if in_link > 0:
                    links += len(text)
                if in_strong > 0:
                    strong += len(text)
            elif parts:
                parts.append(text)
        if parts:
            self._flush("".join(parts), links, strong)
        while waiting and opened:
            self._settle()
            opened.pop()
            elements.pop()
        self.page.signatures = frozenset(signatures)

    def _settle(self) -> None:
        """Before an element is closed: its marks are its own if it has text, else of the element around it."""
        depth, number, waiting = len(self._open), self._elements[-1], self._waiting
        at = len(waiting)
        while at and waiting[at - 1][0] == depth:
            at -= 1
        if at == len(waiting):
            return
        if number < 0:
            waiting[at:] = [(depth - 1, name) for _, name in waiting[at:]]
            return
        for _, name in waiting[at:]:
            self.page.marks[name].append(number)
        del waiting[at:]

    def _flush(self, text: str, links: int, strong: int) -> None:
        """Close the run of text that is open: a line break parts blocks as well. `links`, `strong`: letters of it."""
        blocks = self.page.blocks
        if not self._open or len(blocks) >= MAX_BLOCKS:
            return
        if _LINE_END not in text:
            line = collapsed(text)
            if line:
                element = self._element()
                own = self._own[element]
                if own == "pre":
                    line = _as_typed(text)
                size = len(line)
                blocks.append(block_of(element, own, line, min(links, size), min(strong, size), False))
            return
        lines = [collapsed(line) for line in text.split(_LINE_END)]
        letters = sum(map(len, lines)) or 1
        is_line = False
        for line in lines[: MAX_BLOCKS - len(blocks)]:
            if line:
                share = len(line) / letters
                element = self._element()
                own = self._own[element]
                blocks.append(block_of(element, own, line, int(links * share), int(strong * share), is_line))
            is_line = bool(line)

    def _element(self) -> int:
        """The number of the innermost element that is open; those around it are numbered before it."""
        numbers = self._elements
        if numbers[-1] < 0:
            at = len(numbers) - 1
            while at and numbers[at - 1] < 0:
                at -= 1
            for place in range(at, len(numbers)):
                numbers[place] = self._number(self._open[place], numbers[place - 1] if place else -1)
        return numbers[-1]

    def _number(self, tag: Tag, parent: int) -> int:
        name = tag.name
        outer = self._own[parent] if parent >= 0 else "div"
        self._own.append(name if tag.names_text and not (name == "p" and outer in {"li", "blockquote"}) else outer)
        element = Element.__new__(Element)
        element.parent, element.tag, element.signature, element.names = parent, name, tag.signature, tag.names
        self.page.elements.append(element)
        return len(self._own) - 1


def _as_typed(text: str) -> str:
    """Verses and code keep their lines and what these are indented by."""
    lines = text.replace("\xa0", " ").splitlines()
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
