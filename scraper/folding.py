"""The words of a text without case; nearly all that is asked of a text is asked of them."""

from __future__ import annotations

import re
from array import array
from typing import NamedTuple

from xxhash import xxh3_64_intdigest

from scraper.signs import UNSPACED, is_letter, nfkc

try:
    from db.xxh3 import hashes_of as hashes_of
    from scraper.word_by_word import words_of
except ImportError:  # nothing is compiled here

    def hashes_of(words: bytes) -> array[int]:
        """XXH3 of each word, 64 bits; a line end is behind each."""
        return array("Q", map(xxh3_64_intdigest, words.split(b"\n")[:-1]))

    def words_of(text: str, is_nfkc: bool) -> tuple[bytes, array[int], array[int], bytes, array[int], bool] | None:
        """In one walk over a text's signs: here expressions are quicker."""
        return None


NO_LETTER, CAPITAL_FIRST, CAPITAL_WITHIN, DOUBLED = 0b0101, 0b0010, 0b1000, 0b10000
"""Traits of words: it has digits or an underscore; it begins with a capital letter; it has one further on; a letter has
become two, as in `ß`."""

_WORD, _LETTER_OR_WORD = re.compile(r"\w+"), re.compile(rf"([{UNSPACED}])|[^\W{UNSPACED}]+")


class Folded(NamedTuple):
    """The words of a text in NFKC and without case, in UTF-8: a space between them, or a line end where one is in the
    text. In scripts without spaces every letter is a word."""

    text: str
    """Its NFKC where a sign of a word has another form."""
    words: bytes
    starts: array[int]
    """Where each begins in the text."""
    ends: array[int]
    """0, and one more than where each ends among `words`: there the next one begins."""
    traits: bytes
    """Of each word."""
    hashes: array[int]
    """XXH3 of each word, 64 bits."""
    is_parted: bool
    """None is a letter that stands for itself, and none would be parted by a mark."""

    def is_as(self, text: str) -> bool:
        """Whether these are the words of a text as it is written."""
        return self.is_parted and self.text == text


def fold_words(text: str) -> Folded:
    """In scripts with spaces words are what Python calls so: marks part them."""
    found = words_of(text, False)
    if found is None:
        text = nfkc(text)
        found = words_of(text, True) or _by_expressions(text)
    return Folded(text, *found)


def _by_expressions(text: str) -> tuple[bytes, array[int], array[int], bytes, array[int], bool]:
    words = bytearray()
    starts, ends, traits, hashes = array("I"), array("I", [0]), bytearray(), array("Q")
    is_parted = True
    before = 0
    for match in _LETTER_OR_WORD.finditer(text):
        if starts:
            words += b"\n" if "\n" in text[before : match.start()] else b" "
        before = match.end()
        folded = nfkc(match[0].casefold())
        written = folded.encode()
        words += written
        hashes.append(xxh3_64_intdigest(written))
        starts.append(match.start())
        ends.append(len(words) + 1)
        traits.append(_traits(match[0], folded))
        is_parted &= match[1] is None and _WORD.fullmatch(folded) is not None
    return bytes(words), starts, ends, bytes(traits), hashes, is_parted


def _traits(word: str, folded: str) -> int:
    within = 0
    for sign in word[1:]:
        within |= _trait(sign)
    return _trait(word[0]) | within << 2 | (DOUBLED if len(folded) != len(word) else 0)


def _trait(sign: str) -> int:
    """Of the word's first sign; of others it counts four times as much."""
    return (0 if is_letter(sign) else 1) | (CAPITAL_FIRST if sign.isupper() else 0)
