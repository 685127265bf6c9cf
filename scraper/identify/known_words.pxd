cimport cython

cdef unsigned long long _SIEVE

cdef class KnownWords:
    cdef unsigned long long[::1] _places
    cdef bytes _sieve

    @cython.locals(
        words="const unsigned long long[::1]", places="unsigned long long[::1]", sieve="const unsigned char*",
        last="unsigned long long", found=list,
        place=size_t, number="unsigned long long", at="unsigned long long",
    )
    cpdef list among(self, numbers)
