cimport cython

from scraper.identify.short_hash cimport hash_word

cdef int _COLON, _LINE_END


@cython.locals(
    ends="const unsigned int[::1]", numbers="unsigned long long[::1]", letters="const unsigned char*", figures=list,
    hashes=list, first_words=list, sizes=list, count=Py_ssize_t, size=Py_ssize_t, line=Py_ssize_t, at=Py_ssize_t,
    start=Py_ssize_t, end=Py_ssize_t,
)
cdef _hash(bytes words, places)
