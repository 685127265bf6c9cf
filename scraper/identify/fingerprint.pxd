cimport cython


@cython.locals(limit="unsigned long long", number="unsigned long long", low=set)
cdef list _smallest(list hashes, Py_ssize_t count)
