"""What a page's blocks and elements add up to, in one walk over each."""

from __future__ import annotations

import re

from scraper.parse.blocks import Block, Page
from scraper.spacing import collapsed

LONG = 120
"""Letters; a longer block is a paragraph of running text."""

LONGEST_NAME = 80
"""Letters of a tag with its classes; what is longer is told apart by its beginning."""

MAX_REMEMBERED = 10_000
"""Signatures that are told apart without a look at their letters."""

_CHANGED = re.compile(r"[0 ]")
"""What a signature may have in another form; up to there it begins as it is compared."""


class Outline:
    """Numbers of letters and of blocks. `by_tag`: letters by the blocks' tag, in the order in which these come up."""

    def __init__(self) -> None:
        self.by_tag: dict[str, int] = {}
        self.sizes: list[int] = []
        """Letters of each block."""
        self.letters = 0
        self.links = 0
        """Letters of links."""
        self.running = 0
        """Letters in long blocks that are hardly links."""
        self.paragraphs = 0
        """Blocks in `<p>`."""
        self.subheadings = 0
        """Blocks in `<h2>`."""
        self.linked = 0
        """Blocks that are links for more than half."""
        self.cloths: set[str] = set()
        """Signatures of the elements."""


def outline(page: Page) -> Outline:
    found = Outline()
    by_tag, sizes = found.by_tag, found.sizes
    for block in page.blocks:
        tag, size, links = block.tag, len(block.text), block.links
        by_tag[tag] = by_tag.get(tag, 0) + size
        sizes.append(size)
        found.letters += size
        found.links += links
        if size > LONG and links < 0.3 * size:
            found.running += size
        if tag == "p":
            found.paragraphs += 1
        elif tag == "h2":
            found.subheadings += 1
        if links > 0.5 * size:
            found.linked += 1
    for element in page.elements:
        found.cloths.add(element.signature)
    return found


def blocks_in(page: Page, homes: list[int]) -> list[Block]:
    """The blocks that lie in one of these elements, with a text."""
    elements = page.elements
    inside = bytearray(len(elements))
    for home in homes:
        inside[home] = 1
    for index, element in enumerate(elements):  # parents come before their children
        if element.parent >= 0 and inside[element.parent]:
            inside[index] = 1
    return [block for block in page.blocks if block.element >= 0 and inside[block.element] and block.text]


def elements_called(page: Page, name: str) -> list[int]:
    """The elements whose signature is plainly this one."""
    start = _CHANGED.split(name, 1)[0]
    called = {
        signature
        for signature in page.signatures
        if signature.startswith(start) and (_plain.get(signature) or plain(signature)) == name
    }
    return [index for index, element in enumerate(page.elements) if element.signature in called]


def plain(signature: str) -> str:
    """A signature as it is compared: figures in class names don't count, nor what is beyond LONGEST_NAME."""
    found = _plain.get(signature)
    if found is None:
        if len(_plain) >= MAX_REMEMBERED:
            _plain.clear()
        found = _plain[signature] = _without_figures(collapsed(signature)[:LONGEST_NAME])
    return found


def _without_figures(name: str) -> str:
    """With a 0 for each run of them: a regular expression takes three times as long, and new pages have new names."""
    kept: list[str] = []
    start = 0
    for at in range(len(name)):
        if name[at].isdecimal():
            if at > start or at == 0:
                kept.append(name[start:at])
            start = at + 1
    kept.append(name[start:])
    return "0".join(kept)


_plain: dict[str, str] = {}
"""Filled as they come up: each is asked for on every page of its site."""


def shared(blocks: list[Block], paragraphs: list[str]) -> tuple[int, int]:
    """(letters of these blocks, letters of those paragraphs that are one of them)."""
    size = common = at = 0
    for block in blocks:
        size += len(block.text)
    alike: set[str] | None = None
    for text in paragraphs:
        if alike is None:  # most stand here in their order, and are known without a look at their letters
            while at < len(blocks) and blocks[at].text is not text:
                at += 1
            if at == len(blocks):
                alike = {block.text for block in blocks}
        if alike is None or text in alike:
            common += len(text)
    return size, common
