"""From text to the words that are searched for: folded, stemmed, and cut where a script sets no spaces.

Both databases get these words ready-made, so that the same query finds the same articles in both.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Protocol, cast

import Stemmer

try:
    from db.search.lexicon import Lexicon, is_european
except ImportError:  # nothing is compiled here
    from db.search.dictionary import Lexicon, is_european  # type: ignore[assignment]

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""ISO 639-1 to Snowball's name. Texts in other languages are found by their words as they stand."""

WORDS_KNOWN = 30_000
"""Words whose lexemes are kept for each language, some 5 MB: those of queries, and of what is shown."""

IN_LEXICON = 100_000
"""The same of the words of texts; as many megabytes."""

LONGEST = 64
"""Characters of a word; what is longer is data that slipped into the text, and is found by its beginning."""

_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Chinese, Japanese, Thai, Lao, Khmer, Burmese: no space parts their words."""

_MARKS = (
    r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0980-\u0983\u09bc-\u09cd"
    r"\u0a01-\u0a51\u0a81-\u0acd\u0b01-\u0b57\u0b82-\u0bcd\u0c00-\u0c56\u0c81-\u0cd6\u0d00-\u0d4e"
)
"""Signs that belong to the letter before them though they are none, as the vowels of Hindi."""

_FIRST_UNSPACED = "\u0e00"

_COMMON = r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u04ff"
"""Latin and Cyrillic, taken in one stride; the rest is looked at letter by letter."""

_PLAIN_WORD = re.compile(r"[^\W_]+")
"""A word of a text in which `_NEEDS_CARE` finds nothing; in a fifth of the time that `_word` takes."""
_NEEDS_CARE = re.compile(rf"[{_UNSPACED}{_MARKS}]")
_ACCENTS = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")

_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters that Unicode takes for ones of their own, and who lacks the key writes without their mark."""
_STROKED = re.compile(f"[{''.join(map(chr, _STROKES))}]")
"""To look for one takes a tenth of the time that putting others in their stead does."""

_DIGRAPHS = {"ae": "a", "oe": "o", "ue": "u"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

_local = threading.local()  # a Snowball stemmer must not be used by two threads at once
_lexicons = threading.local()
"""By algorithm, as the next ones: the words of texts."""

_lexemes: defaultdict[str | None, dict[str, str]] = defaultdict(dict)
"""By algorithm: folded words and their lexemes."""

_as_written: defaultdict[str | None, dict[str, str]] = defaultdict(dict)
"""The same of words as they stand in texts."""


Place = tuple[int, int]
"""Where a word of a text begins and ends."""


class Parted(Protocol):
    """The words of a text in NFKC, without case."""

    @property
    def words(self) -> bytes:
        """In UTF-8, with a space or a line end between them."""

    @property
    def ends(self) -> array[int]:
        """0, and one more than where each ends among `words`."""

    @property
    def hashes(self) -> array[int]:
        """XXH3 of each, 64 bits."""


def joined_lexemes(
    text: str | None, language: str | None, limit: int, parted: Parted | None = None
) -> tuple[bytes, int]:
    """The lexemes of a text in UTF-8, with a space between them, and how many: `limit` at most. `parted`: its words,
    where they have been parted already."""
    if parted is not None and _is_plain(text or ""):
        if b"_" in parted.words:  # which is none of a lexeme's letters
            return _looked_up(parted.words.replace(b"_", b" "), language, limit)
        lexicon, learn = _lexicon(language)
        return lexicon.look_up_parted(parted.words, parted.ends, parted.hashes, limit, learn)
    plain = folded(text or "")
    if _is_plain(plain):
        return _looked_up(" ".join(_PLAIN_WORD.findall(plain)).encode(), language, limit)
    found = _careful_lexemes(plain, language, limit)
    return " ".join(found).encode(), len(found)


def lexemes(text: str | None, language: str | None, limit: int | None = None) -> list[str]:
    """The lexemes of a text in reading order, at most `limit` of them.

    A run of an unspaced script yields its overlapping pairs and its last sign: 東京都 gives 東京, 京都, 都. So every
    word of it is a phrase of pairs, and a single sign is the beginning of a lexeme.
    """
    plain = folded(text or "")
    if _is_plain(plain):
        return stems(_PLAIN_WORD.findall(plain)[:limit], language)
    return _careful_lexemes(plain, language, limit)


def lexemes_as_written(text: str, language: str | None) -> list[str]:
    """The same without a limit, word by word, so that each has its place in `places`."""
    is_plain = _is_plain(text)
    words = _PLAIN_WORD.findall(text) if is_plain else [text[start:end] for start, end in _careful_places(text)]
    algorithm = STEMMERS.get(language or "")
    return _known(_as_written, algorithm, words, lambda fresh: _lexemes_of(fresh, language))


def places(text: str, first: int, last: int) -> list[Place]:
    """Of the words of a text in reading order, from number `first`, counted from 0, to number `last - 1`."""
    if _is_plain(text):
        return [match.span() for match in islice(_PLAIN_WORD.finditer(text), first, last)]
    return list(islice(_careful_places(text), first, last))


def folded(text: str) -> str:
    """Case, width and ligatures don't count; marks still do, since stemmers read them."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text.casefold()).replace("ё", "е")


def stems(words: Sequence[str], language: str | None) -> list[str]:
    """The lexemes of folded words, in their order: each is its stem without marks; `präsidenten` gives `prasident`.

    Those that weren't met before are stemmed together, in half of the time.
    """
    algorithm = STEMMERS.get(language or "")
    return _known(_lexemes, algorithm, words, lambda fresh: dict(zip(fresh, _stemmed(fresh, algorithm), strict=True)))


def _careful_lexemes(plain: str, language: str | None, limit: int | None) -> list[str]:
    """Of a folded text with signs that need care."""
    found: list[str] = []
    for word in _word().findall(plain):
        if limit is not None and len(found) >= limit:
            return found[:limit]
        if is_unspaced(word):
            found.extend(word[i : i + 2] for i in range(len(word)))
        else:
            found.append(stem(word, language))
    return found


def _looked_up(words: bytes, language: str | None, limit: int) -> tuple[bytes, int]:
    """As of `joined_lexemes`; for texts, whose words are so many that a dictionary would be slow."""
    lexicon, learn = _lexicon(language)
    return lexicon.look_up(words, limit, learn)


def stem(word: str, language: str | None) -> str:
    return stems((word,), language)[0]


def _known(
    tables: dict[str | None, dict[str, str]],
    algorithm: str | None,
    words: Sequence[str],
    make: Callable[[list[str]], dict[str, str]],
) -> list[str]:
    """What is known of each word; of those that weren't met before it is made and kept."""
    known = tables[algorithm]
    found = list(map(known.get, words))
    if None in found:
        fresh = {word for word, lexeme in zip(words, found, strict=True) if lexeme is None}
        if len(known) > WORDS_KNOWN:  # another thread may be looking up in what is left behind
            known = tables[algorithm] = {word: known[word] for word in words if word in known}
        made = make(list(fresh))
        known.update(made)
        return [made[word] if lexeme is None else lexeme for word, lexeme in zip(words, found, strict=True)]
    return cast("list[str]", found)


def _lexemes_of(words: list[str], language: str | None) -> dict[str, str]:
    plain = [folded(word) for word in words]
    whole = dict(zip(words, plain, strict=True))
    stemmed = [word for word in words if not is_unspaced(word)]
    return whole | dict(zip(stemmed, stems([whole[word] for word in stemmed], language), strict=True))


def _careful_places(text: str) -> Iterator[Place]:
    for match in _word().finditer(text):
        start, end = match.span()
        if is_unspaced(text[start]):
            for i in range(start, end):
                yield i, min(i + 2, end)
        else:
            yield start, end


@cache
def _word() -> re.Pattern[str]:
    """Compiled, as the next one, with the first text that takes it: sets of so many signs take Python milliseconds."""
    return re.compile(rf"[{_UNSPACED}]+|(?:[{_COMMON}]+|(?![{_UNSPACED}])[^\W_][{_MARKS}]*|(?<=\w)[\u0300-\u036f]+)+")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]")


def _is_plain(text: str) -> bool:
    return is_european(text) or not _NEEDS_CARE.search(text)


def _stemmed(words: list[str], algorithm: str | None) -> list[str]:
    """Their lexemes, in their order."""
    made = words if max(map(len, words)) <= LONGEST else [word[:LONGEST] for word in words]
    joined = "\n".join(made)
    if "ё" in joined:
        joined = joined.replace("ё", "е")
        made = joined.split("\n")
    if algorithm:
        joined = "\n".join(_stemmer(algorithm).stemWords(made))
    found = bare(joined).split("\n")
    if "" in found:
        return [lexeme or bare(word)[:LONGEST] for word, lexeme in zip(words, found, strict=True)]
    return found


def bare(word: str) -> str:
    """Without the marks of Latin, Greek, Cyrillic and Hebrew letters: `é` is `e`, `ł` is `l`, `й` is `и`."""
    if word.isascii():
        return word
    without = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))
    return without.translate(_STROKES) if _STROKED.search(without) else without


def is_unspaced(word: str) -> bool:
    return word[:1] >= _FIRST_UNSPACED and _unspaced().match(word) is not None


def respelled(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Folded words, and with umlauts written out or in: `zuerich` may be Zürich, `zürich` may be Zuerich."""
    short = tuple(re.sub("[aou]e", lambda found: _DIGRAPHS[found.group()], word) for word in words)
    long = tuple(word.translate(_UMLAUTS) for word in words)
    return list(dict.fromkeys((words, short, long)))


def split(text: str) -> list[str]:
    """The folded words of what somebody typed, runs of unspaced scripts in one piece."""
    plain = folded(text)
    return (_PLAIN_WORD if _is_plain(plain) else _word()).findall(plain)


def _lexicon(language: str | None) -> tuple[Lexicon, Callable[[list[str]], list[str]]]:
    """And what it learns new words by."""
    algorithm = STEMMERS.get(language or "")
    known: dict[str, Lexicon] = _lexicons.__dict__
    name = algorithm or ""
    if name not in known or known[name].count > IN_LEXICON:
        known[name] = Lexicon()
    return known[name], lambda unknown: _stemmed(unknown, algorithm)


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)  # what it has stemmed we keep ourselves
    return stemmers[algorithm]
