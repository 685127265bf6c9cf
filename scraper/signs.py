"""What a sign is to a text's words: a letter, folded; what parts them; one that takes a look at its neighbours."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces, as an expression's ranges: there every sign may be a word."""

UNSEEN, ODD, LINE_END, SPACE = 0, 1, ord("\n"), ord(" ")
"""Entries of signs that are no word's: not looked up yet; one that takes a look at its neighbours; what parts words."""

UNSTABLE, LETTER, CAPITAL, SECOND, ALONE = 1 << 21, 1 << 22, 1 << 23, 24, 1 << 31
"""Of a word's: above the code of the folded sign, that NFKC makes another of it; that it is a letter and no digit; that
it is a capital one; one of ASCII's that follows when it is folded, as in `ß`; that it is a word of its own."""

CODES, SECONDS = UNSTABLE - 1, 0x7F

TRAITS = 22
"""By so many bits an entry is shifted, so that LETTER and CAPITAL are its lowest."""

TABLED = 0x10000

TABLE: array[int] = array("I", bytes(4 * TABLED))
"""Entries by the sign's code, looked up as signs are met: all take a tenth of a second, a text has few."""

_WORD, _WORDS = re.compile(r"\w"), re.compile(rf"[{UNSPACED}]|\w+")
_ON_ITS_OWN = re.compile(f"[{UNSPACED}]")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
"""Parts of Korean syllables, which NFKC puts together."""


def look_up(sign: str) -> int:
    """The entry of a sign that is tabled, which it puts into the table."""
    TABLE[ord(sign)] = entry = entry_of(sign)
    return entry


@lru_cache(maxsize=1024)
def entry_of(sign: str) -> int:
    """What the sign is to words, whatever stands beside it."""
    if sign == "\n":
        return LINE_END
    plain = nfkc(sign)
    if _JAMO.search(plain) or any(map(_is_mark, plain[1:])):
        return ODD if _WORDS.search(plain + sign) else SPACE  # as an accent by itself
    unstable = UNSTABLE if _is_mark(plain[0]) else 0
    is_alone = _ON_ITS_OWN.search(plain)
    if not is_alone and not _WORD.search(plain):
        return SPACE | unstable
    folded = nfkc(plain.casefold())
    if len(folded) > 2 or ord(folded[1:] or "\0") >= 0x80 or not _WORDS.fullmatch(plain):
        return ODD
    traits = (ALONE if is_alone else 0) | (UNSTABLE if plain != sign else unstable) | (CAPITAL if sign.isupper() else 0)
    letter = LETTER if is_letter(plain[0]) else 0
    return ord(folded[0]) | ord(folded[1:] or "\0") << SECOND | traits | letter


def is_letter(sign: str) -> bool:
    """Of a word, and no digit; as `[^\\W\\d_]`."""
    return sign.isalpha() or (sign.isalnum() and not sign.isdecimal())


def _is_mark(sign: str) -> bool:
    """Whether NFKC may put it together with what stands before it."""
    return unicodedata.category(sign) in {"Mn", "Mc"} and not "\ufe00" <= sign <= "\ufe0f"


def nfkc(text: str) -> str:
    """One form for what looks alike. Most text is in it already, which is quicker to see than to make."""
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
