"""A block in numbers: what it looks like, what stands around it, and where on the page it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scraper.parse.blocks import Block, Page
from scraper.parse.phrases import credited, phrase, promotes
from scraper.parse.survey import HOLDS_ITSELF, Survey
from scraper.parse.tags import MARKS
from scraper.text import normalise

FEATURES = """
    tag letters link_share strong_share commas ending phrase credit promo upper comment related share navigation meta
    hidden caption box lead title embed unseen frame body_share hops kin grown class_share depth from_best
    cloth_blocks cloth_letters image_blocks image_count image_letters image_hops time_blocks time_count
    input_blocks input_hops container_share container_blocks container_links container_kin container_class
    rank outer_share outer_links outer_kin previous_letters previous_links previous_phrase previous_ending
    next_letters next_links next_tag next_phrase next2_letters since_good until_good before after since_title
    heading_links heading_phrase section_links section_good is_told_lead is_lead_first repeats page_letters
    best_share page_blocks
""".split()  # noqa: SIM905
"""The columns of a row; the training script and the model know them by these names."""

LATE = ("credit", "promo")
"""Searches through the whole block: `measure` leaves them at 0, the model asks for each where its first trees waver."""

_TAGS = {
    tag: float(number)
    for number, tags in enumerate(
        (
            "p", "div", "li", "blockquote", "td th", "pre", "dd dt", "h1", "h2", "h3", "h4 h5 h6", "figcaption caption",
            "address summary",
        )
    )
    for tag in tags.split()
}  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FRAMES = {"footer": 1.0, "aside": 2.0, "form": 3.0, "figure": 4.0, "figcaption": 4.0, "header": 5.0, "table": 6.0}
_ENDINGS = dict.fromkeys("!?。！？।.", 3.0) | dict.fromkeys("”\"“»’)'", 2.0) | {":": 1.0, "…": 4.0}

LONGEST_PHRASE = 250
"""Letters; what is longer is no line around a text, whatever it begins with."""

LONGEST_CREDITED = 700
"""The same for captions, which say whose picture it is."""

LONGEST_PROMOTION = 400
"""The same for lines that want something of the reader."""

FAR = 99.0
"""Blocks; further away is as good as nowhere."""

_Place = tuple[float, ...]
_NOWHERE = (9999.0, 0.0, 99999.0, FAR)


def measure(
    page: Page, found: Survey, title: str | None, lead: str | None, wanted: Sequence[bool] | None = None
) -> list[_Place]:
    """One row a block, in the order of `FEATURES`. `lead`: the page's own description.

    `wanted`: of each block, whether its row is; the others' are empty. None wants all.
    """
    blocks = page.blocks
    count = len(blocks)
    sizes = [len(block.text) for block in blocks]
    links = [block.links / size for block, size in zip(blocks, sizes, strict=True)]
    tags = [_TAGS.get(block.tag, 1.0) for block in blocks]
    phrases = [phrase(b.text) if size < LONGEST_PHRASE else 0.0 for b, size in zip(blocks, sizes, strict=True)]
    endings = [_ENDINGS.get(block.text[-1], 0.0) for block in blocks]
    repeats = Counter([block.text for block in blocks])
    wanted = wanted or [True] * count
    places = _places(page, found, wanted)
    since, until = _gaps(page, found)
    title_at = _title_at(blocks, title)
    total = found.total or 1
    page_wide = (float(total), found.good_letters[found.best] / total if page.elements else 0.0, float(count))
    told = (lead or "").casefold()[:60]
    before = 0
    heading_links, heading_phrase, section_links, section_good = -1.0, 0.0, 0, 0
    is_first = True
    rows: list[_Place] = []
    for at, block in enumerate(blocks):
        size, text = sizes[at], block.text
        if block.tag in _HEADINGS:
            heading_links, heading_phrase, section_links, section_good = links[at], phrases[at], 0, 0
        after, beyond = at + 1, at + 2
        if not wanted[at]:
            rows.append(())
        else:
            own = (
                tags[at], size, links[at], block.strong / size, found.commas[at], endings[at], phrases[at],
                0.0, 0.0, text.isupper(),
            )  # fmt: skip
            around = (
                sizes[at - 1] if at else 0, links[at - 1] if at else 0.0,
                phrases[at - 1] if at else 0.0, endings[at - 1] if at else 0.0,
                sizes[after] if after < count else 0, links[after] if after < count else 0.0,
                tags[after] if after < count else -1.0, phrases[after] if after < count else 0.0,
                sizes[beyond] if beyond < count else 0,
                since[at], until[at], before / total, (total - before) / total,
                at - title_at if title_at >= 0 else -FAR,
                heading_links, heading_phrase, section_links, section_good,
                _is_told(text, size, told), is_first, repeats[text],
            )  # fmt: skip
            rows.append(own + places[block.element] + around + page_wide)
        if found.good[at]:
            before += size
            section_good += size
            if size > 100 and is_first and found.hops[block.element] == 0:
                is_first = False
        section_links += block.links
    return rows


def credit(text: str) -> float:
    """How much the block says of whose picture it is about."""
    return credited(text) if len(text) < LONGEST_CREDITED else 0.0


def promo(text: str) -> float:
    """How often the block's words want something of the reader."""
    return promotes(text) if len(text) < LONGEST_PROMOTION else 0.0


def whole(row: _Place, text: str) -> _Place:
    """A row with what is late."""
    told = list(row)
    for name, measured in zip(LATE, (credit(text), promo(text)), strict=True):
        told[FEATURES.index(name)] = measured
    return tuple(told)


def _places(page: Page, found: Survey, wanted: Sequence[bool]) -> list[_Place]:
    """What all blocks of an element share; empty for elements without a wanted one of their own."""
    elements, good, letters = page.elements, found.good_letters, found.letters
    total = found.total or 1
    holders = {block.element for block, is_wanted in zip(page.blocks, wanted, strict=True) if is_wanted}
    most = _most_in_paragraphs(page, good) or total
    around: dict[int, _Place] = {}
    frames: list[float] = []
    places: list[_Place] = []
    classes = found.class_share
    cloths = _cloths(page)
    best_depth = found.depth[found.best] if elements else 0
    images, times, inputs = (_nearest(page, found, name) for name in MARKS)
    for at, element in enumerate(elements):
        parent = element.parent
        frame = _FRAMES.get(element.tag) or (frames[parent] if parent >= 0 else 0.0)
        frames.append(frame)
        if at not in holders:
            places.append(())
            continue
        container = at if element.tag in HOLDS_ITSELF or parent < 0 else parent
        shared = around.get(container)
        if shared is None:
            outer = max(elements[container].parent, 0)
            shared = around[container] = (
                good[container] / total, found.blocks[container], found.links[container] / (letters[container] or 1),
                found.kin[container], classes.get(elements[container].signature, 0.0), good[container] / most,
                good[outer] / total, found.links[outer] / (letters[outer] or 1), found.kin[outer],
            )  # fmt: skip
        own = (
            frame, found.body_share[at], found.hops[at], found.kin[at], found.grown[at],
            classes.get(element.signature, 0.0), found.depth[at], found.depth[at] - best_depth,
        )  # fmt: skip
        marked = (*times[at][:2], inputs[at][0], inputs[at][3])
        places.append(found.shares[at] + own + cloths[element.signature] + images[at] + marked + shared)
    return places


def _most_in_paragraphs(page: Page, good: Sequence[int]) -> int:
    """Letters of running text in the place that has most of them and a paragraph of its own."""
    most = 0
    for block in page.blocks:
        element = page.elements[block.element]
        if element.tag == "p" and good[element.parent] > most:
            most = good[element.parent]
    return most


def _nearest(page: Page, found: Survey, name: str) -> list[_Place]:
    """Of the innermost place that holds such a mark: (blocks, marks, letters, steps up to it) for each element."""
    held = found.marks[name]
    if not any(held):
        return [_NOWHERE] * len(held)
    places: list[_Place] = []
    for at, element in enumerate(page.elements):
        if held[at]:
            places.append((found.blocks[at], held[at], found.letters[at], 0.0))
        elif element.parent < 0:
            places.append(_NOWHERE)
        else:
            blocks, count, letters, hops = places[element.parent]
            places.append((blocks, count, letters, min(hops + 1, FAR)))
    return places


def _cloths(page: Page) -> dict[str, tuple[int, float]]:
    """By tag and class: (blocks of that cloth on the page, letters of one on average)."""
    sizes: dict[str, list[int]] = {}
    for block in page.blocks:
        sizes.setdefault(page.elements[block.element].signature, []).append(len(block.text))
    return {signature: (len(told), sum(told) / len(told)) for signature, told in sizes.items()}


def _gaps(page: Page, found: Survey) -> tuple[list[float], list[float]]:
    """Blocks since the last and until the next good block of the best place."""
    hops = found.hops
    core = [good and hops[block.element] == 0 for block, good in zip(page.blocks, found.good, strict=True)]
    return _distances(core), _distances(core[::-1])[::-1]


def _distances(core: Sequence[bool]) -> list[float]:
    gaps: list[float] = []
    gap = FAR
    for is_core in core:
        gaps.append(gap)
        gap = 1.0 if is_core else min(gap + 1, FAR)
    return gaps


def _title_at(blocks: Sequence[Block], title: str | None) -> int:
    """The block that shows the headline: the first heading of the same words, else the first <h1>; -1 for none."""
    headline = normalise(title or "")
    first = -1
    for at, block in enumerate(blocks):
        if block.tag not in _HEADINGS:
            continue
        if headline and len(block.text) < 300 and normalise(block.text) == headline:
            return at
        if first < 0 and block.tag == "h1":
            first = at
    return first


def _is_told(text: str, size: int, told: str) -> float:
    """Does the block begin like the page's description?"""
    if size < 20 or len(told) < 20:
        return 0.0
    mine = text[:60].casefold()
    return 1.0 if mine.startswith(told) or told.startswith(mine) else 0.0
