"""Words as we compare them: typography, case and white space don't count, every word and figure does."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from scraper import spacing

try:
    from scraper.one_by_one import spaced_by
except ImportError:  # nothing is compiled here

    def spaced_by(text: str, table: bytes) -> tuple[str, int] | None:
        """(the words parted by one space, their number): by a page of letters that is quicker."""
        return None


UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces, as an expression's ranges: there every sign may be a word."""

_WORD = re.compile(r"\w+")
_MAY_BE_A_WORD = re.compile(rf"[\w{UNSPACED}]")

_PAGES = ("latin-1", "cp1251", "cp1250")
"""Letters of western, Cyrillic and eastern Europe: a text that keeps to one of these is parted by a table."""

_SMALL = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())

_TABLED = (range(0x530), range(0x2000, 0x2100))
"""Signs of which a table tells what they become: of European scripts, and typography."""

_TYPOGRAPHY = "’“”–—‘…„\u200b\ufffd"
"""What most texts have beyond Latin-1: one by one, as the rarer signs are made spaces, they would take too long."""


def fold(text: str) -> str:
    """`text` in NFKC without case; idempotent. Line ends and punctuation stay."""
    if text.isascii():
        return text.lower()
    folded = nfkc(text).casefold()
    return nfkc(folded)


def normalise(text: str) -> str:
    """The words of `text`, folded, parted by one space; idempotent."""
    return _folded(text).words


def folded_words(text: str) -> str | None:
    """As `normalise`; None for a text that keeps to none of our pages, in which other signs may be words' than in ours,
    as those of scripts without spaces."""
    found = _folded(text)
    return found.words if found.is_as_written else None


def letters(text: str) -> str:
    """Letters and digits only, case-folded: `bbabo.Net` and `BBABO.NET` are both `bbabonet`."""
    if text.isascii():
        return text.encode().translate(_SMALL, _NO_LETTERS).decode("ascii")
    by_table = spaced_by(text.replace("ß", "ss"), _becomes())
    if by_table is not None:
        return by_table[0].replace(" ", "").replace("_", "")
    return "".join(filter(str.isalnum, text.casefold()))


def content_hash(text: str) -> str:
    """32 hex digits (128 bits of BLAKE2b) of the normalised text; the empty string where it has no words."""
    return _hashed(normalise(text))


def word_count(text: str) -> int:
    """Words by Unicode's idea of a word character; for scripts without spaces this counts runs, not words."""
    words = parted(text)
    return len(spacing.words(text) if words is None else words.split())


def count_and_hash(text: str) -> tuple[int, str]:
    """(`word_count`, `content_hash`), for which most texts need be parted only once."""
    words, number, is_as_written = _folded(text)
    return (number if is_as_written else word_count(text)), _hashed(words)


def _hashed(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest() if words else ""


def parted(text: str) -> str | None:
    """`text` with a space for each sign that is no word's, but line ends; None where it keeps to none of our pages.

    A table does that five times as quickly as an expression.
    """
    found = _on_a_page(text, "dateline.punctuation")
    return found.parted() if found else None


class Parted(NamedTuple):
    """As of `parted`, with the same without case beside it."""

    words: str
    folded: str


def parted_nfkc(text: str) -> Parted | None:
    """`parted` of the text's NFKC, without making it; None also where the text has signs that NFKC makes words of."""
    found = _on_a_stable_page(text)
    return Parted(found.parted(), found.folded()) if found else None


class _ElsewhereError(Exception):
    """A letter that a page lacks. No error that the codec has made: raised by who was given it, that would refer to
    itself, and keep all that is at work until Python looks for garbage."""


class _Page(NamedTuple):
    """`parting`, `folding`: tables that make a space of what is no word's, the second one small letters, too.
    `unstable`: what has another letter or figure in NFKC, `²`, `№`. `odd`: what isn't one letter of the page when
    folded, `ß`."""

    name: str
    parting: bytes
    folding: bytes
    unstable: bytes
    odd: bytes


class _Encoded(NamedTuple):
    """A text in one of our pages."""

    text: bytes
    page: _Page

    def parted(self) -> str:
        return self.text.translate(self.page.parting).decode(self.page.name)

    def folded(self) -> str:
        """`parted`, in small letters."""
        if self._has(self.page.odd):
            return self.parted().casefold()
        return self.text.translate(self.page.folding).decode(self.page.name)

    def is_stable(self) -> bool:
        return not self._has(self.page.unstable)

    def _has(self, letters: bytes) -> bool:
        return len(self.text.translate(None, letters)) < len(self.text)


def _on_a_page(text: str, errors: str) -> _Encoded | None:
    if not text.isascii():
        for sign in _TYPOGRAPHY:
            text = text.replace(sign, " ")
    for page in _READY:
        try:
            return _Encoded(text.encode(page.name, errors), page)
        except _ElsewhereError:
            continue
    return None


def _on_a_stable_page(text: str) -> _Encoded | None:
    """None also where NFKC makes words of a sign."""
    found = _on_a_page(text, "dateline.stable")
    return found if found and found.is_stable() else None


class _Folded(NamedTuple):
    """The words of a text as `normalise` gives them, and how many. `is_as_written`: NFKC made none of its signs."""

    words: str
    number: int
    is_as_written: bool


@lru_cache(maxsize=64)
def _folded(text: str) -> _Folded:
    """Without a look at each letter's forms, but for a text with signs that take one. Cached: an article's text is
    parted for its hash and for the search."""
    by_table = spaced_by(text.replace("ß", "ss"), _becomes())
    if by_table is not None:
        words, number = by_table
        return _Folded(words, number, True)
    found = _Encoded(text.encode(), _READY[0]) if text.isascii() else _on_a_stable_page(text.replace("ß", "ss"))
    if found is None:
        apart = spacing.words(fold(text))
        return _Folded(" ".join(apart), len(apart), False)
    written, number = spacing.spaced(found.text, found.page.folding)
    return _Folded(written.decode(found.page.name), number, True)


@cache
def _becomes() -> bytes:
    """What each sign is in a folded text, as of `spaced_by`."""
    table = array("H", bytes(2 * _TABLED[-1].stop))
    for code in (code for signs in _TABLED for code in signs):
        sign, folded = chr(code), chr(code).casefold()
        if unicodedata.combining(sign):
            continue
        if not _WORD.search(fold(sign)):
            table[code] = ord(" ")
        elif nfkc(sign) == sign and len(folded) == 1 and nfkc(folded) == folded and (folded < "\u0100" or code > 0xFF):
            table[code] = ord(folded)
    return table.tobytes()


def _page(name: str) -> _Page:
    signs = [bytes([code]).decode(name, "replace") for code in range(256)]
    parting = [code if sign.isalnum() or sign in "_\n" else ord(" ") for code, sign in enumerate(signs)]
    folded = [bytes([code]).decode(name, "replace").casefold().encode(name, "ignore") for code in parting]
    return _Page(
        name=name,
        parting=bytes(parting),
        folding=bytes([one[0] if len(one) == 1 else ord(" ") for one in folded]),
        unstable=_codes(nfkc(sign) != sign and _WORD.search(nfkc(sign)) for sign in signs),
        odd=_codes(len(one) != 1 for one in folded),
    )


def _codes(claims: Iterable[object]) -> bytes:
    """The places where it is so."""
    return bytes([code for code, claim in enumerate(claims) if claim])


def _as_space(error: UnicodeError) -> tuple[str, int]:
    """Other signs that a page lacks become a space; what may be a word is the error still."""
    if not isinstance(error, UnicodeEncodeError) or _MAY_BE_A_WORD.search(error.object, error.start, error.end):
        raise _ElsewhereError
    return " ", error.end


def _as_stable_space(error: UnicodeError) -> tuple[str, int]:
    """The same for signs that NFKC leaves alone, or makes other signs of."""
    if isinstance(error, UnicodeEncodeError):
        found = error.object[error.start : error.end]
        if _MAY_BE_A_WORD.search(nfkc(found)) or any(map(unicodedata.combining, found)):
            raise _ElsewhereError
    return _as_space(error)


def nfkc(text: str) -> str:
    """One form for what looks alike. Most text is in it already, which is quicker to see than to make."""
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


codecs.register_error("dateline.punctuation", _as_space)
codecs.register_error("dateline.stable", _as_stable_space)
_READY = [_page(name) for name in _PAGES]
