cimport cython

cdef int _A, _K, _LINE_END, _S, _SILENT, _X
cdef Py_ssize_t _MOST
cdef unsigned int _MADE, _ANY
cdef bytes _ALIKE, _VOWELS
cdef tuple _PAIRS

@cython.locals(
    word=bytearray, out="unsigned char*", found=bytearray, sounds="unsigned char*", masks="unsigned int[::1]",
    size=Py_ssize_t, seen="unsigned int", begun="unsigned int[::1]", before="unsigned int", pairs="unsigned int",
    code=cython.uchar, number=Py_ssize_t, pair=bytes, sound=bytes, count=Py_ssize_t, end=Py_ssize_t,
)
cdef bytes _skeletons(bytes letters, Py_ssize_t least)

@cython.locals(
    letters="const unsigned char*", length=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, same=Py_ssize_t, code=cython.uchar
)
cdef Py_ssize_t _replace(unsigned char* word, Py_ssize_t size, bytes pair, bytes sound)

@cython.locals(opening=Py_ssize_t, count=Py_ssize_t, at=Py_ssize_t, last=cython.uchar, code=cython.uchar)
cdef Py_ssize_t _cut(unsigned char* word, Py_ssize_t size, unsigned char* sounds, Py_ssize_t end)
