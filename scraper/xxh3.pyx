"""XXH3 of words; where nothing is compiled the library does it all."""

from cpython cimport array
from xxhash import xxh3_64_intdigest

cdef array.array HASHES = array.array("Q")


def hashes_of(bytes words):
    """XXH3 of each word, 64 bits; a line end is behind each."""
    cdef array.array made = array.clone(HASHES, words.count(b"\n"), zero=False)
    cdef uint64_t *hashes = <uint64_t *>made.data.as_ulonglongs
    cdef const uint8_t *letters = words
    cdef Py_ssize_t at, start = 0, count = 0, size
    for at in range(len(words)):
        if letters[at] == 10:
            size = at - start
            if 0 < size <= LONGEST:
                hashes[count] = hash_short(letters + start, size)
            else:
                hashes[count] = hash_long(letters + start, size)
            count += 1
            start = at + 1
    return made


cdef uint64_t hash_long(const uint8_t *word, size_t size) except? 0:
    return xxh3_64_intdigest(word[:size])
