"""What was chosen, looked at once more: without the headline's repetition and without headings that head nothing."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parse.blocks import Block
from scraper.text import letters, normalise

HEADLINE_BLOCKS = 4
"""The headline may be repeated within so many blocks from the top."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def second_look(blocks: Sequence[Block], title: str | None, names: Sequence[str] = ()) -> list[Block]:
    """`names`: what the site may sign with; a last line of that kind stays, whatever its tag."""
    headline = normalise(title or "")
    kept: list[Block] = []
    for block in blocks:
        may_repeat = len(kept) < HEADLINE_BLOCKS and len(block.text) < 2 * len(headline) + 20
        if headline and may_repeat and normalise(block.text) == headline:
            continue
        if any(letter.isalnum() for letter in block.text):
            kept.append(block)
    signatures = {letters(name) for name in names}
    while kept and kept[-1].tag in _HEADINGS and letters(kept[-1].text) not in signatures:
        kept.pop()
    return kept
