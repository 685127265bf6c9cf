"""Two texts side by side: is one the other again, a part of it, a sharer of passages, or one form filled in anew?"""

from __future__ import annotations

from typing import Literal

from db.frozen import frozen
from scraper.identify.wording import Wording

Relation = Literal["same", "excerpt", "overlap", "template", "apart"]
"""`apart`: they were linked once, and have nothing in common any more."""

METHOD = "shingles-3"
"""Kept with every link; a change of the rules or thresholds below makes it the next number."""

SAME = 0.48
"""Shared of all three-word runs of both: one word in ten edited leaves .5, two reports of one event have .2."""

INSIDE = 0.8
"""Share of the smaller text that stands in the larger one ..."""

COMPARABLE = 0.35
"""... where the smaller has at least this share of the larger one's length: the same, with a paragraph added."""

EXCERPT = 0.86
"""Share of the smaller text that stands in a much larger one: it is cut from it."""

PASSAGE = 0.4
"""Share of one text that stands in the other: the passages matter to it, however long the other is ..."""

OVERLAP, OVERLAP_OF_BOTH = 0.17, 0.12
"""... or shares of one and of both: they matter to both. One background paragraph in a long report ties nothing."""

OVERLAP_RUNS = 10
"""Less than that in common are set phrases."""

SURELY, OPENED = 0.75, 0.1
"""Texts that share less than that are no copies where so little of either's opening stands in the other: what they
have in common is a long imprint below two short reports."""

SLIGHT = 120
"""Bytes of words: a shorter text, as in `Video wird geladen`, says nothing without its title."""

FIGURES_MOVED = 2
"""So many figures that differ in the same place, and no fewer than agree: a form that is filled in anew."""


@frozen
class Verdict:
    """What one text is to another. `a_in_b`, `b_in_a`: the share of one that stands in the other, 0 to 1."""

    relation: Relation
    rule: str
    score: float
    a_in_b: float
    b_in_a: float


def compare(a: Wording, b: Wording, *, same_title: bool) -> Verdict | None:
    """The relation of two texts; None where they have next to nothing in common. Symmetric in its arguments.

    `same_title`: asked of slight texts only.
    """
    if not a.runs.count or not b.runs.count or (not same_title and (is_slight(a) or is_slight(b))):
        return None
    shared = a.runs.shared(b.runs)
    a_in_b, b_in_a = shared / a.runs.count, shared / b.runs.count
    own = a.runs.count + b.runs.count - 2 * shared
    jaccard = shared / (shared + own)
    inside = max(a_in_b, b_in_a)

    if inside < OVERLAP or (inside < PASSAGE and min(a_in_b, b_in_a) < OVERLAP_OF_BOTH):
        return None
    if shared < OVERLAP_RUNS and inside < EXCERPT and jaccard < SAME:
        return None
    if own >= FIGURES_MOVED * 2 and is_refilled(a, b):  # another figure is another run on either side
        return Verdict("template", "figures", jaccard, a_in_b, b_in_a)
    if jaccard < SURELY and not is_opening_shared(a, b):
        return Verdict("overlap", "passages", inside, a_in_b, b_in_a)
    if jaccard >= SAME:
        return Verdict("same", "similarity", jaccard, a_in_b, b_in_a)
    if inside >= INSIDE and min(a.runs.count, b.runs.count) / max(a.runs.count, b.runs.count) >= COMPARABLE:
        return Verdict("same", "containment", inside, a_in_b, b_in_a)
    if inside >= EXCERPT:
        return Verdict("excerpt", "containment", inside, a_in_b, b_in_a)
    return Verdict("overlap", "passages", inside, a_in_b, b_in_a)


def is_slight(text: Wording) -> bool:
    """Whether so few words are the same by chance or by form."""
    return text.passage.size < SLIGHT


def is_opening_shared(a: Wording, b: Wording) -> bool:
    """Whether one of the two opens with what stands in the other. Paragraphs may be added, left out or moved."""
    return _is_opened(a, b) or _is_opened(b, a)


def _is_opened(a: Wording, b: Wording) -> bool:
    return a.opening.shared(b.runs) > OPENED * a.opening.count


def is_refilled(a: Wording, b: Wording) -> bool:
    """Whether the two are one form with other figures: weather, rates, match reports."""
    moved = kept = 0
    theirs = b.figures
    for place, mine in a.figures.items():
        if place in theirs:
            if mine == theirs[place] or not set(mine).isdisjoint(theirs[place]):
                kept += 1
            else:
                moved += 1
    return moved >= FIGURES_MOVED and moved >= kept
