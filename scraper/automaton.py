"""Which words a text mentions, and how often: all of them in one walk over its bytes, after Aho and Corasick (1975)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain


class Mentions:
    """Of groups of words. As with `str.count` those of one word don't overlap, and may lie within others.

    The walk goes from state to state, each the beginning of a word in UTF-8.
    """

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._groups = len(groups)
        self._words = [(word.encode(), number) for number, group in enumerate(groups) for word in group]
        self._letters = [len(word) for group in groups for word in group]
        starts = {word[:size] for word, _ in self._words for size in range(len(word) + 1)}
        ended = {start: [word for word in self._words if start.endswith(word[0])] for start in starts}
        states = sorted(starts, key=lambda start: (bool(ended[start]), start))  # the empty one first
        letters = b"\0" + bytes(sorted(set(b"".join(starts))))
        """Any other byte is as the first."""
        self._width = len(letters)
        self._codes = bytes(max(0, letters.find(byte)) for byte in range(256))
        self._next = array("I", chain.from_iterable(_steps(states, self._codes, self._width)))
        """By the place where a state's steps begin: to the place of the next one's."""
        self._ended = [tuple(self._words.index(word) for word in ended[start]) for start in states]
        self._first_end = self._width * next(number for number, words in enumerate(self._ended) if words)
        """From this place on a word has ended."""

    def count(self, text: str) -> list[int]:
        """Of each group."""
        counts = [0] * self._groups
        until = [0] * len(self._words)
        """Where the last mention of each word ends."""
        following, width, first_end = self._next, self._width, self._first_end
        written = text.encode("utf-8", "replace").translate(self._codes)
        state = 0
        for at, code in enumerate(written, 1):
            state = following[state + code]
            if state >= first_end:
                for number in self._ended[state // width]:
                    word, group = self._words[number]
                    if at - len(word) >= until[number]:
                        until[number] = at
                        counts[group] += 1
        return counts

    def distinct(self, text: str) -> int:
        """How many of the words it mentions."""
        following, width, first_end = self._next, self._width, self._first_end
        written = text.encode("utf-8", "replace").translate(self._codes)
        found: set[int] = set()
        state = 0
        for code in written:
            state = following[state + code]
            if state >= first_end:
                found.update(self._ended[state // width])
        return len(found)

    def places(self, text: str) -> list[int]:
        """Where words begin, in the text's order."""
        following, width, first_end = self._next, self._width, self._first_end
        codes = self._codes
        written = text.encode("utf-8", "replace")
        found: set[int] = set()
        state = letters = counted = 0
        for at, byte in enumerate(written, 1):
            state = following[state + codes[byte]]
            if state >= first_end:
                while counted < at:
                    letters += written[counted] & 0xC0 != 0x80  # a letter's first byte
                    counted += 1
                for number in self._ended[state // width]:
                    found.add(letters - self._letters[number])
        return sorted(found)


def _steps(states: list[bytes], codes: bytes, width: int) -> list[array[int]]:
    """To which state's place each letter leads from each: to that of a longer beginning, else as from the longest end
    of this one that is a beginning itself."""
    places = {start: number * width for number, start in enumerate(states)}
    longer: dict[bytes, list[bytes]] = {start: [] for start in states}
    for start in filter(None, states):
        longer[start[:-1]].append(start)
    steps: dict[bytes, array[int]] = {}
    behind = {b"": b""}
    """Of each the longest end that is a beginning."""
    for start in sorted(states, key=len):
        steps[start] = found = array("I", steps[behind[start]] if start else [0] * width)
        for word in longer[start]:
            letter = codes[word[-1]]
            behind[word] = states[found[letter] // width]
            found[letter] = places[word]
    return [steps[start] for start in states]
