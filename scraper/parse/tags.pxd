cimport cython

cdef int BODY, HIDDEN, UNSEEN


cdef class Tag:
    cdef readonly int act
    cdef readonly str name
    cdef readonly str signature
    cdef readonly int names
    cdef readonly bint names_text


cdef class Kind:
    cdef readonly Tag opening
    cdef readonly Tag closing
    cdef readonly bint is_closed
    cdef readonly bint is_stripped
    cdef readonly bint has_attributes


cpdef Kind kind_of(str name)

@cython.locals(known=int)
cpdef Tag element(str name, str classes=*, str ident=*, str role=*, bint is_body=*, bint is_unseen=*)

cpdef Tag span(str classes, str ident, str role, bint is_unseen)

cpdef bint hides(str style) except -1
