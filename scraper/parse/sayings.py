"""Phrases that are looked for all over a text, quickly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.automaton import Mentions


class Sayings:
    """Phrases that may stand anywhere. `openings`: what each may begin with, in lower case.

    Searching for plain openings first is a hundred times quicker than trying all phrases at every letter.
    """

    def __init__(self, phrases: str, openings: str) -> None:
        self.pattern = re.compile(phrases, re.IGNORECASE)
        self._openings = Mentions((openings.split("|"),))

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """In the text's order, without overlaps."""
        lower = text.lower()
        if len(lower) != len(text):  # a letter such as `İ` becomes two
            yield from self.pattern.finditer(text)
            return
        end = 0
        for start in self._openings.places(lower):
            match = self.pattern.match(text, start) if start >= end else None
            if match:
                end = match.end()
                yield match
