cimport cython

cdef int _A, _K, _LINE_END, _S, _SILENT, _X
cdef Py_ssize_t _MOST
cdef unsigned int _MADE
cdef bytes _ALIKE, _VOWELS
cdef tuple _PAIRS

@cython.locals(
    found=list, word=bytearray, out="unsigned char*", sounds=bytearray, masks="unsigned int[::1]", size=Py_ssize_t,
    seen="unsigned int", begun="const unsigned char*", before="unsigned int", has_pairs="unsigned int", code=cython.uchar,
    number=Py_ssize_t, pair=bytes, sound=bytes,
)
cdef list _skeletons(bytes letters)

@cython.locals(at=Py_ssize_t, end=Py_ssize_t, same=Py_ssize_t, code=cython.uchar)
cdef Py_ssize_t _replace(unsigned char* word, Py_ssize_t size, bytes pair, bytes sound)

@cython.locals(opening=Py_ssize_t, count=Py_ssize_t, at=Py_ssize_t, last=cython.uchar, code=cython.uchar)
cdef str _cut(unsigned char* word, Py_ssize_t size, unsigned char* sounds)
