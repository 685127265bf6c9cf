"""What is counted on a page before a block is judged: which places hold the text, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parse.blocks import Block, Page
from scraper.parse.classes import BODY, KINDS, OVERLAY, UNSEEN

GOOD_LETTERS = 25
"""Shorter paragraphs don't vote."""

BARE_LETTERS = 60
"""The same for text that is in no paragraph."""

PARDON = 0.45
"""A hidden place with more than this share of the good text is shown by a script once the page has loaded."""

ASKING = 0.9
"""The same for what asks for consent, above the page: with more it holds the page itself."""

LINK_SHARE = 0.5
"""A block with more of its letters in links is a menu or a teaser."""

SMALL_PART = 2.5
"""What holds so much less than the place above is not the article, but a part of it ..."""

NAMED = 1.25
"""... and so much less, if the place above is an <article> or is named for the text."""

HIGHEST = 40
"""Places above the best that are looked at; a bound on the work for pages nested without end."""

_PARAGRAPHS = frozenset({"p", "blockquote", "td", "pre"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HOLDS_ITSELF = frozenset({"div", "section", "article", "main", "td", "body"})
_ENDS = frozenset('.!?…:;»”"“’)。！？।')


class Survey:
    """Counts for each element (parallel to `page.elements`) and each block."""

    def __init__(self, commas: list[int], good: list[bool]) -> None:
        self.commas = commas
        """Of each block."""
        self.good = good
        """Each block: is it a paragraph of running text?"""
        self.total = 0
        """Letters in good blocks."""
        self.good_letters: list[int] = []
        self.letters: list[int] = []
        self.links: list[int] = []
        self.blocks: list[int] = []
        self.kin: list[int] = []
        """Siblings of the same tag and class that hold text, itself included."""
        self.shares: list[tuple[float, ...]] = []
        """For each of KINDS: least share of the page's good text in a place so called, here or above; else 1."""
        self.body_share: list[float] = []
        """Share of the good text in the nearest place that is named for the text; 0 if none."""
        self.unseen: list[bool] = []
        """Hidden by attribute or style, and not with most of the page's text."""
        self.hops: list[int] = []
        """Steps up from the best place until it holds this one."""
        self.best = 0
        """The place that most good paragraphs speak for."""
        self.grown: list[bool] = []
        """Is it in the best place, or in what that grows into?"""
        self.class_share: dict[str, float] = {}
        """Share of the good text in elements of this tag and class."""
        self.depth: list[int] = []
        self.marks: dict[str, list[int]] = {}
        """For each of MARKS: how many the element holds."""


def survey(page: Page) -> Survey:
    elements, blocks = page.elements, page.blocks
    size = len(elements)
    commas = [_commas(block.text) for block in blocks]
    good = [_is_good(block, its) for block, its in zip(blocks, commas, strict=True)]
    letters, good_letters, links, count = [0] * size, [0] * size, [0] * size, [0] * size
    for block, is_good in zip(blocks, good, strict=True):
        at = block.element
        letters[at] += len(block.text)
        links[at] += block.links
        count[at] += 1
        if is_good:
            good_letters[at] += len(block.text)
    for at in range(size - 1, 0, -1):
        if letters[at]:
            above = elements[at].parent
            letters[above] += letters[at]
            good_letters[above] += good_letters[at]
            links[above] += links[at]
            count[above] += count[at]
    total = good_letters[0] if size else 0
    found = Survey(commas, good)
    found.total, found.good_letters, found.letters = total, good_letters, letters
    found.links, found.blocks = links, count
    _inherit(page, found)
    found.marks = {name: _held(page, holders) for name, holders in page.marks.items()}
    found.best = _best(page, found)
    found.hops = _hops(page, found.best)
    found.grown = _grown(page, found)
    for block, is_good in zip(blocks, good, strict=True):
        if is_good:
            signature = elements[block.element].signature
            found.class_share[signature] = found.class_share.get(signature, 0.0) + len(block.text) / total
    return found


def _held(page: Page, holders: Sequence[int]) -> list[int]:
    """How many of these lie in each element, or further in."""
    count = [0] * len(page.elements)
    for at in holders:
        count[at] += 1
    for at in range(len(count) - 1, 0, -1):
        if count[at]:
            count[page.elements[at].parent] += count[at]
    return count


def _commas(text: str) -> int:
    count = text.count(",")
    return count if count or text.isascii() else text.count("،") + text.count("、") + text.count("，")


def _is_good(block: Block, commas: int) -> bool:
    """A paragraph of running text."""
    size = len(block.text)
    if size < GOOD_LETTERS or block.links > LINK_SHARE * size or block.tag in _HEADINGS:
        return False
    return block.tag in _PARAGRAPHS or (size >= BARE_LETTERS and (block.text[-1] in _ENDS or commas >= 2))


def _inherit(page: Page, found: Survey) -> None:
    """From the top down: names, and the share of the text that they cover."""
    total = found.total or 1
    kin: dict[tuple[int, str], int] = {}
    keys = [(element.parent, element.signature) for element in page.elements]
    for key, letters in zip(keys, found.letters, strict=True):
        if letters:
            kin[key] = kin.get(key, 0) + 1
    found.kin = [kin.get(key, 0) for key in keys]
    all_shares, bodies, all_unseen, depths = found.shares, found.body_share, found.unseen, found.depth
    for element, good in zip(page.elements, found.good_letters, strict=True):
        parent, names = element.parent, element.names
        if parent >= 0:
            shares, body, unseen, depth = all_shares[parent], bodies[parent], all_unseen[parent], depths[parent] + 1
        else:
            shares, body, unseen, depth = _UNTOLD, 0.0, False, 0
        if names:
            share = good / total
            shares = _covered(shares, names, share)
            if names & BODY:
                body = share
            unseen = unseen or (bool(names & UNSEEN) and share < PARDON) or (bool(names & OVERLAY) and share < ASKING)
        all_shares.append(shares)
        bodies.append(body)
        all_unseen.append(unseen)
        depths.append(depth)


def _covered(shares: tuple[float, ...], names: int, share: float) -> tuple[float, ...]:
    """What a place so called holds is no more than what the places around it hold."""
    told = _TOLD.get(names)
    if told is None:
        told = _TOLD[names] = [at for at, kind in enumerate(KINDS) if names & kind]
    if not told:
        return shares
    covered = list(shares)
    for at in told:
        covered[at] = share
    return tuple(covered)


_UNTOLD = (1.0,) * len(KINDS)
_TOLD: dict[int, list[int]] = {}
"""Columns of KINDS by the names that speak of them; as many as there are combinations of names on pages."""


def _best(page: Page, found: Survey) -> int:
    """The place that most good paragraphs speak for: with full voice where they stand, with less further up.

    After Arc90's Readability (2009).
    """
    scores = [0.0] * len(page.elements)
    elements = page.elements
    for at, block in enumerate(page.blocks):
        if not found.good[at] or found.unseen[block.element] or min(found.shares[block.element][:6]) < 0.3:
            continue
        weight = 1 + min(found.commas[at], 8) * 0.5 + min(len(block.text) / 100, 4)
        if block.tag == "li":
            weight *= 0.4
        place = block.element
        if elements[place].tag not in HOLDS_ITSELF:
            place = elements[place].parent
        for share in (1.0, 0.5, 0.2):
            if place < 0:
                break
            scores[place] += weight * share
            place = elements[place].parent
    return max(range(len(scores)), key=scores.__getitem__, default=0)


def _hops(page: Page, best: int) -> list[int]:
    steps = {place: step for step, place in enumerate(page.ancestors(best))}
    hops: list[int] = []
    for at, element in enumerate(page.elements):
        step = steps.get(at)
        hops.append(step if step is not None else hops[element.parent] if element.parent >= 0 else 0)
    return hops


def _grown(page: Page, found: Survey) -> list[bool]:
    """Climb from the best place while the one above has much more of the running text."""
    top = found.best
    for above in page.ancestors(top)[1:HIGHEST]:
        element = page.elements[above]
        wanted = NAMED if element.names & BODY or element.tag in {"article", "main"} else SMALL_PART
        if found.good_letters[above] > wanted * found.good_letters[top]:
            top = above
    inside: list[bool] = []
    for at, element in enumerate(page.elements):
        inside.append(at == top or (element.parent >= 0 and inside[element.parent]))
    return inside
