"""What of a text survives its translation: figures, names in any script, words that all languages share.

`Рыбинск, 1 250 жителей` and `Rybinsk, 1,250 residents` give the same two tokens. No model, and no dictionary but for
numbers, months and days: a name is a word with a capital letter, transliterated letter by letter, without its vowels,
of which four consonants count, because endings bend. Long words are kept in the same way, as `процессор` and
`processor` have much in common.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from scraper.identify.mentions import find_figures, find_names
from scraper.identify.spaced import spaced

LONGEST = 4
"""Consonants of a name that count."""

SHARED_LETTERS = 6
"""Letters of a word that may be one of those that all languages share; shorter ones meet by chance."""

WORDS_KNOWN = 100_000
"""Words whose tokens are kept, some 15 MB."""

TOKENS_KNOWN = 100_000
"""Tokens whose weight is kept."""

HEAVIEST = 1.6
"""The weight of what tells most, a large figure."""

_LETTERS = re.compile(r"[^\W\d_]+")
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
_LATIN = str.maketrans(_TRANSLITERATED)
_CYRILLIC = {letter: latin for letter, latin in _TRANSLITERATED.items() if "\u0400" <= letter < "\u0500" and latin}
_READABLE = "".join(_CYRILLIC).encode("cp1251")
_LATIN_OF_CYRILLIC = bytes.maketrans(_READABLE, "".join(_CYRILLIC.values()).encode())
_MUTE = bytes(sorted({*range(128, 256)} - {*_READABLE}))
"""Of cp1251: signs of hardness and softness, and all that is no letter of ours."""
_ALIKE = bytes.maketrans(b"cqwjz", b"kkvzs")
_SILENT = b"aeiouhy"
_VOWELS = (b"a", b"e", b"i", b"o", b"u")
_BEGINS_WITH_VOWEL = b"\nA"
_DOUBLED = re.compile(rb"([^\n])\1+")


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
    words = spaced(text).words
    long = [letters for letters in set(_LETTERS.findall(words)) if len(letters) >= SHARED_LETTERS]
    shared = ["~" + sound for sound in _sounds.of(long) if len(sound) == LONGEST]
    tokens = names(text).union(shared)
    sentences = sum(map(text.count, _SENTENCE_ENDS))
    size = len(words) - words.count(" ") - words.count("\n")
    return Traits(tokens, figures(text), size, sentences, squared_weight(tokens))


def names(text: str) -> frozenset[str]:
    """The tokens of a text but for long words: its names, figures, months and days."""
    return _read(text).names


@lru_cache(maxsize=512)
def figures(text: str) -> frozenset[str]:
    """The figures of a text, those in words too."""
    return frozenset([token for token in _read(text).counts if token[1] not in "md"])


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


class _Squares(dict[str, int]):
    """Token to its squared weight, times 10,000."""

    def __missing__(self, token: str) -> int:
        if len(self) > TOKENS_KNOWN:
            self.clear()
        self[token] = squared = round(weight(token) ** 2 * 10_000)
        return squared


_squares = _Squares()


class _Named(NamedTuple):
    """Of a text. `counts`: those of its `names` that are figures, months and days."""

    names: frozenset[str]
    counts: frozenset[str]


@lru_cache(maxsize=512)
def _read(text: str) -> _Named:
    capitals, counted = find_names(text, False) or find_names(spaced(text).words, True) or ([], frozenset())
    counts = counted.union(*map(_figures, find_figures(text)))
    return _Named(frozenset(counts.union([sound for sound in _sounds.of(capitals) if len(sound) > 1])), counts)


class _Sounds(dict[str, str]):
    """Words to their skeletons, kept: most words of an article have been read before."""

    def of(self, words: Sequence[str]) -> list[str]:
        """In any order."""
        found = list(map(self.get, words))
        if None not in found:
            return found  # type: ignore[return-value]
        new = [word for word, sound in zip(words, found, strict=True) if sound is None]
        if len(self) > WORDS_KNOWN:
            self.clear()
        read = skeletons(new)
        self.update(zip(new, read, strict=True))
        return [*[sound for sound in found if sound is not None], *read]


_sounds = _Sounds()


def skeletons(words: Sequence[str]) -> list[str]:
    """`Рыбинск` and `Rybinsk`: `rbns`; empty where there is no letter that we can read. All words at once: that takes
    a fraction of the time."""
    if not words:
        return []
    plain = b"\n" + _in_latin("\n".join(words).casefold())  # as bytes, whose translate() also deletes
    for pair, sound in _PAIRS:
        plain = plain.replace(pair, sound)
    for vowel in _VOWELS:
        plain = plain.replace(b"\n" + vowel, _BEGINS_WITH_VOWEL)
    sounds = _DOUBLED.sub(rb"\1", plain.translate(_ALIKE, _SILENT)).decode()
    return [_cut(word) if word[:1] == "A" else word[:LONGEST] for word in sounds.split("\n")[1:]]


def _in_latin(letters: str) -> bytes:
    """Folded words, letter by letter; what can't be read is left out."""
    if letters.isascii():
        return letters.encode()
    try:
        return letters.encode("cp1251").translate(_LATIN_OF_CYRILLIC, _MUTE)
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", letters.translate(_LATIN)).encode("ascii", "ignore")


def _cut(sounds: str) -> str:
    """The first sounds that count; a vowel at the start, whichever, is one more of them."""
    return "a" + sounds[1 : LONGEST + 1] if len(sounds) > 1 else ""


@lru_cache(maxsize=4096)
def _figures(word: str) -> list[str]:
    """`1,250`, `1 250` and `1.250` are 1250; `1,5` and `1.5` are one number, too."""
    parts = _GAP.split(_THOUSANDS.sub("", word))
    plain = (part.replace(",", ".").strip(".") for part in parts)
    return ["#" + (figure.lstrip("0") or "0") for figure in plain if figure]
