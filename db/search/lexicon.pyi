def is_european(text: str) -> bool:
    """Whether it keeps to Latin, Greek, Cyrillic and Armenian letters, none with a mark apart, and to typography."""

class Lexicon:
    """Words and their lexemes."""

    @property
    def count(self) -> int: ...
    def look_up(self, words: str, limit: int) -> tuple[str, int, list[str]]:
        """(the lexemes of words parted by spaces, how many, words that aren't known): of the first `limit` words.

        Where there are unknown ones no lexemes are told.
        """

    def add(self, word: str, lexeme: str) -> None:
        """What isn't known yet."""
