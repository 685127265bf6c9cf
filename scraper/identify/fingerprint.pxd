cimport cython

cdef long long _KEY_BITS, _HALF

cpdef long long to_key(long long hash_)

@cython.locals(
    least="unsigned long long[::1]", held=Py_ssize_t, hash_="unsigned long long", place=Py_ssize_t, at=Py_ssize_t
)
cpdef list smallest(const unsigned long long[::1] hashes, Py_ssize_t count)
