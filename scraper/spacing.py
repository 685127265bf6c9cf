"""Where the words of a text begin and end, sign by sign."""

from __future__ import annotations

try:
    from scraper.one_by_one import collapsed as collapsed
except ImportError:  # nothing is compiled here

    def collapsed(text: str) -> str:
        """With one space between words and none around them, as most texts have it."""
        return " ".join(text.split())


def words(text: str) -> list[str]:
    r"""Every run of word characters, as `\w+` finds them."""
    found: list[str] = []
    start = -1
    for at in range(len(text)):
        sign = text[at]
        if sign.isalnum() or sign == "_":
            if start < 0:
                start = at
        elif start >= 0:
            found.append(text[start:at])
            start = -1
    if start >= 0:
        found.append(text[start:])
    return found
