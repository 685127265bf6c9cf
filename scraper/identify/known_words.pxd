cimport cython


cdef class KnownWords:
    cdef unsigned long long[::1] _places

    @cython.locals(
        words="const unsigned long long[::1]", places="unsigned long long[::1]", last="unsigned long long", found=list,
        place=Py_ssize_t, number="unsigned long long", at="unsigned long long",
    )
    cpdef list among(self, numbers)
