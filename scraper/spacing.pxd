cimport cython

cdef int _LINE_END, _SPACE


@cython.locals(
    found=bytearray, size=Py_ssize_t, count=Py_ssize_t, code=cython.uchar, is_word=int, is_first=int, is_inside=int,
)
cpdef tuple spaced(bytes written, bytes table)


@cython.locals(found=list, start=Py_ssize_t, at=Py_ssize_t, sign=Py_UCS4)
cpdef list words(str text)
