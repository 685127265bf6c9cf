cimport cython

from scraper.parse.blocks cimport Block, Element, Page

cdef int BODY, OVERLAY, UNSEEN
cdef frozenset _ENDS, _HEADINGS, _PARAGRAPHS
cdef dict _TOLD


cdef class Survey:
    cdef public list commas
    cdef public list good
    cdef public Py_ssize_t total
    cdef public list good_letters
    cdef public list letters
    cdef public list links
    cdef public list blocks
    cdef public list kin
    cdef public list shares
    cdef public list body_share
    cdef public list unseen
    cdef public list hops
    cdef public Py_ssize_t best
    cdef public list grown
    cdef public dict class_share
    cdef public list depth
    cdef public dict marks


@cython.locals(
    elements=list, blocks=list, size=Py_ssize_t, commas=list, good=list, letters=list, good_letters=list, links=list,
    count=list, block=Block, is_good=bint, at=Py_ssize_t, above=Py_ssize_t, total=Py_ssize_t, found=Survey,
    signature=str, element=Element,
)
cpdef Survey survey(Page page)

@cython.locals(count=list, at=Py_ssize_t, elements=list, element=Element)
cdef list _held(Page page, list holders)

cdef Py_ssize_t _commas(str text)

@cython.locals(size=Py_ssize_t)
cdef bint _is_good(Block block, Py_ssize_t commas)

@cython.locals(
    total=double, keys=list, letters=Py_ssize_t, good=Py_ssize_t, element=Element, parent=Py_ssize_t, names=int, shares=tuple,
    body=double, unseen=bint, depth=Py_ssize_t, share=double, all_shares=list, bodies=list, all_unseen=list, depths=list,
    kin=dict,
)
cdef _inherit(Page page, Survey found)

@cython.locals(told=list, covered=list, at=Py_ssize_t)
cdef tuple _covered(tuple shares, int names, double share)

@cython.locals(
    scores=list, elements=list, at=Py_ssize_t, block=Block, weight=double, place=Py_ssize_t, share=double, element=Element,
)
cdef Py_ssize_t _best(Page page, Survey found) except -2

@cython.locals(hops=list, at=Py_ssize_t, element=Element)
cdef list _hops(Page page, Py_ssize_t best)

@cython.locals(top=Py_ssize_t, above=Py_ssize_t, element=Element, inside=list, at=Py_ssize_t)
cdef list _grown(Page page, Survey found)
