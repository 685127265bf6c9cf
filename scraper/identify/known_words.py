"""Which of a text's words are among some that are known, told by their hashes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from xxhash import xxh3_64_intdigest

_SIEVE = (1 << 15) - 1
"""The bits of a hash that number the sieve's own: of these a few in a hundred are set, so that nearly every other word
stops there."""


class KnownWords:
    """A set of words as they are folded, open-addressed: a hash is in the first free place from its own number on."""

    def __init__(self, words: Iterable[str]) -> None:
        hashes = {xxh3_64_intdigest(word.encode()) for word in words}
        places = [0] * (1 << (2 * len(hashes)).bit_length())
        for number in hashes:
            at = number % len(places)
            while places[at]:
                at = (at + 1) % len(places)
            places[at] = number
        self._places = array("Q", places)
        sieve = bytearray((_SIEVE >> 3) + 1)
        for number in hashes:
            sieve[(number & _SIEVE) >> 3] |= 1 << (number & 7)
        self._sieve = bytes(sieve)

    def among(self, numbers: array[int]) -> list[int]:
        """Where they stand. `numbers`: the hashes of words, as of `Folded`."""
        words, places, sieve = numbers, self._places, self._sieve
        last = len(places) - 1
        found: list[int] = []
        for place in range(len(words)):
            number = words[place]
            if not sieve[(number & _SIEVE) >> 3] >> (number & 7) & 1:
                continue
            at = number & last
            while places[at] and places[at] != number:
                at = (at + 1) & last
            if places[at]:
                found.append(place)
        return found
