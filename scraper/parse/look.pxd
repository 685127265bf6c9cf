cimport cython

from scraper.parse.blocks cimport Block

cdef dict _ENDINGS, _SORTS
cdef frozenset _ENDS, HEADINGS, _PARAGRAPHS
cdef Py_ssize_t BARE_LETTERS, GOOD_LETTERS
cdef double LINK_SHARE


cdef class Sort:
    cdef readonly double number
    cdef readonly bint is_heading
    cdef readonly bint is_paragraph


cdef class Look:
    cdef readonly Block block
    cdef readonly Py_ssize_t size
    cdef readonly double tag
    cdef readonly bint is_heading
    cdef readonly double links
    cdef readonly bint is_link
    cdef readonly Py_ssize_t cue
    cdef readonly Py_ssize_t commas
    cdef readonly double ending
    cdef readonly bint is_good


@cython.locals(look=Look, text=str, size=Py_ssize_t, sort=Sort, last=Py_UCS4)
cpdef Look look_at(Block block)
