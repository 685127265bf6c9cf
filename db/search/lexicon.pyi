from array import array
from collections.abc import Callable

def is_european(text: str) -> bool:
    """Whether it keeps to Latin, Greek, Cyrillic and Armenian letters, none with a mark apart, and to typography."""

class Lexicon:
    """Words and their lexemes."""

    @property
    def count(self) -> int: ...
    def look_up(self, words: bytes, limit: int, learn: Callable[[list[str]], list[str]]) -> tuple[bytes, int]:
        """(the lexemes of words, how many): of the first `limit` words. Spaces and line ends part them, in UTF-8.
        `learn`: gives those of words that aren't known, in their order."""
    def look_up_parted(
        self, words: bytes, ends: array[int], hashes: array[int], limit: int, learn: Callable[[list[str]], list[str]]
    ) -> tuple[bytes, int]:
        """The same of words that are hashed already. `ends`: 0, and one more than where each ends."""
    def unknown(self, words: bytes) -> list[str]:
        """Those of words, parted in the same way, that weren't known, each once; now they are, without a lexeme."""
