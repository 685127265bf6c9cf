"""The lines of a text as they are compared: their words folded and hashed, sign by sign.

Typography, case and punctuation don't count, as in `scraper.text.normalise`; in scripts without spaces every letter is
a word. Compiled this takes a tenth of the time of tables and expressions; uncompiled several times as long as these.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from xxhash import xxh3_64_intdigest

from scraper.identify.short_hash import hash_word
from scraper.identify.signs import (
    ALONE,
    CODES,
    LINE_END,
    ODD,
    SECOND,
    SECONDS,
    SPACE,
    TABLE,
    TABLED,
    UNSEEN,
    entry_of,
    look_up,
)
from scraper.identify.spaced import spaced

BITS_48 = (1 << 48) - 1
"""Hashes of lines and of runs are cut to 48 bits: SQLite stores them in 6 bytes."""

ZERO: array[int] = array("Q", [0])
"""Times so many it is an array of zeros, in a fifth of the time that one made of bytes takes."""

_PLAIN = 1 << SECOND
"""An entry below that and above SPACE is of one letter that is no word of its own."""

_COLON = ord(":")
"""No word begins with less but those that begin with 0 to 9."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines one after another. `size`: bytes of all words; `figures`: which of the words begin with a digit."""

    numbers: array[int]
    """The hashes of all words, 64 bits a word."""
    size: int
    figures: Sequence[int]


@dataclass(frozen=True, slots=True)
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
    return _read(text, False) or _read(spaced(text).folded, True) or _NOTHING


_NOTHING = Lines((), Passage(array("Q"), 0, ()), (0,), ())


def _read(text: str, is_folded: bool) -> Lines | None:
    """Sign by sign; None where one takes a look at its neighbours. `is_folded`: only spaces and line ends part the
    words, and all else is theirs."""
    found = bytearray(5 * len(text) + 1)  # the words in UTF-8, parted by one space within a line
    out = found
    table = TABLE
    numbers = ZERO * (len(text) + 1)
    words = numbers
    figures: list[int] = []
    hashes: list[int] = []
    ends = [0]
    sizes: list[int] = []
    at = word = line = count = 0
    was_alone = False
    for sign in text + "\n":
        code = ord(sign)
        if not is_folded:
            code = table[code] if code < TABLED else entry_of(sign)
            if code == UNSEEN:
                code = look_up(sign)
            if code == ODD:
                return None
        if at > word and SPACE < code < _PLAIN and not was_alone:  # as most are
            at = _write(out, at, code & CODES)
            continue
        is_end = code in (SPACE, LINE_END)
        if at > word and (is_end or was_alone or code >= ALONE):
            words[count] = hash_word(out, word, at)
            if out[word] < _COLON:
                figures.append(count)
            count += 1
            word = at
        if not is_end:
            if at == word and at > line:
                out[at] = SPACE
                at = word = at + 1
            was_alone = code >= ALONE
            at = _write(out, at, code & CODES)
            second = code >> SECOND & SECONDS
            if second:
                at = _write(out, at, second)
        elif code == LINE_END and at > line:
            hashes.append(xxh3_64_intdigest(out[line:at]) & BITS_48)
            sizes.append(at - line - (count - ends[-1] - 1))
            ends.append(count)
            word = line = at
    return Lines(tuple(hashes), Passage(numbers[:count], sum(sizes), figures), tuple(ends), tuple(sizes))


def _write(out: bytearray, at: int, code: int) -> int:
    """A letter, in UTF-8; where the next one goes."""
    if code < 0x80:
        out[at] = code
        return at + 1
    if code < 0x800:
        out[at] = 0xC0 | code >> 6
        out[at + 1] = 0x80 | code & 0x3F
        return at + 2
    if code < 0x10000:
        out[at] = 0xE0 | code >> 12
        out[at + 1] = 0x80 | code >> 6 & 0x3F
        out[at + 2] = 0x80 | code & 0x3F
        return at + 3
    out[at] = 0xF0 | code >> 18
    out[at + 1] = 0x80 | code >> 12 & 0x3F
    out[at + 2] = 0x80 | code >> 6 & 0x3F
    out[at + 3] = 0x80 | code & 0x3F
    return at + 4
