"""What class, id and role say, as `classes.py` reads it, letter by letter; there is no such module uncompiled."""

from libc.string cimport memchr, memcmp

from scraper.parse.classes import BODY, CLOSES, FIRST, MEANING, NOTHING, OPENS, meaning as _meaning, word_meaning

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object)
    Bytes PyUnicode_DATA(object)

cdef enum:
    PLACES = 2048  # in the table of words, most of them empty
    LONGEST = 64  # letters; a longer word is left to Python

cdef struct Word:
    Bytes text
    size_t size
    int bits

cdef int _BODY = BODY, _CLOSES = CLOSES, _NOTHING = NOTHING, _OPENS = OPENS
cdef list _kept = []
"""The words' bytes, so that they live on."""
cdef Word[PLACES] _words
cdef Word[16] _first
cdef size_t _firsts = 0
cdef char[128] _ends
"""Whether one of the first words of pairs ends with this letter."""


def _load():
    global _firsts
    cdef bytes written
    cdef size_t place
    for word, bits in MEANING.items():
        written = word.encode()
        place = _place(written, len(written))
        while _words[place].size:
            place = (place + 1) % PLACES
        _words[place] = Word(written, len(written), bits)
        _kept.append(written)
    for word in FIRST:
        written = word.encode()
        _first[_firsts] = Word(written, len(written), _OPENS)
        _firsts += 1
        _ends[written[len(written) - 1]] = True
        _kept.append(written)


cdef inline size_t _place(Bytes word, size_t size) noexcept:
    return (<size_t>word[0] * 67 + <size_t>word[size - 1] * 29 + <size_t>word[size // 2] * 5 + size * 331) % PLACES


_load()


def meaning(str names):
    """The bits of `names`: class, id and role, parted by spaces."""
    cdef Bytes text
    if not PyUnicode_IS_ASCII(names):
        return _meaning(names)
    text = PyUnicode_DATA(names)
    return _meaning(names) if memchr(text, 0, len(names)) is not NULL else meaning_of(text, len(names))


cdef int meaning_of(Bytes names, size_t size) except -1:
    """The same for ASCII; no byte at all, 0, parts as well as a space."""
    cdef size_t at = 0, start
    cdef int bits = 0, before = 0, found
    while True:
        while at < size and _is_space(names[at]):
            at += 1
        if at == size:
            return bits & (_OPENS - 1)
        start = at
        while at < size and not _is_space(names[at]):
            at += 1
        found = _read(names + start, at - start)
        if found < 0:
            found = word_meaning((<const char *>names + start)[: at - start].decode("ascii"))
        bits |= found
        if before & _OPENS and found & _CLOSES:
            bits |= _BODY
        before = found


cdef inline bint _is_space(unsigned char sign) noexcept:
    return sign == 32 or 9 <= sign <= 13 or 28 <= sign <= 31 or sign == 0


cdef int _read(Bytes word, size_t size) noexcept:
    """Of one word; -1 for one that is too long."""
    cdef unsigned char[LONGEST] lower
    cdef size_t at = 0, start, number
    cdef int bits
    if size > LONGEST:
        return -1
    for at in range(size):
        lower[at] = word[at] | 32 if b"A" <= word[at] <= b"Z" else word[at]
    bits = _bits(lower, size)
    if bits == _NOTHING:
        return 0
    bits |= _pair_bits(lower, size)
    at = 0
    while at < size:
        start = at
        at += 1
        if _is_upper(word[start]) and not (at < size and _is_lower(word[at])):
            while at < size and _is_upper(word[at]):
                at += 1
        elif _is_upper(word[start]) or _is_lower(word[start]):
            while at < size and _is_lower(word[at]):
                at += 1
        else:
            continue
        bits |= _bits(lower + start, at - start)
    while size and _is_dash(lower[size - 1]):
        size -= 1
    return bits | _OPENS if _opens_pair(lower, size) else bits


cdef int _pair_bits(Bytes word, size_t size) noexcept:
    """Whether two of its pieces, or it as the second of two words, are called as the text's own place is."""
    cdef size_t at = 0, end, behind
    cdef int bits = 0
    while at + 4 <= size:
        end = at + _second_size(word + at, size - at)
        if end == at:
            at += 1
            continue
        behind = at
        while behind and _is_dash(word[behind - 1]):
            behind -= 1
        if _ends_piece(word, size, end):
            if behind == 0 and at <= 1:
                bits |= _CLOSES
            if at - behind <= 2 and _opens_pair(word, behind):
                bits |= _BODY
        if (
            (_ends_with(word, behind, b"body", 4) and word[at] != b"b")
            or (_ends_with(word, behind, b"content", 7) and word[at] == b"b")
            or (_ends_with(word, behind, b"rich", 4) and word[at] == b"t")
        ):
            bits |= _BODY
        at += 1
    return bits


cdef inline size_t _second_size(Bytes word, size_t size) noexcept:
    """The length of the second word of a pair that begins there, 0 for none."""
    if word[0] == b"b":
        return 4 if memcmp(word, b"body", 4) == 0 else 0
    if word[0] == b"t":
        return 4 if memcmp(word, b"text", 4) == 0 else 0
    if word[0] != b"c":
        return 0
    if memcmp(word, b"copy", 4) == 0:
        return 4
    return 7 if size >= 7 and memcmp(word, b"content", 7) == 0 else 0


cdef inline bint _ends_piece(Bytes word, size_t size, size_t at) noexcept:
    """Whether no letter follows, or none but the `s` of a plural."""
    if at < size and word[at] == b"s":
        at += 1
    return at == size or not _is_lower(word[at])


cdef inline bint _opens_pair(Bytes word, size_t size) noexcept:
    """Whether it ends as the first word of a pair."""
    cdef size_t number
    if size and _ends[word[size - 1]]:
        for number in range(_firsts):
            if _ends_with(word, size, _first[number].text, _first[number].size):
                return True
    return False


cdef inline bint _ends_with(Bytes word, size_t size, Bytes end, size_t length) noexcept:
    return size >= length and memcmp(word + size - length, end, length) == 0


cdef inline bint _is_dash(unsigned char sign) noexcept:
    return sign == b"-" or sign == b"_"


cdef inline int _bits(Bytes word, size_t size) noexcept:
    cdef size_t place = _place(word, size)
    while _words[place].size:
        if _words[place].size == size and memcmp(_words[place].text, word, size) == 0:
            return _words[place].bits
        place = (place + 1) % PLACES
    return 0


cdef inline bint _is_upper(unsigned char letter) noexcept:
    return b"A" <= letter <= b"Z"


cdef inline bint _is_lower(unsigned char letter) noexcept:
    return b"a" <= letter <= b"z"
