"""What a text mentions: words with a capital letter, long words, words that count, figures."""

from __future__ import annotations

import re
from array import array

from xxhash import xxh3_64_intdigest

from scraper.folding import CAPITAL_FIRST, CAPITAL_WITHIN, DOUBLED, NO_LETTER, Folded
from scraper.identify.counted import COUNTED
from scraper.identify.known_words import KnownWords
from scraper.identify.lines import ZERO
from scraper.text import fold

_WITHIN_FIGURES = "., \u00a0\u202f"

_LETTERS = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"\w")

_LINE_END = ord("\n")

_WANTED, _MIXED = 1, 2

_CAPITALS = bytes(
    (_MIXED if trait & NO_LETTER and trait & (CAPITAL_FIRST | CAPITAL_WITHIN) else 0)
    or (_WANTED if trait & CAPITAL_FIRST and not trait & NO_LETTER else 0)
    for trait in range(256)
)
"""By a word's traits."""

_COUNTED = KnownWords(map(fold, COUNTED))
_TOKENS = {
    xxh3_64_intdigest(word.encode()): (COUNTED.get(word), COUNTED.get(word.capitalize())) for word in map(fold, COUNTED)
}
"""By a word's hash: its token where it is written small, and with a capital letter."""


def find_capitals(found: Folded) -> str:
    """The words that begin with a capital letter, folded, each once, and a line end behind each.

    Of `A320` the letters count.
    """
    wanted = found.traits.translate(_CAPITALS)
    runs = [run.casefold() for run in _runs(found, wanted) if run[0].isupper()]
    return _each_once(found.words, found.ends, found.hashes, wanted) + "".join([f"{run}\n" for run in runs])


def find_counted(found: Folded) -> frozenset[str]:
    """The tokens of words that count."""
    places = _COUNTED.among(found.hashes)
    hashes, traits = found.hashes, found.traits
    usual = [at for at in places if not traits[at] & CAPITAL_WITHIN]
    return frozenset([token for at in usual if (token := _TOKENS[hashes[at]][bool(traits[at] & CAPITAL_FIRST)])])


def find_long(found: Folded, least: int) -> tuple[str, int]:
    """The runs of at least so many letters as of `find_capitals`, and how many signs all words have."""
    wanted, size, doubled = _long(found.words, found.ends, found.traits, least)
    size += sum([len(_SIGN.findall(_written(found, at))) for at in doubled])
    runs = [run.casefold() for run in _runs(found, wanted) if len(run) >= least]
    return _each_once(found.words, found.ends, found.hashes, wanted) + "".join([f"{run}\n" for run in runs]), size


def _long(words: bytes, places: array[int], traits: bytes, least: int) -> tuple[bytes, int, list[int]]:
    """Which words have so many letters, the signs of all in which none is doubled, and the others."""
    ends = places
    found = bytearray(len(traits))
    doubled: list[int] = []
    size = 0
    for at in range(len(traits)):
        letters = 0
        for place in range(ends[at], ends[at + 1] - 1):
            letters += words[place] & 0xC0 != 0x80  # a letter's first byte
        if traits[at] & (NO_LETTER | DOUBLED):
            found[at] = _MIXED
        elif letters >= least:
            found[at] = _WANTED
        if traits[at] & DOUBLED:
            doubled.append(at)
        else:
            size += letters
    return bytes(found), size, doubled


def _each_once(words: bytes, places: array[int], hashes: array[int], wanted: bytes) -> str:
    """Those that are wanted, a line end behind each."""
    ends, numbers = places, hashes
    last = 2
    while last < 2 * len(wanted):
        last *= 2
    seen = ZERO * last
    known = seen
    last -= 1
    found = bytearray(len(words) + 1)
    out = found
    size = 0
    for at in range(len(wanted)):
        if wanted[at] != _WANTED:
            continue
        place = numbers[at] & last
        while known[place] and known[place] != numbers[at]:
            place = (place + 1) & last
        if not known[place]:
            known[place] = numbers[at]
            for letter in range(ends[at], ends[at + 1] - 1):
                out[size] = words[letter]
                size += 1
            out[size] = _LINE_END
            size += 1
    return found[:size].decode()


def _runs(found: Folded, wanted: bytes) -> list[str]:
    """The runs of letters of mixed words, as they are written."""
    mixed = [at for at in range(len(wanted)) if wanted[at] == _MIXED]
    return [run for at in mixed for run in _LETTERS.findall(_written(found, at))]


def _written(found: Folded, at: int) -> str:
    """A word, and what stands between it and the next one."""
    return found.text[found.starts[at] : found.starts[at + 1] if at + 1 < len(found.starts) else None]


def find_figures(text: str, found: Folded) -> list[str]:
    """`1,250`, `1 250`: the runs of digits, each with what parts its digits; each once. `found`: the text's words."""
    if found.text != text:  # NFKC makes digits of signs that are none
        return _figures(text, array("I", [0]), b"\x01")
    return _figures(text, found.starts, found.traits)


def _figures(text: str, word_starts: array[int], traits: bytes) -> list[str]:
    figures: set[str] = set()
    starts = word_starts
    size = len(text)
    end = 0
    for word in range(len(traits)):
        if not traits[word] & NO_LETTER:
            continue
        for start in range(starts[word], starts[word + 1] if word + 1 < len(traits) else size):
            if start < end or not _is_digit(text[start]):
                continue
            end = at = start + 1
            while at < size and (_is_digit(text[at]) or text[at] in _WITHIN_FIGURES):
                at += 1
                if _is_digit(text[at - 1]):
                    end = at
            figures.add(text[start:end])
    return list(figures)


def count_sentences(text: str) -> int:
    """How many end, as far as a stop and what stands behind it tell."""
    count = 0
    before = "\n"
    for sign in text:
        if sign == " ":
            count += before in (".", "!", "?", "…")
        elif sign == "\n":
            count += before in (".", "!", "?")
        elif sign in ("。", "！", "？"):
            count += 1
        before = sign
    return count


def _is_digit(sign: str) -> bool:
    """In any script; between ASCII's and the Arabic ones there are none."""
    return "0" <= sign <= "9" or (sign >= "\u0660" and sign.isdecimal())
