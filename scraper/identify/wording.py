"""A text as it is compared with others: its words line by line, runs of words as numbers, figures where they stand.

Words are UTF-8 bytes: what hashes and slices them is quicker with these.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from xxhash import xxh3_64_intdigest

from scraper.text import nfkc, parted, parted_nfkc

WIDE = 4
"""Words a shingle of the index: rare enough that few texts share one by chance, and an edited word spoils no more."""

NARROW = 3
"""Words a shingle of the comparison: an edited word spoils three of them."""

OPENING = 30
"""Runs that a text opens with: its own words, whatever a site puts below."""

BITS_48 = (1 << 48) - 1
"""Hashes are cut to 48 bits: SQLite stores them in 6 bytes, and chance meetings among 16 million keys stay rare."""

_WORD_BYTES = 8
_BITS = BITS_48
_COLON = ord(":")
"""No word begins with less but those that begin with 0 to 9."""

_SECOND, _THIRD, _FOURTH = 0x2F35, 0x1ACB, 0x3D4F
"""What the hash of a run's other words counts: odd, and so small that a sum of four fits in 64 bits."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTERS_OR_WORDS = re.compile(rf"[{_UNSPACED}\n]|[^\W{_UNSPACED}]+")

Context = tuple[bytes, bytes, bytes]
"""A figure's neighbours: second before, first before, first after."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text that have words: their words, parted by one space, and the hashes by which they are known."""

    words: tuple[bytes, ...]
    hashes: tuple[int, ...]
    numbers: bytes
    """The hashes of all words, 64 bits a word."""

    def without(self, left_out: frozenset[int]) -> Passage:
        """All lines but those of these hashes."""
        if not left_out:
            return Passage(self.words, self.numbers)
        kept = [place for place, hash_ in enumerate(self.hashes) if hash_ not in left_out]
        counts = [line.count(b" ") + 1 for line in self.words]
        ends = [_WORD_BYTES * end for end in accumulate(counts, initial=0)]
        numbers = [self.numbers[ends[place] : ends[place + 1]] for place in kept]
        return Passage(tuple([self.words[place] for place in kept]), b"".join(numbers))


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines one after another: their words, and the hashes of these, 64 bits a word."""

    lines: tuple[bytes, ...]
    numbers: bytes


@dataclass(frozen=True)
class Spaced:
    """The words of a text, parted by spaces and line ends. `folded`: the same without case, in NFKC. `is_plain`: in
    letters that stay NFKC when folded."""

    words: str
    folded: str
    is_plain: bool

    @cached_property
    def different(self) -> frozenset[str]:
        return frozenset(self.words.split())


@lru_cache(maxsize=64)
def spaced(text: str) -> Spaced:
    """Cached: the lines and the names of a text are read one after another.

    In scripts without spaces every letter is a word.
    """
    found = parted_nfkc(text)
    if found is not None:
        return Spaced(found.words, found.folded, True)
    plain = nfkc(text)
    words = parted(plain)
    if words is not None:
        return Spaced(words, words.casefold(), True)
    words = " ".join(_LETTERS_OR_WORDS.findall(plain))
    return Spaced(words, nfkc(words.casefold()), False)


@lru_cache(maxsize=512)
def read_lines(text: str) -> Lines:
    """The lines that have words.

    Words are folded as in `scraper.text.normalise`, so typography, case and punctuation don't count. Cached: a text
    is read for its fingerprint, its comparisons, and once more for what its lines have in common with others.
    """
    lines = list(filter(None, map(bytes.split, spaced(text).folded.encode().split(b"\n"))))
    words = tuple(map(b" ".join, lines))
    numbers = array("Q", list(map(xxh3_64_intdigest, chain.from_iterable(lines)))).tobytes()
    return Lines(words, tuple([xxh3_64_intdigest(line) & BITS_48 for line in words]), numbers)


def runs(numbers: bytes, width: int) -> list[int]:
    """48-bit hashes of every run of so many words (up to four), in reading order; one of the whole where there are
    fewer. `numbers`: as of `Passage`.

    After Broder, "On the resemblance and containment of documents" (1997). Word by word, which C does in no time.
    """
    words = memoryview(numbers).cast("Q")
    width = min(width, len(words))
    found: list[int] = []
    if not width:
        return found
    for at in range(len(words) - width + 1):
        mixed = words[at] & _BITS
        if width > 1:
            mixed += (words[at + 1] & _BITS) * _SECOND
        if width > 2:
            mixed += (words[at + 2] & _BITS) * _THIRD
        if width > 3:
            mixed += (words[at + 3] & _BITS) * _FOURTH
        found.append(mixed & _BITS)
    return found


@dataclass(frozen=True)
class Wording:
    """A text ready for comparison."""

    size: int
    """Bytes of all words."""
    narrow: frozenset[int]
    """Runs of three words."""
    opening: frozenset[int]
    """The first of these runs."""
    lines: tuple[bytes, ...]

    @cached_property
    def figures(self) -> dict[Context, tuple[bytes, ...]]:
        """Numbers by their neighbours; neighbours that are numbers themselves are all alike. Few are asked for it."""
        return figures(b" ".join(self.lines).split())


@lru_cache(maxsize=512)
def wording(text: str, without: frozenset[int] = frozenset()) -> Wording:
    """The wording of a text without the lines of these hashes. Cached: of one form the same few are compared often."""
    passage = read_lines(text).without(without)
    hashes = runs(passage.numbers, NARROW)
    size = sum([len(line) - line.count(b" ") for line in passage.lines])
    return Wording(size, frozenset(hashes), frozenset(hashes[:OPENING]), passage.lines)


def figures(words: Sequence[bytes]) -> dict[Context, tuple[bytes, ...]]:
    """Every number of the text by its neighbours, to the numbers that stand between these."""
    found: dict[Context, tuple[bytes, ...]] = {}
    places = [place for place, word in enumerate(words) if word[0] < _COLON]
    if not places:
        return found
    padded = [b"", b"", *words, b""]
    for place in places:
        padded[place + 2] = b"#"
    for place in places:
        context = (padded[place], padded[place + 1], padded[place + 3])
        found[context] = (*found[context], words[place]) if context in found else (words[place],)
    return found
