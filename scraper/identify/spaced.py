"""The words of a text parted by spaces, in any script: what names and lines are found in where signs alone won't do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.text import UNSPACED, nfkc, parted, parted_nfkc

_LETTERS_OR_WORDS = re.compile(rf"[{UNSPACED}\n]|[^\W{UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Spaced:
    """The words of a text, parted by spaces and line ends. `folded`: the same without case, in NFKC."""

    words: str
    folded: str


@lru_cache(maxsize=64)
def spaced(text: str) -> Spaced:
    """Cached: a text's names are read for more than one end."""
    found = parted_nfkc(text)
    if found is not None:
        return Spaced(found.words, found.folded)
    plain = nfkc(text)
    words = parted(plain)
    if words is not None:
        return Spaced(words, words.casefold())
    words = " ".join(_LETTERS_OR_WORDS.findall(plain))
    return Spaced(words, nfkc(words.casefold()))
