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
from scraper.identify.short_hash import hash_word
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
    """The hashes of all words, 64 bits a word."""
    size: int
    figures: Sequence[int]


@frozen
class Lines:
    """The lines of a text that have words, and the hashes by which they are known."""

    hashes: tuple[int, ...]
    whole: Passage
    ends: tuple[int, ...]
    """The first words of the lines by their place in the whole, 0 first, and how many there are at the end."""
    sizes: tuple[int, ...]
    """Bytes of each line's words."""

    def without(self, left_out: frozenset[int]) -> Passage:
        """All lines but those of these hashes."""
        if not left_out or left_out.isdisjoint(self.hashes):
            return self.whole
        numbers: array[int] = array("Q")
        figures: list[int] = []
        size = 0
        for hash_, bytes_, (start, end) in zip(self.hashes, self.sizes, pairwise(self.ends), strict=True):
            if hash_ in left_out:
                continue
            moved = len(numbers) - start
            figures += [place + moved for place in self.whole.figures if start <= place < end]
            numbers += self.whole.numbers[start:end]
            size += bytes_
        return Passage(numbers, size, figures)


@lru_cache(maxsize=512)
def read_lines(text: str) -> Lines:
    """The lines that have words. Cached: a text is read for its fingerprint, its comparisons, and once more for what
    its lines have in common with others."""
    found = folded(text)
    return _hash(found.words, found.ends)


def _hash(words: bytes, places: array[int]) -> Lines:
    """`places`: as the `ends` of `Folded`."""
    ends = places
    count = len(ends) - 1
    found = ZERO * count
    numbers = found
    figures: list[int] = []
    hashes: list[int] = []
    first_words = [0]
    sizes: list[int] = []
    size = line = 0
    for at in range(count):
        start = ends[at]
        end = ends[at + 1] - 1
        numbers[at] = hash_word(words, start, end)
        size += end - start
        if words[start] < _COLON:
            figures.append(at)
        if at == count - 1 or words[end] == _LINE_END:
            hashes.append(xxh3_64_intdigest(words[line:end]) & BITS_48)
            sizes.append(size)
            first_words.append(at + 1)
            size = 0
            line = end + 1
    return Lines(tuple(hashes), Passage(found, sum(sizes), figures), tuple(first_words), tuple(sizes))
