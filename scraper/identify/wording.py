"""A text as it is compared with others: its words line by line, runs of words as numbers, figures where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from xxhash import xxh3_64_intdigest

from scraper.text import fold

WIDE = 5
"""Words a shingle of the index: long enough to be rare, so that few texts share one by chance."""

NARROW = 3
"""Words a shingle of the comparison: an edited word spoils three of them, not five."""

BITS_48 = (1 << 48) - 1
"""Hashes are cut to 48 bits: SQLite stores them in 6 bytes, and chance meetings among 16 million keys stay rare."""

_WORD = re.compile(r"\w+")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_LETTER_OR_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: its words as bytes, and the hash by which it is known again."""

    words: tuple[bytes, ...]
    hash: int


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines that have words. In scripts without spaces every letter is a word.

    Words are folded as in `scraper.text.normalise`, so typography, case and punctuation don't count.
    """
    pattern = _LETTER_OR_WORD if _IS_UNSPACED.search(text) else _WORD
    lines = []
    for line in fold(text).split("\n"):
        found = pattern.findall(line)
        if found:
            joined = " ".join(found).encode()
            lines.append(Line(tuple(joined.split(b" ")), xxh3_64_intdigest(joined) & BITS_48))
    return tuple(lines)


def shingles(words: list[bytes], width: int) -> list[int]:
    """48-bit hashes of every run of `width` words, in reading order; one of the whole where there are fewer.

    After Broder, "On the resemblance and containment of documents" (1997).
    """
    if len(words) <= width:
        return [xxh3_64_intdigest(b" ".join(words)) & BITS_48] if words else []
    join, digest = b" ".join, xxh3_64_intdigest
    return [digest(join(words[i : i + width])) & BITS_48 for i in range(len(words) - width + 1)]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text ready for comparison."""

    lines: tuple[Line, ...]
    words: tuple[bytes, ...]
    narrow: frozenset[int]
    """Shingles of three words."""
    figures: dict[tuple[bytes, bytes, bytes], tuple[bytes, ...]]
    """Numbers by the two words before and the one after; neighbours that are numbers themselves are all alike."""


@lru_cache(maxsize=512)
def wording(text: str, without: frozenset[int] = frozenset()) -> Wording:
    """The wording of a text without the lines of these hashes. Cached: of one form the same few are compared often."""
    lines = tuple(line for line in read_lines(text) if line.hash not in without)
    words = [word for line in lines for word in line.words]
    return Wording(lines, tuple(words), frozenset(shingles(words, NARROW)), figures(words))


def figures(words: list[bytes]) -> dict[tuple[bytes, bytes, bytes], tuple[bytes, ...]]:
    """Every number of the text, by its neighbours: (second before, first before, first after) to the numbers there."""
    found: dict[tuple[bytes, bytes, bytes], tuple[bytes, ...]] = {}
    padded = [b"", b"", *(b"#" if word[:1].isdigit() else word for word in words), b""]
    for place, word in enumerate(words):
        if word[:1].isdigit():
            context = (padded[place], padded[place + 1], padded[place + 3])
            found[context] = (*found.get(context, ()), word)
    return found
