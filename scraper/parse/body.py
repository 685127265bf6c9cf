"""The main text: every block of the page is measured, a small learned model says which belong to the article."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parse.blocks import Block, Page
from scraper.parse.body_model import score
from scraper.parse.features import credit, measure, promo
from scraper.parse.layout import laid_out
from scraper.parse.second_look import second_look
from scraper.parse.survey import Survey, survey
from scraper.text import letters


def main_text(page: Page, title: str | None, lead: str | None = None, names: Sequence[str] = ()) -> list[Block]:
    """The blocks of the article. `lead`: the page's own description. `names`: what the site may sign with."""
    if not page.blocks:
        return []
    found = survey(page)
    blocks = page.blocks
    wanted = asked_about(blocks, found)
    rows = measure(page, found, title, lead, wanted)
    chosen = [at for at, row in enumerate(rows) if row and score(row, blocks[at].text, credit, promo) > 0]
    if chosen and _signs(page.blocks[chosen[-1] + 1 : chosen[-1] + 2], names):
        chosen.append(chosen[-1] + 1)
    return laid_out(page, second_look([page.blocks[at] for at in chosen], title, names))


def asked_about(blocks: Sequence[Block], found: Survey) -> list[bool]:
    """Of each block, whether the model is asked: not about what is hidden, nor about a link between two others.

    Half of a page's blocks are such links, of menus and lists of stories.
    """
    is_link = [block.links >= len(block.text) for block in blocks]
    is_amid = (a and b and c for a, b, c in zip((False, *is_link), is_link, (*is_link[1:], False), strict=False))
    unseen = found.unseen
    return [not (amid or unseen[block.element]) for block, amid in zip(blocks, is_amid, strict=True)]


def _signs(following: Sequence[Block], names: Sequence[str]) -> bool:
    """Does the site's name stand right behind the text, on a line of its own?"""
    return any(letters(block.text) == letters(name) for block in following for name in names)
