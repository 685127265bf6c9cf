"""Words and their lexemes, as `lexicon.pyx` keeps them, where nothing is compiled."""

from __future__ import annotations

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

    def look_up(self, words: str, limit: int) -> tuple[str, int, list[str]]:
        """(the lexemes of words parted by spaces, how many, words that aren't known): of the first `limit` words.

        Where there are unknown ones no lexemes are told.
        """
        wanted = words.split()[:limit]
        unknown = [word for word in wanted if word not in self._known]
        found = "" if unknown else " ".join([self._known[word] for word in wanted])
        return found, len(wanted), unknown

    def add(self, word: str, lexeme: str) -> None:
        """What isn't known yet."""
        self._known[word] = lexeme
