"""How names sound: what is left of a word in Latin letters when its vowels go, of which the first consonants count."""

from __future__ import annotations

import unicodedata
from array import array
from typing import NamedTuple

LONGEST = 4
"""Consonants that count."""

_PAGES = ("latin-1", "cp1251", "cp1250")
"""Letters of western, Cyrillic and eastern Europe: words that keep to one of these are spelled by a table."""

_SPELLED = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "z", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "u", "я": "a", "ў": "u", "ј": "i", "љ": "l", "њ": "n", "ћ": "s", "ђ": "d", "џ": "z",
    "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ł": "l", "ı": "i", "œ": "oe",
}  # fmt: skip
_LATIN = str.maketrans(_SPELLED)
_PAIRS = (
    (b"tsch", b"s"), (b"shch", b"s"), (b"sch", b"s"), (b"tch", b"s"), (b"dzh", b"z"), (b"ph", b"f"), (b"th", b"t"),
    (b"sh", b"s"), (b"ch", b"s"), (b"zh", b"z"), (b"kh", b"h"), (b"ts", b"s"), (b"tz", b"s"), (b"cz", b"s"),
    (b"sz", b"s"), (b"rz", b"z"), (b"ck", b"k"), (b"qu", b"kv"), (b"dj", b"z"), (b"gh", b"g"),
)  # fmt: skip

_MOST = LONGEST
"""As a number of C's, where this is compiled."""
_LINE_END, _SILENT = ord("\n"), 0
_A, _K, _S, _X = b"aksx"
_VOWELS = b"aeiou"
_MASKS = array("I", [sum({1 << (code & 31) for code in pair}) for pair, _ in _PAIRS])
"""Which letters there are in each: a bit for each letter."""
_BEGINNINGS = [(pair[0] & 31) << 5 | pair[1] & 31 for pair, _ in _PAIRS]
_BEGUN = array("I", [sum(1 << at for at, one in enumerate(_BEGINNINGS) if one == two) for two in range(1024)])
"""By the last five bits of two letters: the pairs that begin with these, a bit for each."""
_ANY = (1 << len(_PAIRS)) - 1
_MADE = sum({1 << (code & 31) for _, sound in _PAIRS for code in sound})
"""Letters that a word may have after a replacement only."""
_ALIKE = bytes.maketrans(b"cqwjz" + b"aeiouhy", b"kkvzs" + bytes(7))


def skeletons(words: str, least: int) -> bytes:
    """Of words without case, a line end behind each, as behind what is found: `рыбинск` and `rybinsk` give `rbns`.
    Those of at least so many sounds. All words at once: that takes a fraction of the time."""
    return _skeletons(_in_latin(words), least)


class _Page(NamedTuple):
    """`latin`: a table of the letters that are one in Latin script, too; `mute`: all that isn't."""

    name: str
    latin: bytes
    mute: bytes


def _in_latin(letters: str) -> bytes:
    """Folded words, letter by letter; what can't be read is left out."""
    if letters.isascii():
        return letters.encode()
    letters = letters.replace("æ", "ae").replace("œ", "oe")
    for page in _READY:
        try:
            return letters.encode(page.name).translate(page.latin, page.mute)
        except UnicodeEncodeError:
            continue
    return _spelled(letters)


def _spelled(letters: str) -> bytes:
    return unicodedata.normalize("NFKD", letters.translate(_LATIN)).encode("ascii", "ignore")


def _page(name: str) -> _Page:
    spelled = [_spelled(bytes([code]).decode(name, "ignore")) for code in range(256)]
    return _Page(
        name=name,
        latin=bytes([one[0] if len(one) == 1 else 0 for one in spelled]),
        mute=bytes([code for code, one in enumerate(spelled) if len(one) != 1]),
    )


def _skeletons(letters: bytes, least: int) -> bytes:
    """Of words, each closed by a line end."""
    word = bytearray(len(letters))
    out = word
    found = bytearray(2 * len(letters))  # a letter has two sounds at most
    sounds = found
    masks = _MASKS
    begun = _BEGUN
    size = seen = before = pairs = end = 0
    for code in letters:
        if code != _LINE_END:
            out[size] = code
            size += 1
            seen |= 1 << (code & 31)
            before = before << 5 & 1023 | code & 31
            pairs |= begun[before]
            continue
        if pairs:  # as few words have
            for number in range(len(masks)):
                if pairs >> number & 1 and masks[number] & ~seen == 0:
                    pair, sound = _PAIRS[number]
                    size = _replace(out, size, pair, sound)
                    seen |= _MADE
                    pairs = _ANY  # may begin with what is made
        count = _cut(out, size, sounds, end)
        if count >= least:
            end += count
            sounds[end] = _LINE_END
            end += 1
        size = seen = before = pairs = 0
    return bytes(sounds[:end])


def _replace(word: bytearray, size: int, pair: bytes, sound: bytes) -> int:
    """In place, as `bytes.replace` does; how many letters are left."""
    letters = pair
    length = len(pair)
    at = end = 0
    while at < size:
        same = 0
        while same < length and at + same < size and word[at + same] == letters[same]:
            same += 1
        if same == length:
            for code in sound:
                word[end] = code
                end += 1
            at += same
        else:
            word[end] = word[at]
            end += 1
            at += 1
    return end


def _cut(word: bytearray, size: int, sounds: bytearray, end: int) -> int:
    """Writes the sounds that count, behind what is written; how many. A vowel at the start, whichever, is one more, if
    anything follows."""
    opening = count = last = 0
    if size and word[0] in _VOWELS:
        sounds[end] = _A
        opening = count = 1
    for at in range(size):
        code = _ALIKE[word[at]]
        if code == _X:
            if last != _K:
                sounds[end + count] = last = _K
                count += 1
            code = _S
        if code not in (_SILENT, last):
            sounds[end + count] = last = code
            count += 1
        if count >= opening + _MOST:
            return opening + _MOST
    return count if count > opening else 0


_READY = [_page(name) for name in _PAGES]
