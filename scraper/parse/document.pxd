cimport cython


cdef class _Reading:
    cdef public object base
    cdef public dict meta
    cdef public dict lists
    cdef public dict links
    cdef public list alternates
    cdef public list scripts
    cdef public list headings
    cdef public list times
    cdef public object title

    @cython.locals(tag=str)
    cpdef take(self, node)

    @cython.locals(name=str, told=str, content=str)
    cdef _meta(self, attributes)

    @cython.locals(address=str)
    cdef _link(self, attributes)
