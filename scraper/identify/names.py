"""What of a text survives its translation: figures, names in any script, words that all languages share.

`Рыбинск, 1 250 жителей` and `Rybinsk, 1,250 residents` give the same two tokens. No model, and no dictionary but for
numbers, months and days: a name is a word with a capital letter, transliterated letter by letter, without its vowels,
of which four consonants count, because endings bend. Long words are kept in the same way, as `процессор` and
`processor` have much in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from db.frozen import frozen
from scraper.identify.mentions import count_sentences, find_capitals, find_counted, find_figures, find_long
from scraper.identify.sounds import LONGEST, skeletons
from scraper.text import folded

SHARED_LETTERS = 6
"""Letters of a word that may be one of those that all languages share; shorter ones meet by chance."""

TOKENS_KNOWN = 100_000
"""Tokens whose weight is kept."""

HEAVIEST = 1.6
"""The weight of what tells most, a large figure."""

_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?:\D|$))")
_GAP = re.compile(r"[ \u00a0\u202f]+")


@frozen
class Traits:
    """What of a text survives its translation."""

    tokens: frozenset[str]
    """Figures as `#1250`, months as `#m3`, days as `#d2`, names as `rbns`, long words as `~prss`."""
    figures: frozenset[str]
    """The figures among the tokens, those in words too."""
    letters: int
    """Letters and digits of all words."""
    sentences: int
    weight: int
    """The sum of the squared weights of the tokens, as of `squared_weight`."""


@lru_cache(maxsize=512)
def traits(text: str) -> Traits:
    """What can be told of a text without its language. Cached: an article is compared with a few of its days."""
    long, size = find_long(folded(text), SHARED_LETTERS)
    shared = ["~" + sound for sound in skeletons(long, LONGEST).decode().split() if len(sound) == LONGEST]
    tokens = names(text).tokens.union(shared)
    return Traits(tokens, figures(text), size, count_sentences(text), squared_weight(tokens))


class Names(NamedTuple):
    """`weight`: the sum of their squared weights, as of `squared_weight`."""

    tokens: frozenset[str]
    weight: int


@lru_cache(maxsize=512)
def names(text: str) -> Names:
    """The tokens of a text but for long words: its names, figures, months and days."""
    found = _named(text)
    tokens = found.counts.union(found.sounds.decode().split())
    return Names(tokens, squared_weight(tokens))


@lru_cache(maxsize=512)
def figures(text: str) -> frozenset[str]:
    """The figures of a text, those in words too."""
    return frozenset([token for token in _named(text).counts if token[1] not in "md"])


class Named(NamedTuple):
    """Of a text: how its names sound, several perhaps alike, a line end behind each; its figures, months and days."""

    sounds: bytes
    counts: frozenset[str]


def find_named(text: str) -> Named:
    """For who asks once: nothing is kept."""
    found = folded(text)
    counts = find_counted(found).union(*map(_figures, find_figures(text, found)))
    return Named(skeletons(find_capitals(found), 2), counts)


def squared_weight(tokens: Iterable[str]) -> int:
    """The sum of the tokens' squared weights, times 10,000: whole numbers add up to the same in any order."""
    return sum(map(_squares.__getitem__, tokens))


def weight(token: str) -> float:
    """How much a token tells: years and single digits are everywhere, long names and large figures are not."""
    if token[0] == "#":
        digits = token[1:]
        if digits[0] in "md":
            return 0.6 if digits[0] == "m" else 0.5
        if len(digits) == 4 and digits[:2] in {"19", "20"}:
            return 0.8
        return {1: 0.5, 2: 0.9}.get(len(digits), HEAVIEST)
    if token[0] == "~":
        return 0.65
    return {2: 0.4, 3: 0.9}.get(len(token), 1.2)


class ByWeight(dict[str, int]):
    """Token to what `reckon` makes of its weight."""

    def __init__(self, reckon: Callable[[float], int]) -> None:
        super().__init__()
        self._reckon = reckon

    def __missing__(self, token: str) -> int:
        if len(self) > TOKENS_KNOWN:
            self.clear()
        self[token] = found = self._reckon(weight(token))
        return found


_squares = ByWeight(lambda heavy: round(heavy**2 * 10_000))


_named = lru_cache(maxsize=512)(find_named)


@lru_cache(maxsize=4096)
def _figures(word: str) -> list[str]:
    """`1,250`, `1 250` and `1.250` are 1250; `1,5` and `1.5` are one number, too."""
    parts = _GAP.split(_THOUSANDS.sub("", word))
    plain = (part.replace(",", ".").strip(".") for part in parts)
    return ["#" + (figure.lstrip("0") or "0") for figure in plain if figure]
