"""Words and their lexemes, as `lexicon.pyx` keeps them, where nothing is compiled."""

from __future__ import annotations

from array import array
from collections.abc import Callable

_PAGES = ("cp1252", "cp1251")
"""Western letters, Cyrillic ones, and typography."""


def is_european(text: str) -> bool:
    """Whether it is seen at once that it keeps to letters and typography of Europe, none with a mark apart."""
    if text.isascii():
        return True
    for page in _PAGES:
        try:
            text.encode(page)
        except UnicodeEncodeError:
            continue
        return True
    return False


class Lexicon:
    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    @property
    def count(self) -> int:
        return len(self._known)

    def look_up(self, words: bytes, limit: int, learn: Callable[[list[str]], list[str]]) -> tuple[bytes, int]:
        """(the lexemes of words, how many): of the first `limit` words. Spaces and line ends part them, in UTF-8.
        `learn`: gives those of words that aren't known, in their order."""
        wanted = words.decode().split()[:limit]
        unknown = [word for word in dict.fromkeys(wanted) if word not in self._known]
        if unknown:
            self._known |= zip(unknown, learn(unknown), strict=True)
        return " ".join([self._known[word] for word in wanted]).encode(), len(wanted)

    def look_up_parted(
        self, words: bytes, ends: array[int], hashes: array[int], limit: int, learn: Callable[[list[str]], list[str]]
    ) -> tuple[bytes, int]:
        """The same of words that are hashed already. `ends`: 0, and one more than where each ends."""
        return self.look_up(words, limit, learn)

    def unknown(self, words: bytes) -> list[str]:
        """Those of words, parted in the same way, that weren't known, each once; now they are, without a lexeme."""
        unknown = [word for word in dict.fromkeys(words.decode().split()) if word not in self._known]
        self._known |= dict.fromkeys(unknown, "")
        return unknown
