"""What a text mentions: words with a capital letter, long words, words that count, figures; found letter by letter.

Compiled that takes a tenth of the time of expressions; uncompiled several times as long as these.
"""

from __future__ import annotations

from scraper.identify.counted import COUNTED
from scraper.identify.signs import (
    ALONE,
    CAPITAL,
    CODES,
    LETTER,
    LINE_END,
    ODD,
    SPACE,
    TABLE,
    TABLED,
    UNSEEN,
    UNSTABLE,
    entry_of,
    is_letter,
    look_up,
)

_MASK = (1 << 14) - 1
"""Of places for words, by their letters: of those that don't count, one in fifteen falls where one does."""

_TRAITS = LETTER | UNSTABLE | ALONE

_WITHIN_FIGURES = "., \u00a0\u202f"


def find_names(text: str, is_spaced: bool) -> tuple[list[str], frozenset[str]] | None:
    """The runs of letters that begin with a capital one, each once, and the tokens of words that count.

    Of `A320` the letters count. None where a sign isn't NFKC, or takes a look at its neighbours: these are read where
    the text is spaced (`is_spaced`, as of `spaced`). Letter by letter, which C does in no time.
    """
    table = TABLE
    capitals: set[str] = set()
    counted: set[str] = set()
    start = -1
    place = 0
    is_capital = False
    was_parted = after_gap = True
    for at, sign in enumerate(text + "\n"):
        code = ord(sign)
        entry = _spaced_entry(sign) if is_spaced else table[code] if code < TABLED else entry_of(sign)
        if entry == UNSEEN:
            entry = look_up(sign)
        if entry & _TRAITS == LETTER:
            if start < 0:
                start, place, after_gap, is_capital = at, 0, was_parted, entry & CAPITAL > 0
                was_parted = False
            place = _next_place(place, code)
            continue
        if entry == ODD or entry & UNSTABLE:
            return None
        is_parted = entry in (SPACE, LINE_END) or entry >= ALONE
        if start >= 0:
            is_likely = _LIKELY[place]
            if is_capital or is_likely:
                letters = text[start:at]
                if is_capital:
                    capitals.add(letters)
                if is_likely and is_parted and after_gap and letters in COUNTED:
                    counted.add(COUNTED[letters])
            start = -1
        was_parted = is_parted
    return list(capitals), frozenset(counted)


def find_long(text: str, least: int, is_spaced: bool) -> tuple[list[str], int] | None:
    """The runs of at least so many letters, each once, and how many signs all words have. None as of `find_names`."""
    table = TABLE
    found: set[str] = set()
    start = -1
    size = 0
    for at, sign in enumerate(text + "\n"):
        code = ord(sign)
        entry = _spaced_entry(sign) if is_spaced else table[code] if code < TABLED else entry_of(sign)
        if entry == UNSEEN:
            entry = look_up(sign)
        if entry & _TRAITS == LETTER:
            if start < 0:
                start = at
            size += 1
            continue
        if entry == ODD or entry & UNSTABLE:
            return None
        if entry not in (SPACE, LINE_END):
            size += 1
        if start >= 0:
            if at - start >= least:
                found.add(text[start:at])
            start = -1
    return list(found), size


def _spaced_entry(sign: str) -> int:
    """What a sign is to words that nothing but spaces and line ends parts."""
    if sign in (" ", "\n"):
        return SPACE
    if not is_letter(sign):
        return CODES
    return LETTER | CAPITAL if sign.isupper() else LETTER


def find_figures(text: str) -> list[str]:
    """`1,250`, `1 250`: the runs of digits, each with what parts its digits; each once."""
    found: set[str] = set()
    size = len(text)
    end = 0
    for start, sign in enumerate(text):
        if (not "0" <= sign <= "9" and sign < "\u0660") or start < end or not _is_digit(sign):
            continue
        end = at = start + 1
        while at < size and (_is_digit(text[at]) or text[at] in _WITHIN_FIGURES):
            at += 1
            if _is_digit(text[at - 1]):
                end = at
        found.add(text[start:end])
    return list(found)


def count_sentences(text: str) -> int:
    """How many end, as far as a stop and what stands behind it tell."""
    count = 0
    before = "\n"
    for sign in text:
        if sign == " ":
            count += before in (".", "!", "?", "…")
        elif sign == "\n":
            count += before in (".", "!", "?")
        elif sign in ("。", "！", "？"):
            count += 1
        before = sign
    return count


def _is_digit(sign: str) -> bool:
    """In any script; between ASCII's and the Arabic ones there are none."""
    return "0" <= sign <= "9" or (sign >= "\u0660" and sign.isdecimal())


def _next_place(place: int, code: int) -> int:
    """Of a word with one more letter."""
    return (place * 31 + code) & _MASK


def _likely() -> bytes:
    """Where a word falls that may be one of those that count: most of a text's words aren't, and need not be looked
    for among these."""
    table = bytearray(_MASK + 1)
    for word in COUNTED:
        place = 0
        for letter in word:
            place = _next_place(place, ord(letter))
        table[place] = 1
    return bytes(table)


_LIKELY = _likely()
