cimport cython


cdef class KnownWords:
    cdef unsigned long long[::1] _places

    @cython.locals(
        words="const unsigned long long[::1]", places="unsigned long long[::1]", last="unsigned long long", found=list,
        place=size_t, number="unsigned long long", at="unsigned long long",
    )
    cpdef list among(self, numbers)
