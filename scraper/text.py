"""Words as we compare them: typography, case and white space don't count, every word and figure does."""

from __future__ import annotations

import hashlib
import unicodedata



class _Words(dict[int, int]):
    """A table for `str.translate` that leaves word characters (as `\\w` has them) and makes all others a space."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        found = self[code] = code if char.isalnum() or char == "_" else 32
        return found


_WORDS = _Words()


def fold(text: str) -> str:
    """`text` in NFKC without case; idempotent. Line ends and punctuation stay."""
    if text.isascii():
        return text.lower()
    folded = nfkc(text).casefold()
    return nfkc(folded)


def normalise(text: str) -> str:
    """The words of `text`, folded, parted by one space; idempotent."""
    return " ".join(fold(text).translate(_WORDS).split())


def letters(text: str) -> str:
    """Letters and digits only, case-folded: `bbabo.Net` and `BBABO.NET` are both `bbabonet`."""
    return "".join(filter(str.isalnum, text.casefold()))


def content_hash(text: str) -> str:
    """32 hex digits (128 bits of BLAKE2b) of the normalised text; the empty string where it has no words."""
    words = normalise(text)
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest() if words else ""


def word_count(text: str) -> int:
    """Words by Unicode's idea of a word character; for scripts without spaces this counts runs, not words."""
    return len(text.translate(_WORDS).split())


def nfkc(text: str) -> str:
    """One form for what looks alike. Most text is in it already, which is quicker to see than to make."""
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
