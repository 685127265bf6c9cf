cimport cython

from scraper.parse.tags cimport Tag, tag_of

cdef Tag HIDDEN_SPAN, IMAGE_TAG, INLINE_TAG, LINK_TAG, SPAN, SPAN_END
cdef dict tags


cdef class Tokens:
    cdef readonly Tag tag
    cdef readonly str text
    cdef readonly Py_ssize_t start
    cdef str _html
    cdef Py_ssize_t _next
    cdef Py_ssize_t _end
    cdef Py_ssize_t _hidden
    cdef Py_ssize_t _looked

    cpdef bint advance(self) except -1

    @cython.locals(html=str, head=str, end=Py_ssize_t, known=Tag)
    cdef bint _read_tag(self, Py_ssize_t start) except -1

    @cython.locals(name=str, attributes=str, head=str)
    cdef bint _read_with_care(self, Py_ssize_t start) except -1

    @cython.locals(html=str, text=str, start=Py_ssize_t, following=Py_ssize_t, comment_end=Py_ssize_t)
    cdef _read_text(self)

    @cython.locals(ahead=Tokens, depth=Py_ssize_t, letters=Py_ssize_t)
    cdef _look_ahead(self)


@cython.locals(at=Py_ssize_t, letter=Py_UCS4)
cdef bint _names(str head)
