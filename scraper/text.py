"""Words as we compare them: typography, case and white space don't count, every word and figure does."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from functools import lru_cache

from scraper import spacing
from scraper.folding import Folded, fold_words
from scraper.signs import nfkc

_SMALL = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def fold(text: str) -> str:
    """`text` in NFKC without case; idempotent. Line ends and punctuation stay."""
    if text.isascii():
        return text.lower()
    folded = nfkc(text).casefold()
    return nfkc(folded)


folded = lru_cache(maxsize=64)(fold_words)
"""Cached: an article is asked for its words by its hash, the search, its lines, and its names."""


def folded_words(text: str) -> Folded | None:
    """None for a text that isn't NFKC, or in which other signs may be words' than in most, as in scripts without
    spaces."""
    found = folded(text)
    return found if found.is_as(text) else None


@lru_cache(maxsize=64)
def normalise(text: str) -> str:
    """The words of `text`, folded, parted by one space; idempotent."""
    return _in_one_line(text).decode()


def normalise_beginning(text: str, size: int) -> str:
    """`normalise(text[:size])`, where most of it is known of the whole text."""
    found = folded(text)
    if len(text) <= size or not found.is_as(text):
        return normalise(text[:size])
    last = bisect_left(found.starts, size) - 1  # the word that may go on behind it
    if last < 0:
        return ""
    known = found.words[: found.ends[last]].replace(b"\n", b" ")
    return known.decode() + normalise(text[found.starts[last] : size])


def letters(text: str) -> str:
    """Letters and digits only, case-folded: `bbabo.Net` and `BBABO.NET` are both `bbabonet`."""
    if text.isascii():
        return text.encode().translate(_SMALL, _NO_LETTERS).decode("ascii")
    return "".join(filter(str.isalnum, text.casefold()))


def content_hash(text: str) -> str:
    """32 hex digits (128 bits of BLAKE2b) of the normalised text; the empty string where it has no words."""
    words = _in_one_line(text)
    return hashlib.blake2b(words, digest_size=16).hexdigest() if words else ""


def word_count(text: str) -> int:
    """Words by Unicode's idea of a word character; for scripts without spaces this counts runs, not words."""
    found = folded(text)
    return len(found.starts) if found.is_as(text) else len(spacing.words(text))


def _in_one_line(text: str) -> bytes:
    found = folded(text)
    return found.words.replace(b"\n", b" ") if found.is_parted else " ".join(spacing.words(fold(text))).encode()
