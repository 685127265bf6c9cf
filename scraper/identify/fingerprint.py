"""Which few shingles of a text stand for it in the index: texts that share much share some of them.

Bottom-k sampling (the k smallest hashes) rather than MinHash bands: the smallest hashes of an excerpt are, as far
as they lie in the whole, among the smallest of the whole, so containment is found as well as similarity. Excerpts
are mostly openings, so some of the keys are drawn from the opening alone. What is stored is what is looked for, so
two texts meet whichever comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.identify.lines import BITS_48, read_lines
from scraper.identify.wording import WIDE, runs

KEPT = 10
"""Keys of the whole text. With 13 stored and 26 looked for no more pairs were found."""

OPENINGS = ((30, 2), (10, 2))
"""(runs, keys): so many more are drawn from so many runs at the start."""

_KEY_BITS = 32
"""Of a hash that are kept, half of them below zero: SQLite stores these in four bytes. Among a million articles one in
forty shares one with a stranger by chance, and is compared with it. The lower bits: of the smallest hashes the upper
ones are much alike."""

_SPARE = 3
"""So many times the share of hashes that is wanted lies below the limit where the smallest are looked for."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the index knows a text by: the hash of each of its lines, and its keys."""

    lines: tuple[int, ...]
    keys: tuple[int, ...]


def fingerprint(text: str, without: frozenset[int] = frozenset()) -> Fingerprint:
    """The fingerprint of a text without the lines of these hashes; keys ascend, each stands once."""
    lines = read_lines(text)
    hashes = runs(lines.without(without).numbers, WIDE)
    keys = set(_smallest(hashes, KEPT))
    for length, count in OPENINGS:
        keys.update(sorted(set(hashes[:length]))[:count])
    return Fingerprint(lines.hashes, tuple(sorted({to_key(key) for key in keys})))


def to_key(hash_: int) -> int:
    """What of a hash is stored; from -2**31 on."""
    return (hash_ & ((1 << _KEY_BITS) - 1)) - (1 << _KEY_BITS - 1)


def _smallest(hashes: list[int], count: int) -> list[int]:
    """The smallest different ones. Few are below a limit, so few have to be sorted."""
    limit = _SPARE * count * (BITS_48 + 1) // max(1, len(hashes))
    low = set()
    for one in hashes:
        number = one
        if number < limit:
            low.add(one)
    return sorted(low if len(low) >= count else set(hashes))[:count]
