cimport cython


cdef class Mentions:
    cdef Py_ssize_t _groups
    cdef list _words
    cdef list _letters
    cdef Py_ssize_t _width
    cdef bytes _codes
    cdef unsigned int[::1] _next
    cdef list _ended
    cdef Py_ssize_t _first_end

    @cython.locals(
        counts=list, until=list, following=cython.uint[::1], written=bytes, width=size_t, first_end=size_t,
        state=size_t, at=Py_ssize_t, code=cython.uchar, number=Py_ssize_t, word=bytes, group=Py_ssize_t,
    )
    cpdef list count(self, str text)

    @cython.locals(
        following=cython.uint[::1], written=bytes, width=size_t, first_end=size_t, found=set, state=size_t,
        code=cython.uchar,
    )
    cpdef Py_ssize_t distinct(self, str text) except -1

    @cython.locals(
        following=cython.uint[::1], codes=bytes, width=size_t, first_end=size_t, written=bytes, found=set, state=size_t,
        letters=Py_ssize_t, counted=Py_ssize_t, at=Py_ssize_t, byte=cython.uchar, number=Py_ssize_t,
    )
    cpdef list places(self, str text)
