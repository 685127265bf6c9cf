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

cdef uint32_t NONE = 0xFFFFFFFF

cdef struct Entry:  # behind it are the word and its lexeme
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
    and where in memory the word's entry begins, in entries, plus one; there are at least twice as many places as words.

    Of a word that is looked up all lies in two spots of memory, its place and its entry."""

    cdef readonly Py_ssize_t count
    cdef uint64_t *places
    cdef Entry *memory
    cdef size_t last, used, room  # the latter in entries

    def __cinit__(self):
        self.last = FIRST_PLACES - 1
        self.room = 4 * FIRST_PLACES
        self.places = <uint64_t *>PyMem_Calloc(FIRST_PLACES, sizeof(uint64_t))
        self.memory = <Entry *>PyMem_Malloc(self.room * sizeof(Entry))
        if self.places is NULL or self.memory is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.places)
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
                    found[count] = self.entry_of(word.begin, word.size, word.hashed)
                    if found[count] == NONE:
                        unknown.append(PyUnicode_DecodeUTF8(word.begin, word.size, NULL))
                        places.append(count)
                    else:
                        size += self.memory[found[count]].lexeme + 1
                    count += 1
                waiting = 0
                if count >= limit:
                    break
            if unknown:
                for new, lexeme in learn(list(set(unknown))).items():
                    self.add(new, lexeme)
                for at, new in zip(places, unknown):
                    data = PyUnicode_AsUTF8AndSize(new, &end)
                    found[at] = self.entry_of(data, end, hash_of(data, end))
                    size += self.memory[found[at]].lexeme + 1
            return self.joined(found, count, size), count
        finally:
            PyMem_Free(found)

    cdef int add(self, str word, str lexeme) except -1:
        """What isn't known yet."""
        cdef Py_ssize_t size = 0, lexeme_size = 0
        cdef const char *data = PyUnicode_AsUTF8AndSize(word, &size)
        cdef const char *lexeme_data = PyUnicode_AsUTF8AndSize(lexeme, &lexeme_size)
        cdef size_t entries = entries_of(size, lexeme_size)
        cdef char *behind
        self.make_room(entries)
        self.memory[self.used] = Entry(<uint32_t>size, <uint32_t>lexeme_size)
        behind = <char *>(self.memory + self.used + 1)
        memcpy(behind, data, size)
        memcpy(behind + size, lexeme_data, lexeme_size)
        self.place(hash_of(data, size), self.used)
        self.used += entries
        self.count += 1
        return 0

    cdef void will_read_entry(self, uint64_t hashed) noexcept:
        cdef uint64_t place = self.places[hashed & self.last]
        if place:
            will_read(self.memory + (<uint32_t>place - 1))

    cdef uint32_t entry_of(self, const char *word, Py_ssize_t size, uint64_t hashed) noexcept:
        """NONE where it isn't known."""
        cdef size_t at = hashed & self.last
        cdef uint32_t begin
        while self.places[at]:
            if self.places[at] >> 32 == hashed >> 32:
                begin = <uint32_t>self.places[at] - 1
                if self.memory[begin].word == size and memcmp(self.memory + begin + 1, word, size) == 0:
                    return begin
            at = (at + 1) & self.last
        return NONE

    cdef bytes joined(self, const uint32_t *begins, Py_ssize_t count, Py_ssize_t size):
        """The lexemes of these entries with a space between them. `size`: with one behind each."""
        cdef bytes joined = PyBytes_FromStringAndSize(NULL, max(0, size - 1))
        cdef char *written = joined
        cdef Py_ssize_t at
        cdef Entry *entry
        for at in range(count):
            entry = self.memory + begins[at]
            memcpy(written, <char *>(entry + 1) + entry.word, entry.lexeme)
            written += entry.lexeme
            if at < count - 1:
                written[0] = 32
                written += 1
        return joined

    cdef void place(self, uint64_t hashed, size_t begin) noexcept:
        cdef size_t at = hashed & self.last
        while self.places[at]:
            at = (at + 1) & self.last
        self.places[at] = (hashed >> 32 << 32) | <uint64_t>(begin + 1)

    cdef int make_room(self, size_t entries) except -1:
        """For one more word that takes so many."""
        cdef size_t begin = 0
        cdef Entry *entry
        cdef void *memory
        if self.used + entries > self.room:
            memory = PyMem_Realloc(self.memory, 2 * (self.room + entries) * sizeof(Entry))
            if memory is NULL:
                raise MemoryError
            self.memory = <Entry *>memory
            self.room = 2 * (self.room + entries)
        if 2 * (self.count + 1) <= <Py_ssize_t>self.last + 1:
            return 0
        memory = PyMem_Calloc(2 * (self.last + 1), sizeof(uint64_t))
        if memory is NULL:
            raise MemoryError
        PyMem_Free(self.places)
        self.places = <uint64_t *>memory
        self.last = 2 * self.last + 1
        while begin < self.used:
            entry = self.memory + begin
            self.place(hash_of(<char *>(entry + 1), entry.word), begin)
            begin += entries_of(entry.word, entry.lexeme)
        return 0


cdef size_t entries_of(size_t word, size_t lexeme) noexcept:
    """How many a word and its lexeme take with their own: sizes in bytes."""
    return 1 + (word + lexeme + sizeof(Entry) - 1) // sizeof(Entry)


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
