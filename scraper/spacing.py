"""Where the words of a text begin and end, sign by sign."""

from __future__ import annotations

try:
    from scraper.one_by_one import collapsed as collapsed
except ImportError:  # nothing is compiled here

    def collapsed(text: str) -> str:
        """With one space between words and none around them, as most texts have it."""
        return " ".join(text.split())


_SPACE, _LINE_END = ord(" "), ord("\n")


def spaced(written: bytes, table: bytes) -> tuple[bytes, int]:
    """(the words parted by one space, their number). `table`: for each byte what it becomes; spaces and line ends
    part words.

    Every byte is written, and stays if it counts: which ones do can't be foreseen by a processor.
    """
    found = bytearray(len(written) + 2)
    size = count = 0
    is_inside = False
    for code in written:
        code = table[code]
        is_word = (code != _SPACE) & (code != _LINE_END)
        is_first = is_word > is_inside
        found[size] = _SPACE
        size += is_first
        found[size] = code
        size += is_word
        count += is_first
        is_inside = is_word
    return bytes(found[1:size]), count


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
