cimport cython


@cython.locals(found=list, start=Py_ssize_t, at=Py_ssize_t, sign=Py_UCS4)
cpdef list words(str text)
