"""Words and their lexemes, looked up for a whole text at once; where nothing is compiled `dictionary.py` does it.

In a dictionary of Python's words are objects that lie anywhere in memory, and to look at a thousand of them takes
longer than to read a text.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdint cimport uint16_t, uint32_t, uint64_t
from libc.string cimport memcmp, memcpy

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
    #else
    #define will_read(place) ((void)0)
    #endif
    """
    void will_read(const void *) noexcept

cdef enum:
    TOGETHER = 16  # words that are looked up one beside the other: the memory of one comes while others are looked at

cdef uint64_t PRIME = 0x9E3779B97F4A7C15
"""The golden ratio's share of 2 ** 64, after Knuth."""

cdef Py_ssize_t FIRST_PLACES = 1 << 10

cdef struct Entry:
    size_t begin  # of the word; its lexeme is behind it
    uint32_t word, lexeme  # bytes

cdef struct Word:
    const char *begin
    Py_ssize_t size
    uint64_t hashed


def is_european(str text):
    """Whether it keeps to Latin, Greek, Cyrillic and Armenian letters, none with a mark apart, and to typography."""
    cdef const uint16_t *signs = <const uint16_t *>PyUnicode_DATA(text)
    cdef Py_ssize_t at
    cdef Py_UCS4 sign
    if PyUnicode_KIND(text) != 2:  # others are Latin, or from far beyond Europe
        return PyUnicode_KIND(text) == 1
    for at in range(len(text)):
        sign = signs[at]
        if sign >= 0x300 and not 0x370 <= sign < 0x590 and not 0x2000 <= sign < 0x3000:
            return False
    return True


cdef class Lexicon:
    """Open-addressed: a word is in the first free place from its hash on. A place holds the upper half of the hash,
    and the number of the word's entry plus one; there are at least twice as many places as words."""

    cdef readonly Py_ssize_t count
    cdef uint64_t *places
    cdef Entry *entries
    cdef char *memory
    cdef size_t last, used, room

    def __cinit__(self):
        self.last = FIRST_PLACES - 1
        self.room = 16 * FIRST_PLACES
        self.places = <uint64_t *>PyMem_Calloc(FIRST_PLACES, sizeof(uint64_t))
        self.entries = <Entry *>PyMem_Malloc(FIRST_PLACES // 2 * sizeof(Entry))
        self.memory = <char *>PyMem_Malloc(self.room)
        if self.places is NULL or self.entries is NULL or self.memory is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.places)
        PyMem_Free(self.entries)
        PyMem_Free(self.memory)

    def look_up(self, bytes words, Py_ssize_t limit, learn):
        """(the lexemes of words, how many): of the first `limit` words. Spaces and line ends part them, in UTF-8.
        `learn`: gives those of words that aren't known."""
        cdef Py_ssize_t end = len(words), at, start = 0, size = 0, count = 0, waiting = 0, number
        cdef const char *data = words
        cdef Word[TOGETHER] together
        cdef Word *word
        cdef list unknown = [], places = []
        cdef uint32_t *found = <uint32_t *>PyMem_Malloc((end // 2 + 1) * sizeof(uint32_t))
        if found is NULL:
            raise MemoryError
        try:
            for at in range(end + 1):
                if at < end and data[at] != 32 and data[at] != 10:
                    continue
                if at > start and count + waiting < limit:
                    word = &together[waiting]
                    word[0] = Word(data + start, at - start, hash_of(data + start, at - start))
                    will_read(&self.places[word.hashed & self.last])
                    waiting += 1
                start = at + 1
                if waiting < TOGETHER and at < end and count + waiting < limit:
                    continue
                for number in range(waiting):
                    self.will_read_entry(together[number].hashed)
                for word in together[:waiting]:
                    number = self.number_of(word.begin, word.size, word.hashed)
                    if number < 0:
                        unknown.append(PyUnicode_DecodeUTF8(word.begin, word.size, NULL))
                        places.append(count)
                    else:
                        found[count] = <uint32_t>number
                        size += self.entries[number].lexeme + 1
                    count += 1
                waiting = 0
                if count >= limit:
                    break
            if unknown:
                for new, lexeme in learn(list(set(unknown))).items():
                    self.add(new, lexeme)
                for at, new in zip(places, unknown):
                    data = PyUnicode_AsUTF8AndSize(new, &end)
                    found[at] = <uint32_t>self.number_of(data, end, hash_of(data, end))
                    size += self.entries[found[at]].lexeme + 1
            return self.joined(found, count, size), count
        finally:
            PyMem_Free(found)

    cdef int add(self, str word, str lexeme) except -1:
        """What isn't known yet."""
        cdef Py_ssize_t size = 0, lexeme_size = 0
        cdef const char *data = PyUnicode_AsUTF8AndSize(word, &size)
        cdef const char *lexeme_data = PyUnicode_AsUTF8AndSize(lexeme, &lexeme_size)
        self.make_room(size + lexeme_size)
        self.entries[self.count] = Entry(self.used, <uint32_t>size, <uint32_t>lexeme_size)
        memcpy(self.memory + self.used, data, size)
        memcpy(self.memory + self.used + size, lexeme_data, lexeme_size)
        self.used += size + lexeme_size
        self.count += 1
        self.place(hash_of(data, size), self.count)
        return 0

    cdef void will_read_entry(self, uint64_t hashed) noexcept:
        cdef uint64_t place = self.places[hashed & self.last]
        if place:
            will_read(self.entries + (<uint32_t>place - 1))

    cdef Py_ssize_t number_of(self, const char *word, Py_ssize_t size, uint64_t hashed) noexcept:
        """-1 where it isn't known."""
        cdef size_t at = hashed & self.last
        cdef Entry *entry
        cdef uint32_t number
        while self.places[at]:
            if self.places[at] >> 32 == hashed >> 32:
                number = <uint32_t>self.places[at] - 1
                entry = self.entries + number
                if entry.word == size and memcmp(self.memory + entry.begin, word, size) == 0:
                    return number
            at = (at + 1) & self.last
        return -1

    cdef bytes joined(self, const uint32_t *numbers, Py_ssize_t count, Py_ssize_t size):
        """Their lexemes with a space between them. `size`: with one behind each."""
        cdef bytes joined = PyBytes_FromStringAndSize(NULL, max(0, size - 1))
        cdef char *written = joined
        cdef Py_ssize_t at
        cdef Entry *entry
        for at in range(count):
            entry = self.entries + numbers[at]
            memcpy(written, self.memory + entry.begin + entry.word, entry.lexeme)
            written += entry.lexeme
            if at < count - 1:
                written[0] = 32
                written += 1
        return joined

    cdef void place(self, uint64_t hashed, Py_ssize_t number) noexcept:
        cdef size_t at = hashed & self.last
        while self.places[at]:
            at = (at + 1) & self.last
        self.places[at] = (hashed >> 32 << 32) | <uint64_t>number

    cdef int make_room(self, Py_ssize_t size) except -1:
        """For one more entry of so many bytes."""
        cdef Py_ssize_t number
        cdef void *memory
        if self.used + size > self.room:
            memory = PyMem_Realloc(self.memory, 2 * (self.room + size))
            if memory is NULL:
                raise MemoryError
            self.memory = <char *>memory
            self.room = 2 * (self.room + size)
        if 2 * (self.count + 1) <= <Py_ssize_t>self.last + 1:
            return 0
        memory = PyMem_Realloc(self.entries, (self.last + 1) * sizeof(Entry))
        if memory is NULL:
            raise MemoryError
        self.entries = <Entry *>memory
        memory = PyMem_Calloc(2 * (self.last + 1), sizeof(uint64_t))
        if memory is NULL:
            raise MemoryError
        PyMem_Free(self.places)
        self.places = <uint64_t *>memory
        self.last = 2 * self.last + 1
        for number in range(self.count):
            self.place(hash_of(self.memory + self.entries[number].begin, self.entries[number].word), number + 1)
        return 0


cdef uint64_t hash_of(const char *word, Py_ssize_t size) noexcept:
    """Eight bytes at a time."""
    cdef uint64_t hashed = size, part
    cdef Py_ssize_t at
    while size >= 8:
        memcpy(&part, word, 8)
        hashed = mixed(hashed ^ part)
        word += 8
        size -= 8
    part = 0
    for at in range(size):
        part = part << 8 | <unsigned char>word[at]
    return mixed(hashed ^ part)


cdef inline uint64_t mixed(uint64_t number) noexcept:
    number *= PRIME
    return number ^ number >> 32
