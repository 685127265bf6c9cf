from collections.abc import Callable

def is_european(text: str) -> bool:
    """Whether it keeps to Latin, Greek, Cyrillic and Armenian letters, none with a mark apart, and to typography."""

class Lexicon:
    """Words and their lexemes."""

    @property
    def count(self) -> int: ...
    def look_up(self, words: str, limit: int, learn: Callable[[list[str]], dict[str, str]]) -> tuple[str, int]:
        """(the lexemes of words parted by spaces, how many): of the first `limit` words. `learn`: gives those of words
        that aren't known."""
