"""What is asked of a page's bytes one by one; there is no such module uncompiled."""

from libc.stdint cimport uint64_t
from libc.string cimport memchr, memcmp, memcpy, memset

ctypedef const unsigned char *Bytes

cdef enum:
    SHORT_NAMES = 251  # of tags that are remembered at once

cdef uint64_t HIGH = 0x8080808080808080
"""The highest bit of each of eight bytes: ASCII has none."""


def count(bytes text, unsigned char sign):
    """How often a byte stands there."""
    cdef Bytes at = text
    cdef Bytes end = at + len(text)
    cdef Py_ssize_t found = 0
    while True:
        at = <Bytes>memchr(at, sign, end - at)
        if at is NULL:
            return found
        found += 1
        at += 1


def has(bytes text, bytes part, Py_ssize_t rarest):
    """Whether this part stands anywhere. `rarest`: the place in it of the byte that is rarest in texts."""
    cdef Bytes at = text
    cdef Bytes end = at + len(text) - len(part) + rarest + 1
    cdef Bytes wanted = part
    at += rarest
    while at < end:
        at = <Bytes>memchr(at, wanted[rarest], end - at)
        if at is NULL:
            return False
        if memcmp(at - rarest, wanted, len(part)) == 0:
            return True
        at += 1
    return False


def is_utf8(bytes text):
    """As Python decodes it: no surrogates, nothing longer than it need be."""
    cdef Bytes at = text
    cdef Bytes end = at + len(text)
    cdef unsigned char first, low, high
    cdef int more
    while at < end:
        first = at[0]
        if first < 0x80:
            at += 1
            if end - at >= 8 and not _eight(at) & HIGH:
                at += 8
                while end - at >= 64 and not (
                    _eight(at) | _eight(at + 8) | _eight(at + 16) | _eight(at + 24)
                    | _eight(at + 32) | _eight(at + 40) | _eight(at + 48) | _eight(at + 56)
                ) & HIGH:
                    at += 64
                while end - at >= 8 and not _eight(at) & HIGH:
                    at += 8
            while at < end and at[0] < 0x80:
                at += 1
            continue
        if 0xC2 <= first <= 0xDF:  # most texts that aren't English have hardly any longer ones
            if end - at < 2 or at[1] & 0xC0 != 0x80:
                return False
            at += 2
            continue
        low, high = 0x80, 0xBF
        if 0xE0 <= first <= 0xEF:
            more = 2
            if first == 0xE0:
                low = 0xA0
            elif first == 0xED:
                high = 0x9F
        elif 0xF0 <= first <= 0xF4:
            more = 3
            if first == 0xF0:
                low = 0x90
            elif first == 0xF4:
                high = 0x8F
        else:
            return False
        if end - at <= more or not low <= at[1] <= high:
            return False
        if at[2] & 0xC0 != 0x80 or (more > 2 and at[3] & 0xC0 != 0x80):
            return False
        at += more + 1
    return True


cdef inline uint64_t _eight(Bytes at) noexcept:
    cdef uint64_t eight
    memcpy(&eight, at, 8)
    return eight


def is_deep(bytes html, steps, Py_ssize_t most):
    """Whether more than so many elements are open anywhere. `steps`: by its name, with the `/` of an end, how a tag
    changes the depth."""
    cdef Bytes at = html
    cdef Bytes end = at + len(html)
    cdef Bytes name, following
    cdef Py_ssize_t depth = 0, lowest = 0
    cdef uint64_t[SHORT_NAMES] names
    cdef Py_ssize_t[SHORT_NAMES] changes
    cdef uint64_t packed
    cdef size_t place
    memset(names, 0, sizeof(names))
    while True:
        at = <Bytes>memchr(at, b"<", end - at)
        if at is NULL:
            return False
        at += 1
        name = at
        if at < end and at[0] == b"/":
            at += 1
        if at >= end or not _is_letter(at[0]):
            continue
        while at < end and (_is_letter(at[0]) or b"0" <= at[0] <= b"9" or at[0] == b"-"):
            at += 1
        packed, place = 0, 0
        if at - name <= 8:
            memcpy(&packed, name, at - name)
            place = (packed * 0x9E3779B97F4A7C15U) % SHORT_NAMES
        if packed == 0 or names[place] != packed:
            names[place], changes[place] = packed, steps[name[: at - name]]
        following = <Bytes>memchr(at, b"<", end - at)
        if following is NULL:
            following = end
        if memchr(at, b">", following - at) is not NULL:
            depth += changes[place]
            lowest = min(lowest, depth)
            if depth - lowest > most:
                return True
        at = following


cdef inline bint _is_letter(unsigned char sign) noexcept:
    return b"a" <= sign | 32 <= b"z"
