cimport cython

from scraper.parse.blocks cimport Block, Element, Page

cdef int LONG
cdef dict _plain


cdef class Outline:
    cdef readonly dict by_tag
    cdef readonly list sizes
    cdef readonly Py_ssize_t letters
    cdef readonly Py_ssize_t links
    cdef readonly Py_ssize_t running
    cdef readonly Py_ssize_t paragraphs
    cdef readonly Py_ssize_t subheadings
    cdef readonly Py_ssize_t linked
    cdef readonly set cloths


@cython.locals(
    found=Outline, by_tag=dict, sizes=list, block=Block, element=Element, tag=str, size=Py_ssize_t, links=Py_ssize_t,
)
cpdef Outline outline(Page page)


@cython.locals(
    elements=list, inside=bytearray, home=Py_ssize_t, index=Py_ssize_t, element=Element, block=Block,
)
cpdef list blocks_in(Page page, list homes)

@cython.locals(start=str, signature=str, called=set, index=Py_ssize_t, element=Element)
cpdef list elements_called(Page page, str name)


@cython.locals(found=str)
cpdef str plain(str signature)

@cython.locals(kept=list, start=Py_ssize_t, at=Py_ssize_t)
cdef str _without_figures(str name)


@cython.locals(size=Py_ssize_t, common=Py_ssize_t, at=Py_ssize_t, alike=set, block=Block, text=str)
cpdef tuple shared(list blocks, list paragraphs)
