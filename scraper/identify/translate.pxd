cimport cython

cdef unsigned long long BITS_48
cdef list _LACKS

@cython.locals(ranks="unsigned long long[::1]", at=Py_ssize_t, token=str)
cdef tuple _rarest(list tokens)

cdef unsigned long long _lack(str token) except? 0

cdef unsigned long long _hash(str clue) except? 0
