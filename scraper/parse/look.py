"""What a block looks like by itself, before anything around it is asked."""

from __future__ import annotations

from scraper.parse.blocks import HEADINGS, Block
from scraper.parse.phrases import credited, phrase, promotes

try:
    from scraper.one_by_one import commas as commas
except ImportError:  # nothing is compiled here

    def commas(text: str) -> int:
        """How many; in texts without any those of Arabic, Chinese and Japanese."""
        found = text.count(",")
        return found if found or text.isascii() else sum(map(text.count, "،、，"))


GOOD_LETTERS = 25
"""Shorter paragraphs are no running text."""

BARE_LETTERS = 60
"""The same for text that is in no paragraph."""

LINK_SHARE = 0.5
"""A block with more of its letters in links is a menu or a teaser."""

LONGEST_PHRASE = 250
"""Letters; what is longer is no line around a text, whatever it begins with."""

LONGEST_CREDITED = 700
"""The same for captions, which say whose picture it is."""

LONGEST_PROMOTION = 400
"""The same for lines that want something of the reader."""

_PARAGRAPHS = frozenset({"p", "blockquote", "td", "pre"})
_ENDS = frozenset('.!?…:;»”"“’)。！？।')
_ENDINGS = dict.fromkeys("!?。！？।.", 3.0) | dict.fromkeys("”\"“»’)'", 2.0) | {":": 1.0, "…": 4.0}


class Sort:
    """What a block's tag makes of it."""

    def __init__(self, number: float, tag: str) -> None:
        self.number = number
        """As the model knows the tag, and those like it."""
        self.is_heading = tag in HEADINGS
        self.is_paragraph = tag in _PARAGRAPHS


_SORTS = {
    tag: Sort(float(number), tag)
    for number, tags in enumerate(
        (
            "p", "div", "li", "blockquote", "td th", "pre", "dd dt", "h1", "h2", "h3", "h4 h5 h6", "figcaption caption",
            "address summary",
        )
    )
    for tag in tags.split()
}  # fmt: skip


class Look:
    """`look_at` makes it."""

    block: Block
    size: int
    """Letters."""
    tag: float
    is_heading: bool
    links: float
    """Share of its letters in links."""
    is_link: bool
    cue: int
    """The same for texts that are the same, and most often for no others: of its length and its two ends."""
    commas: int
    ending: float
    is_good: bool
    """A paragraph of running text."""


def look_at(block: Block) -> Look:
    look = Look.__new__(Look)
    text, size, sort = block.text, len(block.text), _SORTS[block.tag]
    last = text[-1]
    look.block, look.size, look.tag, look.is_heading = block, size, sort.number, sort.is_heading
    look.links = block.links / size
    look.is_link = block.links >= size
    look.cue = size + 37 * ord(text[0]) + 101 * ord(last)
    look.commas = commas(text)
    look.ending = 0.0 if last.isalnum() else _ENDINGS.get(last, 0.0)
    look.is_good = (
        size >= GOOD_LETTERS
        and block.links <= LINK_SHARE * size
        and not sort.is_heading
        and (sort.is_paragraph or (size >= BARE_LETTERS and (last in _ENDS or look.commas >= 2)))
    )
    return look


def opening(text: str) -> float:
    """The kind of phrase that opens a block, 0 for none."""
    return phrase(text) if len(text) < LONGEST_PHRASE else 0.0


def credit(text: str) -> float:
    """How much a block says of whose picture it is about."""
    return credited(text) if len(text) < LONGEST_CREDITED else 0.0


def promo(text: str) -> float:
    """How often a block's words want something of the reader."""
    return promotes(text) if len(text) < LONGEST_PROMOTION else 0.0
