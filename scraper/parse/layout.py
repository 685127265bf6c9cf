"""The shape of a text: lists and tables whole, tables in rows, short lines as lines.

What the model says of each item and cell alone leaves holes, so the last third of a list is kept with the others, and
a table is kept or left as a whole: it is kept where it stands inside the text and holds data, rows of short cells with
few links. Its rows become lines, their cells parted by ` | `.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from scraper.parse.blocks import Block, Page, block_of
from scraper.parse.classes import ADVERT, COMMENT, HIDDEN, NAVIGATION, RELATED, SHARE, SIGNUP, UNSEEN
from scraper.parse.phrases import phrase, promotes

MAX_CELL = 120
"""Letters of a cell on average; a table with more in them lays out a page."""

MAX_LINE = 80
"""Letters; many sites write `<br>` between paragraphs, which are longer."""

MAX_LINKED = 0.5
"""Share of link text; tables with more are menus and lists of other articles."""

_NOISE = ADVERT | COMMENT | HIDDEN | NAVIGATION | RELATED | SHARE | SIGNUP | UNSEEN

CELLS = " | "
_TABLES = frozenset({"table"})
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})


def laid_out(page: Page, chosen: Sequence[Block]) -> list[Block]:
    """The chosen blocks in the page's order and what is missing of their lists, each table of data as one block."""
    if not chosen:
        return []
    kept = {id(block) for block in chosen}
    # Of a list of which nothing is chosen nothing is missing.
    lists = _grouped(page, _LISTS) if any(block.tag == "li" for block in chosen) else {}
    missing = {id(block) for own in lists.values() for block in _missing(own, kept)}
    kept |= missing
    whole: dict[int, list[list[str]]] = {}
    holder: dict[int, int] = {}
    tables = _grouped(page, _TABLES)
    inside = _inside(page.blocks, kept) if tables else range(0)
    for table, own in tables.items():
        rows = _whole(page, table, own, kept, inside)
        if rows:
            whole[table] = rows
            holder.update((id(block), table) for _, block in own)
    if not missing and not whole:
        return list(chosen)
    found: list[Block] = []
    for block in page.blocks:
        table = holder.get(id(block), -1)
        if table < 0:
            if id(block) in kept:
                found.append(block)
        elif block is tables[table][0][1]:
            text = "\n".join(CELLS.join(row) for row in whole[table])
            found.append(block_of(block.element, "table", text, block.links, block.strong, block.is_line))
    return found


def with_line_breaks(text: str, page: Page) -> str:
    """The text with one line break instead of a blank line where the page breaks short lines: in verses, addresses."""
    lines: set[tuple[str, str]] = set()
    before: Block | None = None
    for block in page.blocks:
        if block.is_line and before is not None and len(before.text) <= MAX_LINE:
            lines.add((before.text, block.text))
        before = block
    if not lines:
        return text
    paragraphs = text.split("\n\n")
    found = [paragraphs[0]]
    for pair in pairwise(paragraphs):
        found += ("\n" if pair in lines else "\n\n", pair[1])
    return "".join(found)


def _whole(
    page: Page, table: int, own: Sequence[tuple[int, Block]], kept: set[int], inside: range
) -> list[list[str]] | None:
    """The rows of a table that belongs to the text; None for one that doesn't, or that only lays out the page."""
    blocks = [block for _, block in own]
    is_chosen = sum(id(block) in kept for block in blocks) * 2 > len(own)
    if not is_chosen and (own[0][0] not in inside or _is_noise(page, table)):
        return None
    rows = _rows(page, blocks)
    return rows if _is_data(blocks, rows) else None


def _grouped(page: Page, tags: frozenset[str]) -> dict[int, list[tuple[int, Block]]]:
    """The blocks of every element of these tags with their places, each with the innermost one only."""
    found: dict[int, list[tuple[int, Block]]] = {}
    names = tuple(tags)
    for signature in page.signatures:
        if signature.startswith(names):
            break
    else:
        return found
    innermost: list[int] = []
    for at, element in enumerate(page.elements):
        if element.tag in tags:
            innermost.append(at)
        else:
            innermost.append(innermost[element.parent] if element.parent >= 0 else -1)
    for at, block in enumerate(page.blocks):
        holder = innermost[block.element]
        if holder >= 0:
            found.setdefault(holder, []).append((at, block))
    return found


def _missing(own: Sequence[tuple[int, Block]], kept: set[int]) -> list[Block]:
    """The items of a list that aren't chosen, if at least two thirds of it are, and its items are text."""
    missing = [block for _, block in own if id(block) not in kept]
    if not missing or len(missing) * 3 > len(own) or any(block.tag != "li" for _, block in own):
        return []
    wanted = (block for block in missing if block.links * 2 <= len(block.text))
    return [block for block in wanted if not phrase(block.text) and not promotes(block.text)]


def _inside(blocks: Sequence[Block], kept: set[int]) -> range:
    """Places from the first chosen block to the last."""
    places = [at for at, block in enumerate(blocks) if id(block) in kept]
    return range(places[0], places[-1] + 1)


def _rows(page: Page, own: Iterable[Block]) -> list[list[str]]:
    """The texts of the cells, row by row; a cell's own lines on one."""
    rows: dict[int, dict[int, str]] = {}
    for block in own:
        above = page.ancestors(block.element)
        cell = next((at for at in above if page.elements[at].tag in _CELLS), above[0])
        row = next((at for at in above if page.elements[at].tag == "tr"), cell)
        cells = rows.setdefault(row, {})
        cells[cell] = f"{cells[cell]} {block.text}" if cell in cells else block.text
    return [list(cells.values()) for cells in rows.values()]


def _is_data(own: Sequence[Block], rows: Sequence[Sequence[str]]) -> bool:
    """At least two rows, most of them of two cells or more, with little in a cell and few links."""
    cells = sum(map(len, rows))
    size = sum(len(block.text) for block in own)
    is_grid = len(rows) >= 2 and cells > len(rows) and cells >= 2 * len(rows) - 2
    return is_grid and size <= MAX_CELL * cells and sum(block.links for block in own) <= MAX_LINKED * size


def _is_noise(page: Page, table: int) -> bool:
    return any(page.elements[at].names & _NOISE for at in page.ancestors(table))
