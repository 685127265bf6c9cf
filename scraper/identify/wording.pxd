cimport cython

cdef unsigned long long _BITS, _SECOND, _THIRD, _FOURTH, _A_FIGURE, _NO_WORD


@cython.locals(
    words="const unsigned long long[::1]", found="unsigned long long[::1]", bits="unsigned long long",
    mixed="unsigned long long", total=size_t, at=size_t,
)
cpdef runs(numbers, Py_ssize_t width)

@cython.locals(
    all_runs="const unsigned long long[::1]", places="unsigned long long[::1]", size=size_t, count=Py_ssize_t,
    number="unsigned long long", run="unsigned long long", at=size_t,
)
cpdef run_set(numbers, Py_ssize_t width)

@cython.locals(places="const unsigned long long[::1]", last=size_t, shared=Py_ssize_t, run="unsigned long long", at=size_t)
cdef Py_ssize_t _shared(const unsigned long long[::1] one, const unsigned long long[::1] other) noexcept

@cython.locals(
    words="const unsigned long long[::1]", place=Py_ssize_t, context="unsigned long long", number="unsigned long long",
    found=dict,
)
cpdef dict figures(numbers, places)

cdef unsigned long long _neighbour(const unsigned long long[::1] words, frozenset known, Py_ssize_t at)
