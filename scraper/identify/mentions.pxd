cimport cython

cdef int CAPITAL_FIRST, CAPITAL_WITHIN, DOUBLED, NO_LETTER, _LINE_END, _MIXED, _WANTED


@cython.locals(
    ends="const unsigned int[::1]", found=bytearray, doubled=list, size=Py_ssize_t, at=Py_ssize_t, letters=Py_ssize_t,
    place=Py_ssize_t,
)
cdef tuple _long(bytes words, places, bytes traits, Py_ssize_t least)

@cython.locals(
    ends="const unsigned int[::1]", numbers="const unsigned long long[::1]", known="unsigned long long[::1]",
    last="unsigned long long", found=bytearray, out="unsigned char*", size=Py_ssize_t, at=size_t,
    place="unsigned long long", letter=Py_ssize_t,
)
cdef str _each_once(bytes words, places, hashes, bytes wanted)

@cython.locals(at=Py_ssize_t, mixed=list)
cdef list _runs(found, bytes wanted)

@cython.locals(
    figures=set, starts="const unsigned int[::1]", size=Py_ssize_t, word=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t,
    end=Py_ssize_t,
)
cdef list _figures(str text, word_starts, bytes traits)

@cython.locals(count=Py_ssize_t, sign=Py_UCS4, before=Py_UCS4)
cpdef Py_ssize_t count_sentences(str text)

cdef bint _is_digit(Py_UCS4 sign) noexcept
