cimport cython

cdef int _COLON, _LINE_END


@cython.locals(
    ends="const unsigned int[::1]", letters="const unsigned char*", hashes=list, first_words=list, count=Py_ssize_t,
    first=Py_ssize_t, behind=Py_ssize_t,
)
cdef _read(found, bytes words, places)

@cython.locals(ends="const unsigned int[::1]", at=size_t)
cdef list _figures(bytes words, places)
