"""Words and their lexemes, looked up for a whole text at once; where nothing is compiled `dictionary.py` does it.

In a dictionary of Python's words are objects that lie anywhere in memory, and to look at a thousand of them takes
longer than to read a text.
"""

from cpython cimport array
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

from db.xxh3 cimport hash_word

cdef extern from "Python.h":
    const char *PyUnicode_AsUTF8AndSize(object, Py_ssize_t *) except NULL
    bytes PyBytes_FromStringAndSize(const char *, Py_ssize_t)
    str PyUnicode_DecodeUTF8(const char *, Py_ssize_t, const char *)
    int PyUnicode_KIND(object)
    void *PyUnicode_DATA(object)

cdef extern from *:
    """
    #if defined(__GNUC__)
    #define will_read(place) __builtin_prefetch(place)
    #define zeros_below(number) (__builtin_ctzll(number))
    #else
    #define will_read(place) ((void)0)
    static int zeros_below(uint64_t number) {
        int zeros = 0;
        while (!(number >> zeros & 1)) zeros++;
        return zeros;
    }
    #endif
    #if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    #define lowest_first(number) __builtin_bswap64(number)
    #else
    #define lowest_first(number) (number)
    #endif
    """
    void will_read(const void *) noexcept
    int zeros_below(uint64_t) noexcept
    uint64_t lowest_first(uint64_t) noexcept

cdef enum:
    AHEAD = 8  # words: the memory of one comes while those before it are looked at

cdef Py_ssize_t FIRST_PLACES = 1 << 10

cdef struct Place:
    uint64_t word  # its hash, 0 where there is none
    uint32_t begin, size  # of its lexeme, in bytes

cdef struct Word:
    const char *begin
    Py_ssize_t size  # in bytes
    uint64_t hashed
    size_t place


def is_european(str text):
    """Whether it keeps to Latin, Greek, Cyrillic and Armenian letters, none with a mark apart, and to typography."""
    cdef const uint16_t *signs = <const uint16_t *>PyUnicode_DATA(text)
    cdef Py_ssize_t at = 0, end = len(text)
    cdef uint64_t four
    cdef Py_UCS4 sign
    if PyUnicode_KIND(text) != 2:  # others are Latin, or from far beyond Europe
        return PyUnicode_KIND(text) == 1
    while at < end:
        if end - at >= 4:
            memcpy(&four, signs + at, 8)
            if not four & 0xFB00FB00FB00FB00U:  # all below 0x100 or, as Cyrillic, from 0x400 to 0x4FF
                at += 4
                continue
        sign = signs[at]
        if sign >= 0x300 and not 0x370 <= sign < 0x590 and not 0x2000 <= sign < 0x3000:
            return False
        at += 1
    return True


cdef class Lexicon:
    """Open-addressed: a word is in the first free place from its hash on, and known by all 64 bits of it; there are at
    least twice as many places as words."""

    cdef readonly Py_ssize_t count
    cdef Place *places
    cdef char *lexemes  # eight bytes more than there is room for: they are copied by eights
    cdef size_t last, used, room  # the latter in bytes of lexemes

    def __cinit__(self):
        self.last = FIRST_PLACES - 1
        self.room = 8 * FIRST_PLACES
        self.places = <Place *>PyMem_Calloc(FIRST_PLACES, sizeof(Place))
        self.lexemes = <char *>PyMem_Malloc(self.room + 8)
        if self.places is NULL or self.lexemes is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.places)
        PyMem_Free(self.lexemes)

    def look_up(self, bytes words, Py_ssize_t limit, learn):
        """(the lexemes of words, how many): of the first `limit` words. Spaces and line ends part them, in UTF-8.
        `learn`: gives those of words that aren't known, in their order."""
        cdef Word *found = <Word *>PyMem_Malloc(min(limit, len(words) // 2 + 1) * sizeof(Word))
        if found is NULL:
            raise MemoryError
        try:
            return self.lexemes_of(found, hash_words(words, len(words), limit, found), learn)
        finally:
            PyMem_Free(found)

    def look_up_parted(self, bytes words, array.array ends, array.array hashes, Py_ssize_t limit, learn):
        """The same of words that are hashed already. `ends`: 0, and one more than where each ends."""
        cdef Py_ssize_t at, count = min(limit, len(hashes))
        cdef const char *letters = words
        cdef const uint32_t *behind = <const uint32_t *>ends.data.as_uints
        cdef const uint64_t *hashed = <const uint64_t *>hashes.data.as_ulonglongs
        cdef Word *found = <Word *>PyMem_Malloc(count * sizeof(Word))
        if found is NULL:
            raise MemoryError
        try:
            for at in range(count):
                found[at] = Word(letters + behind[at], behind[at + 1] - behind[at] - 1, hashed[at], 0)
            return self.lexemes_of(found, count, learn)
        finally:
            PyMem_Free(found)

    def unknown(self, bytes words):
        """Those of words, parted in the same way, that weren't known, each once; now they are, without a lexeme."""
        cdef Word *found = <Word *>PyMem_Malloc((len(words) // 2 + 1) * sizeof(Word))
        if found is NULL:
            raise MemoryError
        try:
            return self.find(found, hash_words(words, len(words), len(words), found))[0]
        finally:
            PyMem_Free(found)

    cdef tuple lexemes_of(self, Word *found, Py_ssize_t count, learn):
        cdef Py_ssize_t at
        cdef str lexeme
        cdef list unknown, places
        try:
            unknown, places = self.find(found, count)
            if unknown:
                for at, lexeme in zip(places, learn(unknown)):
                    self.set_lexeme(&self.places[at], lexeme)
            return self.joined(found, count), count
        except BaseException:  # words may be there that have no lexeme
            self.forget()
            raise

    cdef tuple find(self, Word *found, Py_ssize_t count):
        """(those that are new, their places), which have no lexemes yet. Of all the places are noted."""
        cdef list unknown = [], places = []
        cdef Py_ssize_t at
        cdef Word *word
        self.make_room(count)
        for at in range(count):
            if at + AHEAD < count:
                will_read(&self.places[found[at + AHEAD].hashed & self.last])
            word = found + at
            word.place = self.place_of(word.hashed)
            if not self.places[word.place].word:
                self.places[word.place].word = word.hashed
                self.count += 1
                unknown.append(PyUnicode_DecodeUTF8(word.begin, word.size, NULL))
                places.append(word.place)
        return unknown, places

    cdef inline size_t place_of(self, uint64_t hashed) noexcept:
        """Its own, or the free one that it would have."""
        cdef size_t at = hashed & self.last
        while self.places[at].word and self.places[at].word != hashed:
            at = (at + 1) & self.last
        return at

    cdef int set_lexeme(self, Place *place, str lexeme) except -1:
        cdef Py_ssize_t size = 0
        cdef const char *data = PyUnicode_AsUTF8AndSize(lexeme, &size)
        cdef void *memory
        if self.used + size > self.room:
            memory = PyMem_Realloc(self.lexemes, 2 * (self.room + size) + 8)
            if memory is NULL:
                raise MemoryError
            self.lexemes = <char *>memory
            self.room = 2 * (self.room + size)
        memcpy(self.lexemes + self.used, data, size)
        place.begin, place.size = self.used, size
        self.used += size
        return 0

    cdef bytes joined(self, const Word *found, Py_ssize_t count):
        """The lexemes of these words with a space between them."""
        cdef Py_ssize_t at, size = 0
        cdef Place *place
        for at in range(count):
            place = &self.places[found[at].place]
            will_read(self.lexemes + place.begin)
            size += place.size + 1
        cdef bytes joined = PyBytes_FromStringAndSize(NULL, max(0, size - 1))
        cdef char *written = joined
        for at in range(count):
            place = &self.places[found[at].place]
            if place.size <= 8 and at < count - 8:  # as most are, and there is room for a space behind each
                memcpy(written, self.lexemes + place.begin, 8)
            else:
                memcpy(written, self.lexemes + place.begin, place.size)
            written += place.size
            if at < count - 1:
                written[0] = 32
                written += 1
        return joined

    cdef int make_room(self, Py_ssize_t words) except -1:
        """For so many more."""
        cdef size_t size = self.last + 1, at
        cdef Place *old = self.places
        cdef Place *new
        while <Py_ssize_t>size < 2 * (self.count + words):
            size *= 2
        if size == self.last + 1:
            return 0
        new = <Place *>PyMem_Calloc(size, sizeof(Place))
        if new is NULL:
            raise MemoryError
        size, self.last = self.last + 1, size - 1
        self.places = new
        for at in range(size):
            if old[at].word:
                new[self.place_of(old[at].word)] = old[at]
        PyMem_Free(old)
        return 0

    cdef void forget(self) noexcept:
        memset(self.places, 0, (self.last + 1) * sizeof(Place))
        self.count = self.used = 0


cdef Py_ssize_t hash_words(const char *words, Py_ssize_t end, Py_ssize_t limit, Word *found) except -1:
    """How many there are, up to `limit`. Eight bytes are looked at at a time."""
    cdef Py_ssize_t at = 0, begin = 0, count = 0
    cdef uint64_t eight, ends
    while at <= end and count < limit:
        eight = 0
        if at + 8 <= end:
            memcpy(&eight, words + at, 8)
        else:  # behind the end there are zeros, which end a word as a space does
            memcpy(&eight, words + at, end - at)
        eight = lowest_first(eight)
        ends = (eight - 0x2121212121212121U) & ~eight & 0x8080808080808080U  # the lowest of them is one
        if not ends:
            at += 8
            continue
        at += zeros_below(ends) >> 3
        if at > begin:
            found[count] = Word(words + begin, at - begin, hash_word(<const uint8_t *>words + begin, at - begin), 0)
            count += 1
        at += 1
        begin = at
    return count
