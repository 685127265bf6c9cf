cimport cython

from scraper.parse.blocks cimport Block, Element, Page


@cython.locals(lines=set, before=Block, block=Block, paragraphs=list, found=list)
cpdef with_line_breaks(str text, Page page)

@cython.locals(names=tuple, signature=str, innermost=list, at=Py_ssize_t, element=Element, block=Block, found=dict, holder=Py_ssize_t)
cdef dict _grouped(Page page, frozenset tags)
