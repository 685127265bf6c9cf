"""The lines of a text as they are compared: by the hashes of their words.

Typography, case and punctuation don't count, as in `scraper.text.normalise`; in scripts without spaces every letter is
a word.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from xxhash import xxh3_64_intdigest

from db.frozen import frozen
from scraper.folding import Folded
from scraper.text import folded

BITS_48 = (1 << 48) - 1
"""Hashes of lines and of runs are cut to 48 bits: SQLite stores them in 6 bytes."""

ZERO: array[int] = array("Q", [0])
"""Times so many it is an array of zeros, in a fifth of the time that one made of bytes takes."""

_LINE_END = ord("\n")
_COLON = ord(":")
"""No word begins with less but those that begin with 0 to 9."""


@frozen
class Passage:
    """Lines one after another. `size`: bytes of all words; `figures`: which of the words begin with a digit."""

    numbers: array[int]
    """The hashes of all words, as of `Folded`."""
    size: int
    figures: Sequence[int]


@frozen
class Lines:
    """The lines of a text that have words, and the hashes by which they are known."""

    hashes: tuple[int, ...]
    ends: tuple[int, ...]
    """The first words of the lines by their place in the text, 0 first, and how many there are at the end."""
    found: Folded

    def without(self, left_out: frozenset[int]) -> Passage:
        """All lines but those of these hashes."""
        known, places = self.found.hashes, self.found.ends
        in_all = _figures(self.found.words, places)
        if not left_out or left_out.isdisjoint(self.hashes):
            return Passage(known, places[-1] - len(known), in_all)
        numbers: array[int] = array("Q")
        figures: list[int] = []
        size = 0
        for hash_, (start, end) in zip(self.hashes, pairwise(self.ends), strict=True):
            if hash_ in left_out:
                continue
            moved = len(numbers) - start
            figures += [place + moved for place in in_all if start <= place < end]
            numbers += known[start:end]
            size += places[end] - places[start] - (end - start)
        return Passage(numbers, size, figures)


@lru_cache(maxsize=512)
def read_lines(text: str) -> Lines:
    """The lines that have words. Cached: a text is read for its fingerprint, its comparisons, and once more for what
    its lines have in common with others."""
    found = folded(text)
    return _read(found, found.words, found.ends)


def _read(found: Folded, words: bytes, places: array[int]) -> Lines:
    ends, letters = places, words
    count = len(ends) - 1
    first = 0
    hashes: list[int] = []
    first_words = [0]
    for behind in range(1, count + 1):
        if behind < count and letters[ends[behind] - 1] != _LINE_END:
            continue
        hashes.append(xxh3_64_intdigest(letters[ends[first] : ends[behind] - 1]) & BITS_48)
        first_words.append(behind)
        first = behind
    return Lines(tuple(hashes), tuple(first_words), found)


def _figures(words: bytes, places: array[int]) -> list[int]:
    """Which of the words begin with a digit. `places`: as the `ends` of `Folded`."""
    ends = places
    return [at for at in range(len(ends) - 1) if words[ends[at]] < _COLON]
