"""A text as it is compared with others: its words line by line, runs of words as numbers, figures where they stand.

Words are UTF-8 bytes: what hashes and slices them is quicker with these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xxhash import xxh3_64_intdigest

from scraper.text import nfkc, parted

WIDE = 4
"""Words a shingle of the index: rare enough that few texts share one by chance, and an edited word spoils no more."""

NARROW = 3
"""Words a shingle of the comparison: an edited word spoils three of them."""

OPENING = 30
"""Runs that a text opens with: its own words, whatever a site puts below."""

BITS_48 = (1 << 48) - 1
"""Hashes are cut to 48 bits: SQLite stores them in 6 bytes, and chance meetings among 16 million keys stay rare."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTERS_OR_WORDS = re.compile(rf"[{_UNSPACED}\n]|[^\W{_UNSPACED}]+")

Context = tuple[bytes, bytes, bytes]
"""A figure's neighbours: second before, first before, first after."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text that have words: their words, parted by one space, and the hashes by which they are known."""

    words: tuple[bytes, ...]
    hashes: tuple[int, ...]

    def without(self, left_out: frozenset[int]) -> bytes:
        """The words of all lines but those of these hashes, parted by one space."""
        if not left_out:
            return b" ".join(self.words)
        lines = zip(self.words, self.hashes, strict=True)
        return b" ".join([words for words, hash_ in lines if hash_ not in left_out])


@dataclass(frozen=True, slots=True)
class Spaced:
    """The words of a text, parted by spaces and line ends. `is_plain`: in letters that stay NFKC when folded."""

    words: str
    is_plain: bool


@lru_cache(maxsize=64)
def spaced(text: str) -> Spaced:
    """Cached: the lines and the names of a text are read one after another.

    In scripts without spaces every letter is a word.
    """
    plain = nfkc(text)
    words = parted(plain)
    return Spaced(" ".join(_LETTERS_OR_WORDS.findall(plain)), False) if words is None else Spaced(words, True)


@lru_cache(maxsize=512)
def read_lines(text: str) -> Lines:
    """The lines that have words.

    Words are folded as in `scraper.text.normalise`, so typography, case and punctuation don't count. Cached: a text
    is read for its fingerprint, its comparisons, and once more for what its lines have in common with others.
    """
    found = spaced(text)
    folded = found.words.casefold()
    encoded = (folded if found.is_plain else nfkc(folded)).encode()
    lines = tuple(filter(None, [b" ".join(line.split()) for line in encoded.split(b"\n")]))
    return Lines(lines, tuple([xxh3_64_intdigest(line) & BITS_48 for line in lines]))


def shingles(words: bytes) -> list[int]:
    """64-bit hashes of every run of WIDE words, in reading order; one of the whole where there are fewer.

    After Broder, "On the resemblance and containment of documents" (1997).
    """
    if not words:
        return []
    each = words.split(b" ")
    runs = zip(*[each[start:] for start in range(WIDE)], strict=False)
    return list(map(xxh3_64_intdigest, map(b" ".join, runs))) or [xxh3_64_intdigest(words)]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text ready for comparison."""

    size: int
    """Bytes of all words."""
    narrow: frozenset[int]
    """Runs of three words, as numbers that mean nothing outside this process."""
    opening: frozenset[int]
    """The first of these runs."""
    figures: dict[Context, tuple[bytes, ...]]
    """Numbers by their neighbours; neighbours that are numbers themselves are all alike."""


@lru_cache(maxsize=512)
def wording(text: str, without: frozenset[int] = frozenset()) -> Wording:
    """The wording of a text without the lines of these hashes. Cached: of one form the same few are compared often."""
    joined = read_lines(text).without(without)
    words = joined.split(b" ") if joined else []
    short = [tuple(words)] if words else []
    runs = zip(words, words[1:], words[2:], strict=False) if len(words) >= NARROW else short
    hashes = list(map(hash, runs))
    size = len(joined) - joined.count(b" ")
    return Wording(size, frozenset(hashes), frozenset(hashes[:OPENING]), figures(words))


def figures(words: Sequence[bytes]) -> dict[Context, tuple[bytes, ...]]:
    """Every number of the text by its neighbours, to the numbers that stand between these."""
    found: dict[Context, tuple[bytes, ...]] = {}
    places = [place for place, word in enumerate(words) if b"0" <= word < b":"]  # begins with one of 0 to 9
    if not places:
        return found
    padded = [b"", b"", *words, b""]
    for place in places:
        padded[place + 2] = b"#"
    for place in places:
        context = (padded[place], padded[place + 1], padded[place + 3])
        found[context] = (*found.get(context, ()), words[place])
    return found
