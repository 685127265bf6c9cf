cimport cython

from scraper.identify.short_hash cimport hash_word

cdef unsigned int UNSEEN, ODD, LINE_END, SPACE, SECOND, ALONE, CODES, SECONDS, TABLED, _PLAIN
cdef int _COLON


@cython.locals(
    found=bytearray, out="unsigned char*", table="unsigned int[::1]", words="unsigned long long[::1]", figures=list,
    hashes=list, ends=list, sizes=list, at=Py_ssize_t, word=Py_ssize_t, line=Py_ssize_t, count=Py_ssize_t, was_alone=bint,
    is_end=bint, sign=Py_UCS4, code="unsigned int", second="unsigned int",
)
cdef _read(str text, bint is_folded)

cdef Py_ssize_t _write(unsigned char* out, Py_ssize_t at, unsigned int code) noexcept
