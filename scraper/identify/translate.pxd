cimport cython

cdef unsigned long long BITS_48
cdef int _LINE_END

@cython.locals(
    ranks="unsigned long long[::1]", lacks="const unsigned long long[::1]", at=Py_ssize_t, size=Py_ssize_t,
    code=cython.uchar, lack="unsigned long long",
)
cdef tuple _rarest(bytes sounds, list figures)

cdef unsigned long long _hash(str clue) except? 0
