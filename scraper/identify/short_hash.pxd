cimport cython

cdef unsigned long long _ALL, _LOW, _PAIRS, _BYTES, _PRIME_1, _PRIME_2, _PRIME_3, _PRIME_MX_1, _PRIME_MX_2
cdef unsigned long long _SECRET_0, _SECRET_8, _SECRET_16, _SECRET_24, _FLIP_3, _FLIP_8, _FLIP_16_FIRST, _FLIP_16_LAST
cdef bint _IS_COMPILED
cdef Py_ssize_t _LONGEST

cpdef unsigned long long hash_word(const unsigned char* text, Py_ssize_t start, Py_ssize_t end) except? 0

@cython.locals(size="unsigned long long", mixed="unsigned long long", first="unsigned long long", last="unsigned long long")
cpdef unsigned long long hash_short(const unsigned char* text, Py_ssize_t start, Py_ssize_t end) noexcept

@cython.locals(low="unsigned long long", high="unsigned long long")
cdef unsigned long long _four(const unsigned char* text, Py_ssize_t at) noexcept

cdef unsigned long long _eight(const unsigned char* text, Py_ssize_t at) noexcept

cdef unsigned long long _turned(unsigned long long number) noexcept

@cython.locals(
    low="unsigned long long", left="unsigned long long", right="unsigned long long", middle="unsigned long long",
    upper="unsigned long long",
)
cdef unsigned long long _folded(unsigned long long one, unsigned long long other) noexcept

cdef unsigned long long _spread(unsigned long long mixed) noexcept
