cimport cython


cdef class Mentions:
    cdef Py_ssize_t _groups
    cdef list _words
    cdef Py_ssize_t _width
    cdef bytes _codes
    cdef unsigned short[:] _next
    cdef list _ended
    cdef Py_ssize_t _first_end

    @cython.locals(
        counts=list, until=list, following=cython.ushort[:], written=bytes, width=Py_ssize_t, first_end=Py_ssize_t,
        state=Py_ssize_t, at=Py_ssize_t, code=cython.uchar, number=Py_ssize_t, word=bytes, group=Py_ssize_t,
    )
    cpdef list count(self, str text)

    @cython.locals(
        following=cython.ushort[:], written=bytes, width=Py_ssize_t, first_end=Py_ssize_t, found=set, state=Py_ssize_t,
        code=cython.uchar,
    )
    cpdef Py_ssize_t distinct(self, str text) except -1
