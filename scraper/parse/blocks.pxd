cimport cython

from scraper.parse.tags cimport Tag
from scraper.parse.tokens cimport Tokens

cdef str BLANK
cdef int BREAK, CLOSE, LINK, LINK_END, MARK, OPEN, STRONG, STRONG_END


cdef class Element:
    cdef readonly Py_ssize_t parent
    cdef readonly str tag
    cdef readonly str signature
    cdef readonly int names


cdef class Block:
    cdef readonly Py_ssize_t element
    cdef readonly str tag
    cdef readonly str text
    cdef readonly Py_ssize_t links
    cdef readonly Py_ssize_t strong
    cdef readonly bint is_line


@cython.locals(block=Block)
cpdef Block block_of(Py_ssize_t element, str tag, str text, Py_ssize_t links, Py_ssize_t strong, bint is_line)


cdef class Page:
    cdef public list elements
    cdef public list blocks
    cdef public frozenset signatures
    cdef public dict marks

    @cython.locals(found=list, place=Element)
    cpdef list ancestors(self, Py_ssize_t element)


cdef class _Walk:
    cdef readonly Page page
    cdef list _open
    cdef list _elements
    cdef list _own
    cdef list _waiting

    @cython.locals(
        in_link=int, in_strong=int, links=Py_ssize_t, strong=Py_ssize_t, act=int, tag=Tag, last=Tag, text=str,
        parts=list, opened=list, elements=list, waiting=list, signatures=set,
    )
    cpdef run(self, Tokens tokens)

    @cython.locals(depth=Py_ssize_t, number=Py_ssize_t, at=Py_ssize_t)
    cdef _settle(self)

    @cython.locals(
        blocks=list, lines=list, own=str, element=Py_ssize_t, size=Py_ssize_t, letters=Py_ssize_t, share=double,
        line=str, is_line=bint,
    )
    cdef _flush(self, str text, Py_ssize_t links, Py_ssize_t strong)

    @cython.locals(numbers=list, at=Py_ssize_t, place=Py_ssize_t)
    cdef Py_ssize_t _element(self) except -2

    @cython.locals(name=str, outer=str, element=Element)
    cdef Py_ssize_t _number(self, Tag tag, Py_ssize_t parent) except -2
