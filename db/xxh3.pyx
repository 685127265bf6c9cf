"""XXH3 of words; where nothing is compiled the library does it all."""

from cpython cimport array
from xxhash import xxh3_64_intdigest

cdef array.array HASHES = array.array("Q")


def hashes_of(bytes words):
    """XXH3 of each word, 64 bits; a line end is behind each."""
    cdef array.array made = array.clone(HASHES, words.count(b"\n"), zero=False)
    cdef uint64_t *hashes = <uint64_t *>made.data.as_ulonglongs
    cdef const uint8_t *letters = words
    cdef Py_ssize_t at, start = 0, count = 0
    for at in range(len(words)):
        if letters[at] == 10:
            hashes[count] = hash_word(letters + start, at - start)
            count += 1
            start = at + 1
    return made


cdef uint64_t hash_long(const uint8_t *word, size_t size) except? 0:
    return xxh3_64_intdigest(word[:size])
