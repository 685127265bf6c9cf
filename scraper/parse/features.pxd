cimport cython

from scraper.parse.look cimport Look
from scraper.parse.row cimport Row
from scraper.parse.survey cimport Place, Survey

cdef dict _folded
cdef double FAR, MANY_BLOCKS, MANY_LETTERS
cdef Py_ssize_t CUES, LEAD_LETTERS, LEAST_LEAD, LONG, LONGEST_HEADLINE


cdef class Rows:
    cdef readonly Py_ssize_t at
    cdef readonly Look look
    cdef readonly Row row
    cdef list _looks
    cdef list _places
    cdef Py_ssize_t _count
    cdef int _best_depth
    cdef double _total
    cdef double _most
    cdef bytearray _cues
    cdef dict _repeats
    cdef Py_ssize_t _title_at
    cdef str _told
    cdef Look _heading
    cdef Py_ssize_t _section_links
    cdef Py_ssize_t _section_good
    cdef Py_ssize_t _before
    cdef double _since
    cdef Py_ssize_t _next_core
    cdef bint _is_first

    @cython.locals(look=Look, place=Place)
    cpdef bint advance(self) except -1

    cpdef double phrase(self) except -1

    cpdef double credit(self) except -1

    cpdef double promo(self) except -1

    @cython.locals(is_core=bint)
    cdef _pass(self, Look look)

    @cython.locals(place=Place)
    cdef bint _is_core(self, Look look) except -1

    @cython.locals(before=Look, after=Look)
    cdef bint _is_amid_links(self, Look look) except -1

    @cython.locals(row=Row, text=str, has_small=bint, is_upper=bint, repeats=Py_ssize_t)
    cdef _measure_block(self, Look look)

    @cython.locals(row=Row, total=double, container=Place, outer=Place)
    cdef _measure_place(self, Place place)

    @cython.locals(row=Row, places=list, near=Place)
    cdef _measure_marks(self, Place place)

    @cython.locals(row=Row, at=Py_ssize_t, looks=list, look=Look)
    cdef _measure_around(self)

    cdef double _until(self) except -1

    @cython.locals(sign=int, first=str, mine=str)
    cdef double _is_told(self, str text, Py_ssize_t size) except -1


@cython.locals(most=Py_ssize_t, look=Look, place=Place)
cdef Py_ssize_t _most_in_paragraphs(Survey found) except -1

@cython.locals(count=bytearray, look=Look, cue=Py_ssize_t)
cdef bytearray _cues(list looks)

@cython.locals(count=dict, look=Look, text=str)
cdef dict _repeats(list looks, bytearray cues)

@cython.locals(first=Py_ssize_t, at=Py_ssize_t, look=Look)
cdef Py_ssize_t _title_at(list looks, title) except -2
