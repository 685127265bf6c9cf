"""Which few shingles of a text stand for it in the index: texts that share much share some of them.

Bottom-k sampling (the k smallest hashes) rather than MinHash bands: the smallest hashes of an excerpt are, as far
as they lie in the whole, among the smallest of the whole, so containment is found as well as similarity. Excerpts
are mostly openings, so some of the keys are drawn from the opening alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.identify.wording import WIDE, read_lines, shingles

KEPT = 13
"""Keys of the whole text that are stored."""

ASKED = 26
"""Keys of the whole text that are looked for: a stored one of a longer or shorter text is found among more."""

OPENINGS = ((45, 3), (8, 1))
"""(runs, keys): so many more are drawn from so many runs at the start."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the index knows a text by: the hash of each of its lines, keys to store, and keys to look for."""

    lines: tuple[int, ...]
    kept: tuple[int, ...]
    asked: tuple[int, ...]


def fingerprint(text: str, without: frozenset[int] = frozenset()) -> Fingerprint:
    """The fingerprint of a text without the lines of these hashes; keys ascend, each stands once."""
    lines = [line for line in read_lines(text) if line.hash not in without]
    hashes = shingles([word for line in lines for word in line.words], WIDE)
    opening = {key for runs, count in OPENINGS for key in sorted(set(hashes[:runs]))[:count]}
    smallest = sorted(set(hashes))[:ASKED]
    return Fingerprint(
        lines=tuple(line.hash for line in lines),
        kept=tuple(sorted(opening.union(smallest[:KEPT]))),
        asked=tuple(sorted(opening.union(smallest))),
    )
