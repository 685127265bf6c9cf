"""A text ready for comparison: its runs of words as numbers, and figures where they stand."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from scraper.identify.lines import BITS_48, ZERO, Passage, read_lines

WIDE = 4
"""Words a shingle of the index: rare enough that few texts share one by chance, and an edited word spoils no more."""

NARROW = 3
"""Words a shingle of the comparison: an edited word spoils three of them."""

OPENING = 30
"""Runs that a text opens with: its own words, whatever a site puts below."""

_BITS = BITS_48
_SECOND, _THIRD, _FOURTH = 0x2F35, 0x1ACB, 0x3D4F
"""What the hash of a run's other words counts: odd, and so small that a sum of four fits in 64 bits."""

_A_FIGURE, _NO_WORD = 1, 0
"""Neighbours that are no words."""


def runs(numbers: array[int], width: int) -> array[int]:
    """48-bit hashes of every run of so many words (up to four), in reading order; one of the whole where there are
    fewer. `numbers`: the hashes of words, as of `Folded`.

    After Broder, "On the resemblance and containment of documents" (1997).
    """
    words = numbers
    width = min(width, len(words))
    total = len(words) - width + 1 if width else 0
    made = numbers[:total]
    found = made
    bits = _BITS
    for at in range(total):
        mixed = words[at] & bits
        if width > 1:
            mixed += (words[at + 1] & bits) * _SECOND
        if width > 2:
            mixed += (words[at + 2] & bits) * _THIRD
        if width > 3:
            mixed += (words[at + 3] & bits) * _FOURTH
        found[at] = mixed & bits
    return made


@dataclass(frozen=True)
class Runs:
    """A set of runs of words, open-addressed: a run is in the first free place from its own number on.

    A set of Python's takes ten times as long to make and to look into, as each number would be an object of its own.
    `places`: each run plus one, 0 where there is none; twice as many as runs or more, a power of two. `count`: how many
    different ones.
    """

    places: array[int]
    count: int

    def shared(self, other: Runs) -> int:
        """How many of these are among the others."""
        return _shared(self.places, other.places)


def run_set(numbers: array[int], width: int) -> Runs:
    """The runs of so many words; one of the whole where there are fewer."""
    found = runs(numbers, width)
    all_runs = found
    size = 2
    while size < 2 * len(all_runs):
        size *= 2
    made = ZERO * size
    places = made
    count = 0
    for number in all_runs:
        run = number + 1
        at = run & (size - 1)
        while places[at] and places[at] != run:
            at = (at + 1) & (size - 1)
        if not places[at]:
            places[at] = run
            count += 1
    return Runs(made, count)


def _shared(one: array[int], other: array[int]) -> int:
    places = other
    last = len(places) - 1
    shared = 0
    for run in one:
        if not run:
            continue
        at = run & last
        while places[at] and places[at] != run:
            at = (at + 1) & last
        if places[at]:
            shared += 1
    return shared


@dataclass(frozen=True)
class Wording:
    """A text by its runs of three words."""

    passage: Passage
    runs: Runs

    @cached_property
    def opening(self) -> Runs:
        """The first runs."""
        return run_set(self.passage.numbers[: OPENING + NARROW - 1], NARROW)

    @cached_property
    def figures(self) -> dict[int, tuple[int, ...]]:
        """Numbers by their neighbours; neighbours that are numbers themselves are all alike. Few are asked for it."""
        return figures(self.passage.numbers, self.passage.figures)


@lru_cache(maxsize=512)
def wording(text: str, without: frozenset[int] = frozenset()) -> Wording:
    """The wording of a text without the lines of these hashes. Cached: of one form the same few are compared often."""
    passage = read_lines(text).without(without)
    return Wording(passage, run_set(passage.numbers, NARROW))


def figures(numbers: array[int], places: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Every number of the text by its neighbours, two before and one after it, to the numbers that stand between
    these: all by their hashes. `places`: of the numbers among the words."""
    found: dict[int, tuple[int, ...]] = {}
    if not places:
        return found
    words = numbers
    known = frozenset(places)
    for place in places:
        context = _neighbour(words, known, place - 2)
        context += _neighbour(words, known, place - 1) * _SECOND
        context += _neighbour(words, known, place + 1) * _THIRD
        number = words[place]
        found[context] = (*found[context], number) if context in found else (number,)
    return found


def _neighbour(words: array[int], known: frozenset[int], at: int) -> int:
    """In 48 bits."""
    if at < 0 or at >= len(words):
        return _NO_WORD
    return _A_FIGURE if at in known else words[at] & _BITS
