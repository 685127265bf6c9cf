"""The lines of a text as they are compared: their words folded and hashed, sign by sign.

Typography, case and punctuation don't count, as in `scraper.text.normalise`; in scripts without spaces every letter is
a word. Compiled this takes a tenth of the time of tables and expressions; uncompiled several times as long as these.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from xxhash import xxh3_64_intdigest

from scraper.identify.short_hash import hash_word
from scraper.identify.spaced import UNSPACED, spaced
from scraper.text import nfkc

BITS_48 = (1 << 48) - 1
"""Hashes of lines and of runs are cut to 48 bits: SQLite stores them in 6 bytes."""

_UNSEEN, _ODD, _LINE_END, _SPACE = 0, 1, ord("\n"), ord(" ")
"""Entries of signs that are no word's: not looked up yet; one that takes a look at its neighbours; what parts words."""
_SECOND, _ALONE = 24, 1 << 31
"""Above a letter's code: one of ASCII's that follows it, as in `ß`; that it is a word of its own."""
_CODES, _SECONDS = (1 << 21) - 1, 0x7F
_TABLED, _PAGE = 0x10000, 0x100
_COLON = ord(":")
"""No word begins with less but those that begin with 0 to 9."""

_WORD, _WORDS = re.compile(r"\w"), re.compile(rf"[{UNSPACED}]|\w+")
_ON_ITS_OWN = re.compile(f"[{UNSPACED}]")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
"""Parts of Korean syllables, which NFKC puts together."""


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
    table = _TABLE
    numbers = array("Q", bytes(8 * (len(text) + 1)))
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
            code = table[code] if code < _TABLED else _entry(sign)
            if code == _UNSEEN:
                code = _look_up(sign)
            if code == _ODD:
                return None
        is_end = code in (_SPACE, _LINE_END)
        if at > word and (is_end or was_alone or code >= _ALONE):
            words[count] = hash_word(out, word, at)
            if out[word] < _COLON:
                figures.append(count)
            count += 1
            word = at
        if not is_end:
            if at == word and at > line:
                out[at] = _SPACE
                at = word = at + 1
            was_alone = code >= _ALONE
            at = _write(out, at, code & _CODES)
            second = code >> _SECOND & _SECONDS
            if second:
                at = _write(out, at, second)
        elif code == _LINE_END and at > line:
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


_TABLE: array[int] = array("I", bytes(4 * _TABLED))
"""By code: the letter folded, or what else it is. Filled as signs are met, with their neighbours: all of it takes a
tenth of a second."""


def _look_up(sign: str) -> int:
    start = ord(sign) // _PAGE * _PAGE
    for code in range(start, start + _PAGE):
        _TABLE[code] = _entry(chr(code))
    return _TABLE[ord(sign)]


@lru_cache(maxsize=1024)
def _entry(sign: str) -> int:
    """Letters that the sign is folded to, one or two, or that it parts words; whatever stands beside it."""
    if sign == "\n":
        return _LINE_END
    plain = nfkc(sign)
    if any(map(_is_joined, plain)):
        return _ODD
    is_alone = _ON_ITS_OWN.search(plain)
    if not is_alone and not _WORD.search(plain):
        return _SPACE
    folded = nfkc(plain.casefold())
    if len(folded) > 2 or ord(folded[1:] or "\0") >= 0x80 or not _WORDS.fullmatch(plain):
        return _ODD
    return ord(folded[0]) | ord(folded[1:] or "\0") << _SECOND | (_ALONE if is_alone else 0)


def _is_joined(sign: str) -> bool:
    """Whether NFKC may put it together with what stands before it."""
    is_mark = unicodedata.category(sign) in {"Mn", "Mc"} and not "\ufe00" <= sign <= "\ufe0f"
    return is_mark or bool(_JAMO.match(sign))
