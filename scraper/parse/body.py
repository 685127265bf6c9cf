"""The main text: every block of the page is measured, a small learned model says which belong to the article."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parse.blocks import Block, Page
from scraper.parse.body_model import score
from scraper.parse.features import measure, promo
from scraper.parse.layout import laid_out
from scraper.parse.second_look import second_look
from scraper.parse.survey import survey
from scraper.text import letters


def main_text(page: Page, title: str | None, lead: str | None = None, names: Sequence[str] = ()) -> list[Block]:
    """The blocks of the article. `lead`: the page's own description. `names`: what the site may sign with."""
    if not page.blocks:
        return []
    found = survey(page)
    rows = measure(page, found, title, lead)
    chosen = [
        at
        for at, (block, row) in enumerate(zip(page.blocks, rows, strict=True))
        if not found.unseen[block.element] and score(row, block.text, promo) > 0
    ]
    if chosen and _signs(page.blocks[chosen[-1] + 1 : chosen[-1] + 2], names):
        chosen.append(chosen[-1] + 1)
    return laid_out(page, second_look([page.blocks[at] for at in chosen], title, names))


def _signs(following: Sequence[Block], names: Sequence[str]) -> bool:
    """Does the site's name stand right behind the text, on a line of its own?"""
    return any(letters(block.text) == letters(name) for block in following for name in names)
