"""A text as it is compared with others: its words line by line, runs of words as numbers, figures where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

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

Context = tuple[str, str, str]
"""A figure's neighbours: second before, first before, first after."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: its words, and the hash by which it is known again."""

    words: tuple[str, ...]
    hash: int
    size: int
    """Bytes of its words."""


@lru_cache(maxsize=512)
def read_lines(text: str) -> tuple[Line, ...]:
    """The lines that have words. In scripts without spaces every letter is a word.

    Words are folded as in `scraper.text.normalise`, so typography, case and punctuation don't count. Cached: a text
    is read for its fingerprint, its comparisons, and once more for what its lines have in common with others.
    """
    find = (_LETTER_OR_WORD if _IS_UNSPACED.search(text) else _WORD).findall
    lines = []
    for line in fold(text).split("\n"):
        found = find(line)
        if found:
            joined = " ".join(found).encode()
            hash_ = xxh3_64_intdigest(joined) & BITS_48
            lines.append(Line(tuple(found), hash_, len(joined) - len(found) + 1))
    return tuple(lines)


def shingles(words: Sequence[str], width: int) -> list[int]:
    """48-bit hashes of every run of `width` words, in reading order; one of the whole where there are fewer.

    After Broder, "On the resemblance and containment of documents" (1997). The words stand once in memory, a run is
    a slice of it.
    """
    joined = " ".join(words).encode()
    if not joined:
        return []
    starts = list(accumulate([len(word) + 1 for word in joined.split(b" ")], initial=0))
    ends = starts[width:] or starts[-1:]
    digest = xxh3_64_intdigest
    return [digest(joined[start : end - 1]) & BITS_48 for start, end in zip(starts, ends, strict=False)]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text ready for comparison."""

    size: int
    """Bytes of all words."""
    narrow: frozenset[int]
    """Runs of three words, as numbers that mean nothing outside this process."""
    figures: dict[Context, tuple[str, ...]]
    """Numbers by their neighbours; neighbours that are numbers themselves are all alike."""


@lru_cache(maxsize=512)
def wording(text: str, without: frozenset[int] = frozenset()) -> Wording:
    """The wording of a text without the lines of these hashes. Cached: of one form the same few are compared often."""
    lines = [line for line in read_lines(text) if line.hash not in without]
    words = [word for line in lines for word in line.words]
    short = [tuple(words)] if words else []
    runs = zip(words, words[1:], words[2:], strict=False) if len(words) >= NARROW else short
    return Wording(sum(line.size for line in lines), frozenset(map(hash, runs)), figures(words))


def figures(words: Sequence[str]) -> dict[Context, tuple[str, ...]]:
    """Every number of the text by its neighbours, to the numbers that stand between these."""
    found: dict[Context, tuple[str, ...]] = {}
    places = [place for place, word in enumerate(words) if "0" <= word < ":"]  # begins with one of 0 to 9
    if not places:
        return found
    padded = ["", "", *words, ""]
    for place in places:
        padded[place + 2] = "#"
    for place in places:
        context = (padded[place], padded[place + 1], padded[place + 3])
        found[context] = (*found.get(context, ()), words[place])
    return found
