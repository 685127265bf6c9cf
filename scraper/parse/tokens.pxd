from scraper.parse.tags cimport Kind, Tag, element, hides, kind_of, span


cdef class Tokens:
    cdef readonly Tag tag
    cdef readonly str text
    cdef object _root
    cdef object _node
    cdef bint _closes
    cdef object _unseen
    cdef object _looked_at

    cpdef bint advance(self) except -1
