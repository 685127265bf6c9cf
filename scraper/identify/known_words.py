"""Which of a text's words are among some that are known, told by their hashes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from xxhash import xxh3_64_intdigest


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

    def among(self, numbers: array[int]) -> list[int]:
        """Where they stand. `numbers`: the hashes of words, as of `Folded`."""
        words, places = numbers, self._places
        last = len(places) - 1
        found: list[int] = []
        for place in range(len(words)):
            number = words[place]
            at = number & last
            while places[at] and places[at] != number:
                at = (at + 1) & last
            if places[at]:
                found.append(place)
        return found
