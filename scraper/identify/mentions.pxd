cimport cython

cdef bytes _LIKELY, _KINDS
cdef dict COUNTED
cdef size_t _MASK, _TABLED
cdef int _LETTER


@cython.locals(
    capitals=set, counted=set, at=Py_ssize_t, start=Py_ssize_t, first=size_t, last=size_t, code=size_t, sign=Py_UCS4,
    is_capital=bint, is_likely=bint, letters=str,
)
cpdef tuple find_names(str words)

@cython.locals(found=set, size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, sign=Py_UCS4)
cpdef list find_figures(str text)

cdef bint _is_letter(Py_UCS4 sign) noexcept

cdef bint _is_digit(Py_UCS4 sign) noexcept

cdef bint _is_edge(str words, Py_ssize_t at) noexcept
