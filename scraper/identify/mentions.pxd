cimport cython

cdef bytes _LIKELY
cdef dict COUNTED
cdef size_t _MASK
cdef unsigned int ALONE, CAPITAL, CODES, LETTER, LINE_END, ODD, SPACE, TABLED, UNSEEN, UNSTABLE, _TRAITS

@cython.locals(
    table="unsigned int[::1]", capitals=set, counted=set, at=Py_ssize_t, start=Py_ssize_t, place=size_t,
    code="unsigned int", entry="unsigned int", sign=Py_UCS4, is_capital=bint, is_likely=bint, is_parted=bint,
    was_parted=bint, after_gap=bint, letters=str,
)
cpdef find_names(str text, bint is_spaced)

@cython.locals(
    table="unsigned int[::1]", found=set, at=Py_ssize_t, start=Py_ssize_t, size=Py_ssize_t, code="unsigned int",
    entry="unsigned int", sign=Py_UCS4,
)
cpdef find_long(str text, Py_ssize_t least, bint is_spaced)

cdef unsigned int _spaced_entry(Py_UCS4 sign)

@cython.locals(found=set, size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, sign=Py_UCS4)
cpdef list find_figures(str text)

@cython.locals(count=Py_ssize_t, sign=Py_UCS4, before=Py_UCS4)
cpdef Py_ssize_t count_sentences(str text)

cdef size_t _next_place(size_t place, size_t code) noexcept

cdef bint _is_digit(Py_UCS4 sign) noexcept
