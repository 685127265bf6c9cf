"""Which few shingles of a text stand for it in the index: texts that share much share some of them.

Bottom-k sampling (the k smallest hashes) rather than MinHash bands: the smallest hashes of an excerpt are, as far
as they lie in the whole, among the smallest of the whole, so containment is found as well as similarity. Excerpts
are mostly openings, so some of the keys are drawn from the opening alone. What is stored is what is looked for, so
two texts meet whichever comes first.
"""

from __future__ import annotations

from array import array

from db.frozen import frozen
from scraper.identify.lines import ZERO, read_lines
from scraper.identify.wording import WIDE, runs

KEPT = 10
"""Keys of the whole text. With 13 stored and 26 looked for no more pairs were found."""

OPENINGS = ((30, 2), (10, 2))
"""(runs, keys): so many more are drawn from so many runs at the start."""

_KEY_BITS, _HALF = (1 << 32) - 1, 1 << 31
"""Of a hash that are kept, half of them below zero: SQLite stores these in four bytes. Among a million articles one in
forty shares one with a stranger by chance, and is compared with it. The lower bits: of the smallest hashes the upper
ones are much alike."""


@frozen
class Fingerprint:
    """What the index knows a text by: the hash of each of its lines, and its keys."""

    lines: tuple[int, ...]
    keys: tuple[int, ...]


def fingerprint(text: str, without: frozenset[int] = frozenset()) -> Fingerprint:
    """The fingerprint of a text without the lines of these hashes; keys ascend, each stands once."""
    lines = read_lines(text)
    hashes = runs(lines.without(without).numbers if without else lines.found.hashes, WIDE)
    keys = set(smallest(hashes, KEPT))
    for length, count in OPENINGS:
        keys.update(smallest(hashes[:length], count))
    return Fingerprint(lines.hashes, tuple(sorted({to_key(key) for key in keys})))


def to_key(hash_: int) -> int:
    """What of a hash is stored; from -2**31 on."""
    return (hash_ & _KEY_BITS) - _HALF


def smallest(hashes: array[int], count: int) -> list[int]:
    """The smallest different ones, ascending."""
    found = ZERO * count
    least = found
    held = 0
    for hash_ in hashes:
        if held == count and least[count - 1] <= hash_:  # as most are
            continue
        place = held
        while place and least[place - 1] > hash_:
            place -= 1
        if place and least[place - 1] == hash_:
            continue
        held = min(held + 1, count)
        for at in range(held - 1, place, -1):
            least[at] = least[at - 1]
        least[place] = hash_
    return found[:held].tolist()
