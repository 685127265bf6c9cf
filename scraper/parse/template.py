"""What a site's pages have taught us, as a value, and its application to one page's text.

A `Template` is learned from many pages (`template_learn`), given to the parser frozen, and explains itself: every line
that it takes out says on how many articles it was seen, and since when.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from db.frozen import frozen
from scraper.parse.blocks import Page
from scraper.parse.outline import blocks_in, elements_called, plain, shared

LARGEST_CUT = 0.5
"""A text never loses more than this share of its letters to a template; if it would, the template is wrong here."""

PLACE_DEPTH = 3
"""Elements that make a place: the line's own and those above it, by tag and class."""

ENOUGH = 400
"""Letters in the known container; with fewer there may be no article in it today."""

ELSEWHERE = 0.2
"""A text with a smaller share of what the known container holds was found in the wrong place."""

MOSTLY_ELSEWHERE = 3
"""So does a text of so many times what it shares with the known container."""

MAX_REMEMBERED = 10_000
"""Places that are told apart without a look at their letters."""

OPENING = 8
"""Letters of a line that are looked at first: few paragraphs open as one of the learned lines does."""

NO_LINE = -1

_DIGITS = re.compile(r"\d+")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@frozen
class LearnedLine:
    """A line that recurs over articles with other texts. `place`: where on the page it stands, by tags and classes."""

    place: str
    text: str
    """As it was printed, its beginning; for people."""
    stories: int
    """Different articles, of those that the template was learned from."""
    since: str
    """Day (ISO 8601) of the first observation that counted."""
    closes: bool
    """It stands behind the text, with nothing but such lines after it."""


@frozen
class Template:
    """What is known of a site's pages; without anything learned it changes nothing.

    `lines`: by hash. `dateline`: a regular expression with the group `place`, for how most texts open; `signature`: the
    line that closes most of them. `container`: the place that holds the text of nearly every article.
    """

    pages: int = 0
    stories: int = 0
    lines: Mapping[int, LearnedLine] = field(default_factory=dict)
    dateline: str | None = None
    signature: str | None = None
    container: str | None = None
    openings: frozenset[str] = field(init=False, repr=False)
    """How the lines open, as of `_opening`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "openings", frozenset([_opening(line.text) for line in self.lines.values()]))


@frozen
class Cut:
    """A text after its template: what is left, and which learned lines were taken out."""

    paragraphs: list[str]
    taken: tuple[int, ...] = ()


def line_hash(text: str) -> int:
    """64 bits; case and figures don't count, so `3 comments` and `12 comments` are one line."""
    digest = hashlib.blake2b(_DIGITS.sub("0", text.casefold()).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _opening(text: str) -> str:
    """Of a line, up to its first figure: one and the same where `line_hash` is."""
    return _DIGITS.split(text[:OPENING].casefold()[:OPENING], 1)[0]


def place_of(page: Page, element: int) -> str:
    """The element and those above it, as in `div.story-body>p.`; figures in class names don't count."""
    signatures: list[str] = []
    while element >= 0 and len(signatures) < PLACE_DEPTH:
        signatures.append(page.elements[element].signature)
        element = page.elements[element].parent
    return _place(*reversed(signatures))


@lru_cache(maxsize=MAX_REMEMBERED)
def _place(*signatures: str) -> str:
    return ">".join(map(plain, signatures))


def places_by_text(page: Page) -> dict[str, tuple[str, str]]:
    """(place, tag) of each block's text; of texts that stand there twice the first one counts."""
    found: dict[str, tuple[str, str]] = {}
    for block in page.blocks:
        if block.text and block.text not in found:
            found[block.text] = (place_of(page, block.element), block.tag)
    return found


def refind(template: Template, page: Page, paragraphs: list[str]) -> list[str]:
    """The text where the site always has it, if what was found hardly stands there and there is more of it."""
    if template.container is None:
        return paragraphs
    own = template.container.rpartition(">")[2]
    homes = [index for index in elements_called(page, own) if place_of(page, index) == template.container]
    held = blocks_in(page, homes) if homes else []
    size, common = shared(held, paragraphs)
    if size < ENOUGH:
        return paragraphs
    is_there = common >= ELSEWHERE * size or any(block.text in paragraphs[:1] for block in held)
    if is_there and sum(map(len, paragraphs)) <= MOSTLY_ELSEWHERE * common:
        return paragraphs
    return [block.text for block in held if block.links < len(block.text) / 2]


def cut_boilerplate(template: Template, page: Page, paragraphs: Sequence[str]) -> Cut:
    """Take the learned lines out, where they stand in the place where they were learned.

    A heading inside the text stays unless what it heads went too. Nothing is taken where more than LARGEST_CUT would
    be.
    """
    known = template.lines
    if not known:
        return Cut(list(paragraphs))
    hashes = [line_hash(text) if _opening(text) in template.openings else NO_LINE for text in paragraphs]
    if not any(number in known for number in hashes):
        return Cut(list(paragraphs))
    places = places_by_text(page)
    gone = [
        number in known and places.get(text, ("", ""))[0] == known[number].place
        for number, text in zip(hashes, paragraphs, strict=True)
    ]
    last = max((index for index, is_gone in enumerate(gone) if not is_gone), default=-1)
    for index in range(len(gone) - 1, -1, -1):
        tag = places.get(paragraphs[index], ("", ""))[1]
        if gone[index] and index < last and known[hashes[index]].closes:
            gone[index] = False  # it closes other articles; here the text goes on behind it
        if gone[index] and tag in _HEADINGS and index < last and not gone[index + 1]:
            gone[index] = False
    lost = sum(len(text) for text, is_gone in zip(paragraphs, gone, strict=True) if is_gone)
    if lost > LARGEST_CUT * sum(map(len, paragraphs)):
        return Cut(list(paragraphs))
    taken = tuple(number for number, is_gone in zip(hashes, gone, strict=True) if is_gone)
    return Cut([text for text, is_gone in zip(paragraphs, gone, strict=True) if not is_gone], taken)
