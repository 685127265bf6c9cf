cimport cython

cdef dict _MEANING, _words
cdef bytearray _LENGTHS
cdef int _ASCII, _CLOSES, _MEANT, _MOST_LETTERS, _OPENS


@cython.locals(bits=int, before=int, word=str)
cpdef int meaning(str names) except -1

@cython.locals(found=int)
cdef int _remember(str word) except -1

@cython.locals(lower=str, bits=int)
cdef int _read(str word) except -1

@cython.locals(bits=int, at=Py_ssize_t, end=Py_ssize_t, start=Py_ssize_t, letter=Py_UCS4)
cdef int _read_pieces(str word) except -1

cdef bint _may_mean(Py_UCS4 first, Py_ssize_t length) except -1

cdef bint _is_upper(Py_UCS4 letter) noexcept

cdef bint _is_lower(Py_UCS4 letter) noexcept
