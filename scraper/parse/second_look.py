"""What was chosen, looked at once more: no repeated headline, no heading that heads nothing, no second copy."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parse.blocks import HEADINGS, Block
from scraper.text import letters, normalise

HEADLINE_BLOCKS = 4
"""The headline may be repeated within so many blocks from the top."""

SEVERAL = 4
"""Blocks; fewer are no text in paragraphs."""

MOST_OF_IT = 0.6
"""Of the letters, both of the whole and of the paragraphs."""


def second_look(blocks: list[Block], title: str | None, names: Sequence[str] = ()) -> list[Block]:
    """`names`: what the site may sign with; a last line of that kind stays, whatever its tag."""
    headline = normalise(title or "")
    longest = 2 * len(headline) + 19
    kept: list[Block] = []
    for block in blocks:
        may_repeat = len(kept) < HEADLINE_BLOCKS and len(block.text) <= longest
        if headline and may_repeat and normalise(block.text) == headline:
            continue
        if block.text[0].isalnum() or any(map(str.isalnum, block.text)):
            kept.append(block)
    while kept and kept[-1].tag in HEADINGS and letters(kept[-1].text) not in map(letters, names):
        kept.pop()
    return _without_copy(kept)


def _without_copy(blocks: list[Block]) -> list[Block]:
    """Without a block that says in one piece what the others say in paragraphs, as for a voice or a printer."""
    if len(blocks) < SEVERAL:
        return blocks
    sizes = [len(block.text) for block in blocks]
    longest = max(sizes)
    size = sum(sizes) - longest
    if not MOST_OF_IT * longest <= size <= longest / MOST_OF_IT:
        return blocks
    whole = blocks[sizes.index(longest)]
    others = [block for block in blocks if block is not whole]
    parts = {block.text for block in others if block.text in whole.text} - {whole.text}
    return others if sum(map(len, parts)) > MOST_OF_IT * max(size, longest) else blocks
