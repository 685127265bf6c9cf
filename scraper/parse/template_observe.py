"""What one page shows of its site's template: which lines stand where, and how the text begins and ends."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from db.frozen import frozen
from scraper.parse.blocks import Page
from scraper.parse.outline import blocks_in
from scraper.parse.template import line_hash, place_of

MAX_LINES = 150
"""Of one page; lines of the text go before others."""

SHORTEST_OUTSIDE = 15
"""Letters; shorter lines outside of the text are menus, and they are kept out anyway."""

ENDS = 80
"""Letters of the text's first and last paragraph that are kept."""

SAMPLE = 80
"""Letters of a line that are kept for people to read."""


class Line(NamedTuple):
    """`order`: its number in the text, or -1 outside of it. `sample`: its beginning, for lines of the text."""

    hash: int
    place: str
    order: int
    letters: int
    sample: str = ""


@frozen
class Observation:
    """One page. `container`: the lowest place that holds the text, and `filled` the share of its letters that are text.

    `day`: of publication, ISO 8601, where known. `language`: ISO 639-1, of the text.
    """

    lines: tuple[Line, ...]
    container: str = ""
    filled: float = 0.0
    head: str = ""
    tail: str = ""
    day: str = ""
    language: str = ""


def observe(page: Page, paragraphs: Sequence[str], day: str = "", language: str = "") -> Observation:
    """`paragraphs`: the text as it was read without any template, so that what is learned can be unlearned."""
    orders: dict[str, int] = {}
    for number, text in enumerate(paragraphs):
        orders.setdefault(text, number)
    inside: list[Line] = []
    outside: list[Line] = []
    homes: list[int] = []
    seen: set[str] = set()
    for block in page.blocks:
        text = block.text
        if text in seen:
            continue
        seen.add(text)
        order = orders.get(text, -1)
        if order >= 0:
            homes.append(block.element)
            line = Line(line_hash(text), place_of(page, block.element), order, len(text), text[:SAMPLE])
            inside.append(line)
        elif len(text) >= SHORTEST_OUTSIDE and len(outside) < MAX_LINES:
            outside.append(Line(line_hash(text), place_of(page, block.element), -1, len(text)))
    if len(inside) > MAX_LINES:  # what repeats stands at the ends of a long text
        inside = inside[: MAX_LINES // 2] + inside[-MAX_LINES // 2 :]
    home = _lowest_above(page, homes)
    return Observation(
        lines=tuple(inside + outside[: MAX_LINES - len(inside)]),
        container=place_of(page, home) if home >= 0 else "",
        filled=_filled(page, home, orders) if home >= 0 else 0.0,
        head=paragraphs[0][:ENDS] if paragraphs else "",
        tail=paragraphs[-1][-ENDS:] if paragraphs else "",
        day=day,
        language=language,
    )


def _lowest_above(page: Page, elements: Sequence[int]) -> int:
    """The lowest element that holds all of these; -1 where there are none."""
    if not elements:
        return -1
    shared = page.ancestors(elements[0])
    for element in set(elements[1:]):
        above = set(page.ancestors(element))
        shared = [index for index in shared if index in above]
    return shared[0] if shared else -1


def _filled(page: Page, home: int, text: Container[str]) -> float:
    held = blocks_in(page, [home])
    return sum(len(block.text) for block in held if block.text in text) / (sum(len(b.text) for b in held) or 1)
