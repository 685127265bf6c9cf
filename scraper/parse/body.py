"""The main text: every block of the page is measured, a small learned model says which belong to the article."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parse.blocks import Block, Page
from scraper.parse.body_model import score
from scraper.parse.features import Rows
from scraper.parse.layout import laid_out
from scraper.parse.second_look import second_look
from scraper.parse.survey import survey
from scraper.text import letters


def main_text(page: Page, title: str | None, lead: str | None = None, names: Sequence[str] = ()) -> list[Block]:
    """The blocks of the article. `lead`: the page's own description. `names`: what the site may sign with."""
    blocks = page.blocks
    rows = Rows(survey(page), title, lead)
    chosen: list[Block] = []
    last = -1
    while rows.advance():
        if score(rows) > 0:
            chosen.append(blocks[rows.at])
            last = rows.at
    if chosen and last + 1 < len(blocks) and _signs(blocks[last + 1], names):
        chosen.append(blocks[last + 1])
    return laid_out(page, second_look(chosen, title, names))


def _signs(following: Block, names: Sequence[str]) -> bool:
    """Is it the site's name that stands right behind the text, on a line of its own?"""
    return letters(following.text) in map(letters, names)
