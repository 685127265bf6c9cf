cimport cython

from scraper.parse.blocks cimport Block, Element, Page
from scraper.parse.survey cimport Survey

cdef dict _ENDINGS, _FRAMES, _TAGS
cdef frozenset _HEADINGS, HOLDS_ITSELF


@cython.locals(
    blocks=list, count=Py_ssize_t, sizes=list, links=list, tags=list, phrases=list, endings=list, places=list,
    since=list, until=list, title_at=Py_ssize_t, total=double, page_wide=tuple, before=double, heading_links=double,
    heading_phrase=double, section_links=Py_ssize_t, section_good=Py_ssize_t, is_first=bint, rows=list, at=Py_ssize_t,
    block=Block, size=Py_ssize_t, text=str, after=Py_ssize_t, beyond=Py_ssize_t, b=Block, own=tuple, around=tuple,
)
cpdef list measure(Page page, Survey found, title, lead, wanted=*)

@cython.locals(
    elements=list, good=list, letters=list, total=double, holders=set, block=Block, element=Element,
    frames=list, frame=double, places=list, cloths=dict, best_depth=Py_ssize_t, images=list, times=list, inputs=list,
    at=Py_ssize_t, parent=Py_ssize_t, container=Py_ssize_t, outer=Py_ssize_t, shared=tuple, around=dict, classes=dict,
    above=Element, own=tuple, marked=tuple,
)
cdef list _places(Page page, Survey found, wanted)

@cython.locals(most=Py_ssize_t, block=Block, element=Element)
cdef Py_ssize_t _most_in_paragraphs(Page page, list good) except -1

@cython.locals(at=Py_ssize_t, held=list, places=list, element=Element, blocks=object, count=object, letters=object, hops=double)
cdef list _nearest(Page page, Survey found, str name)

@cython.locals(sizes=dict, block=Block, element=Element)
cdef dict _cloths(Page page)

@cython.locals(block=Block, hops=list, core=list, good=bint)
cdef tuple _gaps(Page page, Survey found)

@cython.locals(gaps=list, gap=double, is_core=bint)
cdef list _distances(core)

@cython.locals(first=Py_ssize_t, at=Py_ssize_t, block=Block)
cdef Py_ssize_t _title_at(list blocks, title) except -2

cdef double _is_told(str text, Py_ssize_t size, str told)
