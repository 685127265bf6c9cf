"""A text's words without case, in one walk over its signs; where nothing is compiled `folding.py` finds them."""

from cpython cimport array
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy

from scraper import signs
from db.xxh3 cimport hash_word

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void *PyUnicode_DATA(object)

cdef extern from *:
    """
    #include <stdint.h>

    #if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

    static inline int small_first(uint64_t eight) {  /* how many */
        uint64_t lower = eight & 0x7F7F7F7F7F7F7F7FU;
        uint64_t others = ~(lower + 0x1F1F1F1F1F1F1F1FU) | (lower + 0x0505050505050505U) | eight;  /* not from a to z */
        others &= 0x8080808080808080U;
        return others ? __builtin_ctzll(others) >> 3 : 8;
    }

    #else
    #define small_first(eight) 0
    #endif
    """
    int small_first(uint64_t) noexcept

ctypedef fused Sign:
    uint8_t
    uint16_t
    uint32_t

cdef uint32_t LINE_END = signs.LINE_END, SPACE = signs.SPACE, CODES = signs.CODES, SECOND = signs.SECOND
cdef uint32_t SECONDS = signs.SECONDS, UNSEEN = signs.UNSEEN, ODD = signs.ODD, ALONE = signs.ALONE
cdef uint32_t TABLED = signs.TABLED, LETTER = signs.LETTER, UNSTABLE = signs.UNSTABLE, TRAITS = signs.TRAITS
cdef const uint32_t[::1] TABLE = signs.TABLE
cdef object look_up = signs.look_up, entry_of = signs.entry_of
cdef array.array NUMBERS = array.array("I"), HASHES = array.array("Q")

cdef enum:
    SHORT = 0x800  # codes below take two bytes of UTF-8 at most
    DOUBLED = 16  # as of `folding.py`


cdef class Walk:
    """What is written: the words, each with a space or a line end before it; and of each word where it begins, where it
    ends among what is written, and its traits."""

    cdef uint8_t *out
    cdef uint32_t *starts
    cdef uint32_t *ends
    cdef uint8_t *traits
    cdef Py_ssize_t size, count
    cdef bint is_parted

    def __cinit__(self, Py_ssize_t most):
        self.out = <uint8_t *>PyMem_Malloc(5 * most + 8)  # small letters are written by eights
        self.starts = <uint32_t *>PyMem_Malloc(most * sizeof(uint32_t))
        self.ends = <uint32_t *>PyMem_Malloc((most + 1) * sizeof(uint32_t))
        self.traits = <uint8_t *>PyMem_Malloc(most)
        if self.out is NULL or self.starts is NULL or self.ends is NULL or self.traits is NULL:
            raise MemoryError
        self.ends[0] = 0
        self.is_parted = True

    def __dealloc__(self):
        PyMem_Free(self.out)
        PyMem_Free(self.starts)
        PyMem_Free(self.ends)
        PyMem_Free(self.traits)


def words_of(str text, bint is_nfkc):
    """As of `Folded`, without the text; None where a sign takes a look at its neighbours, or may be another in NFKC."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Walk walk = Walk(len(text) + 1)
    cdef bint is_told
    if kind == 1:
        is_told = _walk(walk, <const uint8_t *>data, len(text), is_nfkc)
    elif kind == 2:
        is_told = _walk(walk, <const uint16_t *>data, len(text), is_nfkc)
    else:
        is_told = _walk(walk, <const uint32_t *>data, len(text), is_nfkc)
    if not is_told:
        return None
    return (
        walk.out[1:walk.size] if walk.count else b"",
        _numbers(walk.starts, walk.count),
        _numbers(walk.ends, walk.count + 1),
        walk.traits[:walk.count],
        _hashes(walk),
        walk.is_parted,
    )


cdef int _walk(Walk walk, const Sign *text, Py_ssize_t end, bint is_nfkc) except -1:
    cdef const uint32_t *table = &TABLE[0]
    cdef uint8_t *out = walk.out
    cdef Py_ssize_t at = 0, size = 0, count = 0
    cdef uint32_t entry, letter, often = ~<uint32_t>(SHORT - 1), is_letter = LETTER
    cdef uint64_t eight
    cdef int small
    cdef uint8_t gap = 32, trait = 0
    cdef bint is_inside = False
    while at < end:
        if Sign is uint8_t:  # of others too few would be seen at once to pay
            while is_inside and end - at > 8:  # words of small letters of ASCII, a space between them
                memcpy(&eight, text + at, 8)
                small = small_first(eight)
                memcpy(out + size, &eight, 8)
                size += small
                at += small
                if small == 8:
                    continue
                if not 97 <= text[at + 1] <= 122 or text[at] != 32:
                    break
                walk.ends[count] = <uint32_t>size
                walk.traits[count - 1] = trait
                out[size] = 32
                size += 1
                at += 1
                walk.starts[count] = <uint32_t>at
                count += 1
                trait = 0
        while True:  # small letters that take no more than two bytes
            if Sign is uint32_t:
                if text[at] >= TABLED:
                    entry = entry_of(chr(text[at]))
                    break
            entry = table[text[at]]
            if not is_inside or entry & often != is_letter:
                break
            letter = entry & (SHORT - 1)
            if letter < 0x80:
                out[size] = <uint8_t>letter
                size += 1
            else:
                out[size] = <uint8_t>(0xC0 | letter >> 6)
                out[size + 1] = <uint8_t>(0x80 | letter & 0x3F)
                size += 2
            at += 1
            if at == end:
                break
        if at == end:
            break
        if entry == UNSEEN:
            entry = look_up(chr(text[at]))
        if entry & UNSTABLE:
            if not is_nfkc:
                return False
            entry ^= UNSTABLE
        if entry == SPACE or entry == LINE_END:
            if is_inside:
                walk.ends[count] = <uint32_t>size
                walk.traits[count - 1] = trait
                is_inside = False
            if entry == LINE_END:
                gap = 10
            at += 1
            continue
        if entry == ODD:
            return False
        if is_inside and entry < ALONE:
            trait |= (entry >> TRAITS & 3 ^ 1) << 2
        else:
            if is_inside:
                walk.ends[count] = <uint32_t>size
                walk.traits[count - 1] = trait
            out[size] = gap
            size += 1
            walk.starts[count] = <uint32_t>at
            count += 1
            gap = 32
            trait = entry >> TRAITS & 3 ^ 1
        size = _write(out, size, entry & CODES)
        if entry < ALONE and entry >> SECOND & SECONDS:
            size = _write(out, size, entry >> SECOND & SECONDS)
            trait |= DOUBLED
        is_inside = entry < ALONE
        if not is_inside:
            walk.ends[count] = <uint32_t>size
            walk.traits[count - 1] = trait
            walk.is_parted = False
        at += 1
    if is_inside:
        walk.ends[count] = <uint32_t>size
        walk.traits[count - 1] = trait
    walk.size = size
    walk.count = count
    return True


cdef inline Py_ssize_t _write(uint8_t *out, Py_ssize_t at, uint32_t code) noexcept:
    """A letter, in UTF-8; where the next one goes."""
    if code < 0x80:
        out[at] = <uint8_t>code
        return at + 1
    if code < SHORT:
        out[at] = <uint8_t>(0xC0 | code >> 6)
        out[at + 1] = <uint8_t>(0x80 | code & 0x3F)
        return at + 2
    if code < 0x10000:
        out[at] = <uint8_t>(0xE0 | code >> 12)
        out[at + 1] = <uint8_t>(0x80 | code >> 6 & 0x3F)
        out[at + 2] = <uint8_t>(0x80 | code & 0x3F)
        return at + 3
    out[at] = <uint8_t>(0xF0 | code >> 18)
    out[at + 1] = <uint8_t>(0x80 | code >> 12 & 0x3F)
    out[at + 2] = <uint8_t>(0x80 | code >> 6 & 0x3F)
    out[at + 3] = <uint8_t>(0x80 | code & 0x3F)
    return at + 4


cdef array.array _numbers(const uint32_t *numbers, Py_ssize_t count):
    cdef array.array made = array.clone(NUMBERS, count, zero=False)
    memcpy(made.data.as_voidptr, numbers, count * sizeof(uint32_t))
    return made


cdef array.array _hashes(Walk walk):
    cdef array.array made = array.clone(HASHES, walk.count, zero=False)
    cdef uint64_t *hashes = <uint64_t *>made.data.as_ulonglongs
    cdef Py_ssize_t at
    for at in range(walk.count):
        hashes[at] = hash_word(walk.out + walk.ends[at] + 1, walk.ends[at + 1] - walk.ends[at] - 1)
    return made
