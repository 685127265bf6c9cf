"""XXH3 of a word, 64 bits: what `xxhash.xxh3_64_intdigest` gives, without an object for each word and each hash.

After Collet, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, for 1 to 32 bytes without a seed; the
library hashes what is longer, and everything where nothing is compiled.
"""

from __future__ import annotations

from xxhash import xxh3_64_intdigest

_LONGEST = 32
"""Bytes of a word that is hashed here."""

_ALL = (1 << 64) - 1
_LOW = (1 << 32) - 1
_PAIRS, _BYTES = 0x0000FFFF0000FFFF, 0x00FF00FF00FF00FF
"""Every second two bytes, every second byte."""
_PRIME_1, _PRIME_2, _PRIME_3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_PRIME_MX_1, _PRIME_MX_2 = 0x165667919E3779F9, 0x9FB21C651E98DF25
_SECRET_0, _SECRET_8, _SECRET_16, _SECRET_24 = (
    0xBE4BA423396CFEB8, 0x1CAD21F72C81017C, 0xDB979083E96DD4DE, 0x1F67B3B7A4A44072,
)  # fmt: skip
"""The algorithm's own, from these bytes on."""
_FLIP_3, _FLIP_8 = (_SECRET_0 ^ _SECRET_0 >> 32) & _LOW, _SECRET_8 ^ _SECRET_16
_FLIP_16_FIRST, _FLIP_16_LAST = _SECRET_24 ^ 0x78E5C0CC4EE679CB, 0x2172FFCC7DD05A82 ^ 0x8E2443F7744608B8

_IS_COMPILED = not __file__.endswith(".py")


def hash_word(text: bytes | bytearray, start: int, end: int) -> int:
    """Of the bytes from `start` to `end`, of which there is one at least."""
    if _IS_COMPILED and end - start <= _LONGEST:
        return hash_short(text, start, end)
    return xxh3_64_intdigest(text[start:end])


def hash_short(text: bytes | bytearray, start: int, end: int) -> int:
    """The same for few bytes, in whole numbers."""
    size = end - start
    if size > 16:
        mixed = size * _PRIME_1 & _ALL
        mixed += _folded(_eight(text, start) ^ _SECRET_0, _eight(text, start + 8) ^ _SECRET_8)
        mixed += _folded(_eight(text, end - 16) ^ _SECRET_16, _eight(text, end - 8) ^ _SECRET_24)
        return _spread(mixed & _ALL)
    if size > 8:
        first, last = _eight(text, start) ^ _FLIP_16_FIRST, _eight(text, end - 8) ^ _FLIP_16_LAST
        return _spread(size + _turned(first) + last + _folded(first, last) & _ALL)
    if size > 3:
        mixed = _four(text, end - 4) + (_four(text, start) << 32) ^ _FLIP_8
        mixed ^= (mixed << 49 | mixed >> 15) & _ALL ^ (mixed << 24 | mixed >> 40) & _ALL
        mixed = mixed * _PRIME_MX_2 & _ALL
        mixed = (mixed ^ (mixed >> 35) + size) * _PRIME_MX_2 & _ALL
        return mixed ^ mixed >> 28
    mixed = text[start + (size >> 1)]  # shifted as a number of 64 bits: C's own would lose its upper bit
    mixed = (mixed << 24 | text[start] << 16 | text[end - 1] | size << 8) ^ _FLIP_3
    mixed = (mixed ^ mixed >> 33) * _PRIME_2 & _ALL
    mixed = (mixed ^ mixed >> 29) * _PRIME_3 & _ALL
    return mixed ^ mixed >> 32


def _four(text: bytes | bytearray, at: int) -> int:
    """So many bytes from there on as a number, the lowest first."""
    low = text[at] | text[at + 1] << 8
    high = text[at + 2] | text[at + 3] << 8
    return low | high << 16


def _eight(text: bytes | bytearray, at: int) -> int:
    return _four(text, at) | _four(text, at + 4) << 32


def _turned(number: int) -> int:
    """Its bytes in the other order."""
    number = number >> 32 | number << 32 & _ALL
    number = number >> 16 & _PAIRS | (number & _PAIRS) << 16
    return number >> 8 & _BYTES | (number & _BYTES) << 8


def _folded(one: int, other: int) -> int:
    """The upper half of the product of both in the lower one: C has no number of 128 bits everywhere."""
    low = (one & _LOW) * (other & _LOW)
    left = (one >> 32) * (other & _LOW)
    right = (one & _LOW) * (other >> 32)
    middle = (low >> 32) + (left & _LOW) + right
    upper = (left >> 32) + (middle >> 32) + (one >> 32) * (other >> 32)
    return upper ^ (middle << 32 & _ALL | low & _LOW)


def _spread(mixed: int) -> int:
    mixed = (mixed ^ mixed >> 37) * _PRIME_MX_1 & _ALL
    return mixed ^ mixed >> 32
