"""A text, looked at sign by sign; there is no such module uncompiled."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void *PyUnicode_DATA(object)
    bint Py_UNICODE_ISSPACE(Py_UCS4)
    str PyUnicode_FromKindAndData(int, const void *, Py_ssize_t)


ctypedef fused Sign:
    uint8_t
    uint16_t
    uint32_t


def collapsed(str text):
    """With one space between words and none around them, as most texts have it."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    if kind == 1:
        return _collapsed(text, <const uint8_t *>data)
    if kind == 2:
        return _collapsed(text, <const uint16_t *>data)
    return _collapsed(text, <const uint32_t *>data)


cdef str _collapsed(str text, const Sign *signs):
    cdef Py_ssize_t at = 0, end = len(text), size
    cdef Sign sign, before
    cdef Sign *written
    while end and _is_space(signs[end - 1]):
        end -= 1
    if Sign is uint8_t:
        at = _tidily_spaced(signs, end)
    before = signs[at - 1] if at else 32
    for at in range(at, end):
        sign = signs[at]
        if (sign <= 32 or sign >= 0x85) and ((sign == 32 and before == 32) or (sign != 32 and _is_space(sign))):
            break
        before = sign
    else:
        return text[:end]
    written = <Sign *>PyMem_Malloc(end * sizeof(Sign))
    if written is NULL:
        raise MemoryError
    memcpy(written, signs, at * sizeof(Sign))
    size = at
    for at in range(at, end):
        sign = 32 if _is_space(signs[at]) else signs[at]
        if sign != 32 or before != 32:
            written[size] = sign
            size += 1
        before = sign
    try:
        return PyUnicode_FromKindAndData(sizeof(Sign), written, size)
    finally:
        PyMem_Free(written)


cdef Py_ssize_t _tidily_spaced(const uint8_t *signs, Py_ssize_t end) noexcept:
    """How many signs have no white space but single spaces between them, by eights: next to all of most texts."""
    cdef uint64_t eight, spaces
    cdef Py_ssize_t at = 0
    while end - at >= 8:
        memcpy(&eight, signs + at, 8)
        spaces = _zeros(eight ^ 0x2020202020202020U)
        # Beyond the highest bit no white space is above a space: 0x85, and 0xA0.
        if spaces != ~((eight & 0x7F7F7F7F7F7F7F7FU) + 0x5F5F5F5F5F5F5F5FU) & 0x8080808080808080U:
            break
        if spaces & spaces >> 8 or (signs[at] == 32 and (at == 0 or signs[at - 1] == 32)):
            break
        at += 8
    return at


cdef inline uint64_t _zeros(uint64_t eight) noexcept:
    """The highest bit of each byte that is 0."""
    return ~(((eight & 0x7F7F7F7F7F7F7F7FU) + 0x7F7F7F7F7F7F7F7FU) | eight) & 0x8080808080808080U


cdef inline bint _is_space(Py_UCS4 sign) noexcept:
    """Most signs are seen at once to be none."""
    return (sign <= 32 or 0x85 <= sign <= 0xA0 or sign >= 0x1680) and Py_UNICODE_ISSPACE(sign)


def is_tidy(str text):
    """Whether all of its signs are of those that stay as they are, alone or side by side: no control signs, and none
    that NFC would change or join to others. Western and Cyrillic letters and typography are known."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    if kind == 1:
        return _is_tidy(<const uint8_t *>data, len(text))
    if kind == 2:
        return _is_tidy(<const uint16_t *>data, len(text))
    return _is_tidy(<const uint32_t *>data, len(text))


cdef bint _is_tidy(const Sign *signs, Py_ssize_t end) noexcept:
    cdef Py_ssize_t at = 0
    cdef Py_UCS4 sign
    while at < end:
        if Sign is uint8_t:
            if end - at >= 8 and _are_tidy(signs + at):
                at += 8
                continue
        sign = signs[at]
        if Sign is uint16_t:
            if sign < 0x80 and end - at >= 4 and _are_plain(signs + at):
                at += 4
                continue
        at += 1
        if not (
            32 <= sign < 127
            or sign == 10
            or 0xA0 <= sign < 0x300
            or 0x400 <= sign <= 0x482
            or 0x48A <= sign <= 0x52F
            or 0x2010 <= sign <= 0x2027
        ):
            return False
    return True


cdef inline bint _are_tidy(const uint8_t *signs) noexcept:
    """Whether eight signs are neither control signs nor line ends: none lies below a space, here or beyond ASCII."""
    cdef uint64_t eight
    memcpy(&eight, signs, 8)
    return not (
        ~((eight & 0x7F7F7F7F7F7F7F7FU) + 0x6060606060606060U) & 0x8080808080808080U
        or _zeros(eight ^ 0x7F7F7F7F7F7F7F7FU)
    )


cdef inline bint _are_plain(const uint16_t *signs) noexcept:
    """The same of four signs, all of which are ASCII."""
    cdef uint64_t four
    memcpy(&four, signs, 8)
    return not (
        four & 0xFF80FF80FF80FF80U
        or ((four + 0x0060006000600060U) & ~(four + 0x0001000100010001U) & 0x0080008000800080U) != 0x0080008000800080U
    )


def among(str text, words):
    """Those of a text's words that are among these, in its order. `text`: words parted by one space."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef uint64_t[32] sizes  # by the last bits of a first letter: a bit for each length of such words
    cdef str word
    memset(sizes, 0, sizeof(sizes))
    for word in words:
        sizes[ord(word[0]) & 31] |= <uint64_t>1 << len(word) % 64
    if kind == 1:
        return _among(text, <const uint8_t *>data, words, sizes)
    if kind == 2:
        return _among(text, <const uint16_t *>data, words, sizes)
    return _among(text, <const uint32_t *>data, words, sizes)


cdef list _among(str text, const Sign *signs, words, const uint64_t *sizes):
    cdef Py_ssize_t at, start = 0, end = len(text)
    cdef list found = []
    cdef str word
    for at in range(end + 1):
        if at == end or signs[at] == 32:
            if at > start and sizes[signs[start] & 31] >> (at - start) % 64 & 1:
                word = text[start:at]
                if word in words:
                    found.append(word)
            start = at + 1
    return found


def marks(str text):
    """(sentences that end, question marks, figures, quotation marks): how many. A sentence ends with a full stop,
    question or exclamation mark before white space or the text's end."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    if kind == 1:
        return _marks(<const uint8_t *>data, len(text))
    if kind == 2:
        return _marks(<const uint16_t *>data, len(text))
    return _marks(<const uint32_t *>data, len(text))


cdef tuple _marks(const Sign *signs, Py_ssize_t end):
    cdef Py_ssize_t at, sentences = 0, questions = 0, figures = 0, quotes = 0
    cdef Py_UCS4 sign
    for at in range(end):
        sign = signs[at]
        if 0x40 <= sign < 0xAB:  # most letters
            continue
        figures += 48 <= sign <= 57
        quotes += sign == 34 or sign == 0xAB or sign == 0xBB or sign == 0x201C or sign == 0x201D
        questions += sign == 63
        if sign == 46 or sign == 33 or sign == 63 or sign == 0x3002 or sign == 0xFF01 or sign == 0xFF1F:
            sentences += at + 1 == end or Py_UNICODE_ISSPACE(signs[at + 1])
    return sentences, questions, figures, quotes


def commas(str text):
    """How many; in texts without any those of Arabic, Chinese and Japanese."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    if kind == 1:
        return _commas(<const uint8_t *>data, len(text))
    if kind == 2:
        return _commas(<const uint16_t *>data, len(text))
    return _commas(<const uint32_t *>data, len(text))


cdef Py_ssize_t _commas(const Sign *signs, Py_ssize_t end) noexcept:
    cdef Py_ssize_t at = 0, found = 0
    cdef uint64_t several, here
    if Sign is uint8_t:
        while end - at >= 8:
            memcpy(&several, signs + at, 8)
            here = _zeros(several ^ 0x2C2C2C2C2C2C2C2CU)
            if here:
                found += <Py_ssize_t>((here >> 7) * 0x0101010101010101U >> 56)
            at += 8
    if Sign is uint16_t:
        while end - at >= 4:
            memcpy(&several, signs + at, 8)
            several ^= 0x002C002C002C002CU
            here = ~(((several & 0x7FFF7FFF7FFF7FFFU) + 0x7FFF7FFF7FFF7FFFU) | several) & 0x8000800080008000U
            if here:
                found += <Py_ssize_t>((here >> 15) * 0x0001000100010001U >> 48)
            at += 4
    for at in range(at, end):
        found += signs[at] == 44
    if Sign is not uint8_t and not found:
        for at in range(end):
            found += signs[at] >= 0x60C and (signs[at] == 0x60C or signs[at] == 0x3001 or signs[at] == 0xFF0C)
    return found
