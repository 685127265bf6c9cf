"""What of a text survives its translation: figures, names in any script, words that all languages share.

`Рыбинск, 1 250 жителей` and `Rybinsk, 1,250 residents` give the same two tokens. No dictionary and no model: a name is
a word with a capital letter, transliterated letter by letter, without its vowels, of which four consonants count,
because endings bend. Long words are kept in the same way, as `процессор` and `processor` have much in common.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 4
"""Consonants of a name that count."""

SHARED_LETTERS = 6
"""Letters of a word that may be one of those that all languages share; shorter ones meet by chance."""

_TOKEN = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d|[^\W\d_]+", re.UNICODE)
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?:\D|$))")
_GAP = re.compile(r"[ \u00a0\u202f]+")

_TRANSLITERATED = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "z", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "u", "я": "a", "ў": "u", "ј": "i", "љ": "l", "њ": "n", "ћ": "s", "ђ": "d", "џ": "z",
    "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ł": "l", "ı": "i", "œ": "oe",
}  # fmt: skip
_PAIRS = (
    ("tsch", "s"), ("shch", "s"), ("sch", "s"), ("tch", "s"), ("dzh", "z"), ("ph", "f"), ("th", "t"),
    ("sh", "s"), ("ch", "s"), ("zh", "z"), ("kh", "h"), ("ts", "s"), ("tz", "s"), ("cz", "s"), ("sz", "s"), ("rz", "z"),
    ("ck", "k"), ("qu", "kv"), ("x", "ks"), ("dj", "z"), ("gh", "g"),
)  # fmt: skip
_ALIKE = str.maketrans({"c": "k", "q": "k", "w": "v", "j": "z", "z": "s", "g": "g", "h": "", "y": ""})
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a text survives its translation."""

    tokens: frozenset[str]
    """Figures as `#1250`, names as `rbns`, long words as `~prss`."""
    letters: int
    """Letters and digits of the whole text."""


@lru_cache(maxsize=512)
def traits(text: str) -> Traits:
    """What can be told of a text without its language. Cached: an article is compared with a few of its days."""
    tokens: set[str] = set()
    letters = 0
    for word in _TOKEN.findall(text):
        letters += len(word)
        if word[0].isdigit():
            tokens.update(_figures(word))
            continue
        name = skeleton(word)
        if len(name) >= 2 and word[0].isupper():
            tokens.add(name)
        if len(name) == LONGEST and len(word) >= SHARED_LETTERS:
            tokens.add("~" + name)
    return Traits(frozenset(tokens), letters)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """`Рыбинск` and `Rybinsk`: `rbns`; empty where there is no letter that we can read."""
    plain = unicodedata.normalize("NFKD", "".join(_TRANSLITERATED.get(char, char) for char in word.casefold()))
    plain = "".join(char for char in plain if "a" <= char <= "z")
    for pair, sound in _PAIRS:
        plain = plain.replace(pair, sound)
    first = plain[:1]
    sounds = _DOUBLE.sub(r"\1", _VOWELS.sub("", plain.translate(_ALIKE)))
    return ("a" if first and first in "aeiou" else "") + sounds[:LONGEST] if sounds else ""


def _figures(word: str) -> list[str]:
    """`1,250`, `1 250` and `1.250` are 1250; `1,5` and `1.5` are one number, too."""
    parts = _GAP.split(_THOUSANDS.sub("", word))
    plain = (part.replace(",", ".").strip(".") for part in parts)
    return ["#" + (figure.lstrip("0") or "0") for figure in plain if figure]
