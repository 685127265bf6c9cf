cimport cython

cdef int BODY, HIDDEN, UNSEEN


cdef class Tag:
    cdef readonly int act
    cdef readonly str name
    cdef readonly str signature
    cdef readonly int names


cpdef Tag tag_of(str head)

@cython.locals(name=str, attributes=str, bare=str)
cdef Tag _read(str head)

cdef bint _is_hidden(str attributes)

@cython.locals(names=int, style=str, pieces=list, told=dict)
cdef Tag _opening(str name, str attributes)
