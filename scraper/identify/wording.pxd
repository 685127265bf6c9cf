cimport cython

cdef unsigned long long _BITS, _SECOND, _THIRD, _FOURTH
cdef int _COLON


@cython.locals(words="const unsigned long long[::1]", at=Py_ssize_t, mixed="unsigned long long", found=list)
cpdef list runs(bytes numbers, Py_ssize_t width)

@cython.locals(found=dict, places=list, padded=list, place=Py_ssize_t, word=bytes)
cpdef dict figures(list words)
