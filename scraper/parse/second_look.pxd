cimport cython

from scraper.parse.blocks cimport Block


@cython.locals(headline=str, kept=list, block=Block, longest=Py_ssize_t, may_repeat=bint)
cpdef list second_look(list blocks, title, names=*)

@cython.locals(sizes=list, longest=Py_ssize_t, size=Py_ssize_t, whole=Block, block=Block, others=list, parts=set)
cdef list _without_copy(list blocks)
