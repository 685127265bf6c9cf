cimport cython

from scraper.parse.classes cimport meaning

cdef int BODY, HIDDEN, UNSEEN
cdef dict _ACTS
cdef frozenset _INLINE, _UNSEEN


@cython.no_gc
cdef class Tag:
    cdef readonly int act
    cdef readonly str name
    cdef readonly str signature
    cdef readonly int names


cpdef Tag tag_of(str head)

@cython.locals(name=str, bare=str)
cdef Tag _read(str head)

cdef bint _is_hidden(str head)

@cython.locals(names=int)
cdef int _names(str name, str head) except -1

@cython.locals(at=Py_ssize_t, start=Py_ssize_t)
cdef str _value(str head, str attribute)
