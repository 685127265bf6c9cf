"""What a text mentions: words with a capital letter, words that count, figures; found letter by letter.

Compiled that takes a tenth of the time of expressions; uncompiled several times as long as these.
"""

from __future__ import annotations

from scraper.identify.counted import COUNTED

_MASK = (1 << 13) - 1
"""Of places for the ends and lengths of words: of those that don't count, one in fourteen falls where one does."""

_WITHIN_FIGURES = "., \u00a0\u202f"


def find_names(words: str) -> tuple[list[str], frozenset[str]]:
    """The runs of letters that begin with a capital one, each once, and the tokens of words that count.

    `words`: as of `spaced`. Of `A320` the letters count. Letter by letter, which C does in no time.
    """
    capitals: set[str] = set()
    counted: set[str] = set()
    start = -1
    first = last = 0
    for at, sign in enumerate(words + " "):
        code = ord(sign)
        if _KINDS[code] == _LETTER if code < _TABLED else _is_letter(sign):
            if start < 0:
                start, first = at, code
            last = code
            continue
        if start < 0:
            continue
        is_capital = words[start].isupper()
        is_likely = _LIKELY[(first * 7 + last * 3 + at - start) & _MASK]
        if is_capital or is_likely:
            letters = words[start:at]
            if is_capital:
                capitals.add(letters)
            if is_likely and letters in COUNTED and _is_edge(words, start - 1) and _is_edge(words, at):
                counted.add(COUNTED[letters])
        start = -1
    return list(capitals), frozenset(counted)


def find_figures(text: str) -> list[str]:
    """`1,250`, `1 250`: the runs of digits, each with what parts its digits; each once."""
    found: set[str] = set()
    size = len(text)
    end = 0
    for start, sign in enumerate(text):
        if sign < "0" or ("9" < sign < "\u0660") or start < end or not _is_digit(sign):
            continue
        end = at = start + 1
        while at < size and (_is_digit(text[at]) or text[at] in _WITHIN_FIGURES):
            at += 1
            if _is_digit(text[at - 1]):
                end = at
        found.add(text[start:end])
    return list(found)


def _is_letter(sign: str) -> bool:
    """Of a word, and no digit; as `[^\\W\\d_]`."""
    return sign.isalpha() or (sign.isalnum() and not sign.isdecimal())


def _is_digit(sign: str) -> bool:
    """In any script; between ASCII's and the Arabic ones there are none."""
    return "0" <= sign <= "9" or (sign >= "\u0660" and sign.isdecimal())


def _is_edge(words: str, at: int) -> bool:
    """Whether no word is there."""
    return at < 0 or at >= len(words) or words[at] == " " or words[at] == "\n"


def _likely() -> bytes:
    """Where a word's ends and length fall that may be one of those that count: most of a text's words aren't, and
    need not be looked for among these."""
    table = bytearray(_MASK + 1)
    for word in COUNTED:
        table[(ord(word[0]) * 7 + ord(word[-1]) * 3 + len(word)) & _MASK] = 1
    return bytes(table)


_LIKELY = _likely()
_LETTER = 1
_TABLED = 0x500
_KINDS = bytes([_LETTER if _is_letter(chr(code)) else 0 for code in range(_TABLED)])
"""Which signs up to the Cyrillic ones are letters."""
