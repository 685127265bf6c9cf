"""What of a text survives its translation: figures, names in any script, words that all languages share.

`Рыбинск, 1 250 жителей` and `Rybinsk, 1,250 residents` give the same two tokens. No model, and no dictionary but for
numbers, months and days: a name is a word with a capital letter, transliterated letter by letter, without its vowels,
of which four consonants count, because endings bend. Long words are kept in the same way, as `процессор` and
`processor` have much in common.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from scraper.identify.counted import COUNTED

LONGEST = 4
"""Consonants of a name that count."""

SHARED_LETTERS = 6
"""Letters of a word that may be one of those that all languages share; shorter ones meet by chance."""

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d")
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?:\D|$))")
_SENTENCE_ENDS = (". ", "! ", "? ", "… ", ".\n", "!\n", "?\n", "。", "！", "？")
_GAP = re.compile(r"[ \u00a0\u202f]+")

_TRANSLITERATED = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "z", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "u", "я": "a", "ў": "u", "ј": "i", "љ": "l", "њ": "n", "ћ": "s", "ђ": "d", "џ": "z",
    "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ł": "l", "ı": "i", "œ": "oe",
}  # fmt: skip
_PAIRS = (
    (b"tsch", b"s"), (b"shch", b"s"), (b"sch", b"s"), (b"tch", b"s"), (b"dzh", b"z"), (b"ph", b"f"), (b"th", b"t"),
    (b"sh", b"s"), (b"ch", b"s"), (b"zh", b"z"), (b"kh", b"h"), (b"ts", b"s"), (b"tz", b"s"), (b"cz", b"s"),
    (b"sz", b"s"), (b"rz", b"z"), (b"ck", b"k"), (b"qu", b"kv"), (b"x", b"ks"), (b"dj", b"z"), (b"gh", b"g"),
)  # fmt: skip
_HAS_PAIR = re.compile(rb"[hzx]|ts|ck|qu|dj")
_LATIN = str.maketrans(_TRANSLITERATED)
_ALIKE = bytes.maketrans(b"cqwjz", b"kkvzs")
_SILENT = b"aeiouhy"


@dataclass(frozen=True, slots=True)
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
    found = _WORD.findall(text)
    words = set(found)
    if mixed := {word for word in words if not word.isalpha()}:  # `A320` is a word and a figure
        words = (words - mixed).union(*map(_LETTERS.findall, mixed))
    telling = {word for word in words if len(word) >= SHARED_LETTERS or word[0].isupper()}
    written = map(_figures, set(_FIGURE.findall(text))) if mixed else ()
    counted = {COUNTED[word] for word in words & COUNTED.keys()}
    figures = frozenset(token for token in counted if token[1].isdigit()).union(*written)
    tokens = figures.union(counted, *map(_of_word, telling))
    sentences = sum(map(text.count, _SENTENCE_ENDS))
    return Traits(tokens, figures, sum(map(len, found)), sentences, squared_weight(tokens))


def squared_weight(tokens: Iterable[str]) -> int:
    """The sum of the tokens' squared weights, times 10,000: whole numbers add up to the same in any order."""
    return sum(map(_squared, tokens))


def weight(token: str) -> float:
    """How much a token tells: years and single digits are everywhere, long names and large figures are not."""
    if token[0] == "#":
        digits = token[1:]
        if digits[0] in "md":
            return 0.6 if digits[0] == "m" else 0.5
        if len(digits) == 4 and digits[:2] in {"19", "20"}:
            return 0.8
        return {1: 0.5, 2: 0.9}.get(len(digits), 1.6)
    if token[0] == "~":
        return 0.65
    return {2: 0.4, 3: 0.9}.get(len(token), 1.2)


@lru_cache(maxsize=65536)
def _squared(token: str) -> int:
    return round(weight(token) ** 2 * 10_000)


@lru_cache(maxsize=65536)
def _of_word(word: str) -> tuple[str, ...]:
    name = skeleton(word)
    found = (name,) if word[0].isupper() and len(name) >= 2 else ()
    return (*found, "~" + name) if len(word) >= SHARED_LETTERS and len(name) == LONGEST else found


def skeleton(word: str) -> str:
    """`Рыбинск` and `Rybinsk`: `rbns`; empty where there is no letter that we can read."""
    letters = word.casefold()
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters.translate(_LATIN))
    plain = letters.encode("ascii", "ignore")  # as bytes, whose translate() also deletes
    if _HAS_PAIR.search(plain):
        for pair, sound in _PAIRS:
            plain = plain.replace(pair, sound)
    sounds = _without_doubles(plain.translate(_ALIKE, _SILENT).decode())
    return ("a" if plain[0] in b"aeiou" else "") + sounds if sounds else ""


def _without_doubles(sounds: str) -> str:
    """The first sounds that count; of two alike in a row one."""
    kept = ""
    for sound in sounds:
        if not kept.endswith(sound):
            kept += sound
            if len(kept) == LONGEST:
                break
    return kept


def _figures(word: str) -> list[str]:
    """`1,250`, `1 250` and `1.250` are 1250; `1,5` and `1.5` are one number, too."""
    parts = _GAP.split(_THOUSANDS.sub("", word))
    plain = (part.replace(",", ".").strip(".") for part in parts)
    return ["#" + (figure.lstrip("0") or "0") for figure in plain if figure]
