"""Where dates' years stand in a text, as `read.py` looks for them; there is no such module uncompiled."""

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void *PyUnicode_DATA(object)
    Py_UCS4 PyUnicode_READ(int, void *, Py_ssize_t)
    bint Py_UNICODE_ISSPACE(Py_UCS4)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4)


def years(str text):
    """(start, end) of each: four figures, or two behind another and one of `./-`."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t at = 0, end = len(text), behind
    cdef list found = []
    while at < end:
        if _are_figures(kind, data, at, end, 1):
            behind = _behind(kind, data, at + 1, end)
            if behind:
                found.append((at, behind))
                at = behind
                continue
        at += 1
    return found


def has_year(str text):
    """Whether one stands anywhere."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t at, end = len(text)
    for at in range(end):
        if _are_figures(kind, data, at, end, 1) and _behind(kind, data, at + 1, end):
            return True
    return False


cdef inline Py_ssize_t _behind(int kind, void *data, Py_ssize_t at, Py_ssize_t end) noexcept:
    """Where the year ends whose first figure stands before, 0 for none."""
    cdef Py_UCS4 sign
    if _are_figures(kind, data, at, end, 3):
        return at + 3
    if at == end:
        return 0
    sign = PyUnicode_READ(kind, data, at)
    if sign != 46 and sign != 47 and sign != 45:
        return 0
    at += 1
    if at < end and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
        at += 1
    return at + 2 if _are_figures(kind, data, at, end, 2) and not _are_figures(kind, data, at + 2, end, 1) else 0


cdef inline bint _are_figures(int kind, void *data, Py_ssize_t at, Py_ssize_t end, Py_ssize_t count) noexcept:
    """So many from here on."""
    cdef Py_UCS4 sign
    if end - at < count:
        return False
    for at in range(at, at + count):
        sign = PyUnicode_READ(kind, data, at)
        if not 48 <= sign <= 57 and (sign < 128 or not Py_UNICODE_ISDECIMAL(sign)):
            return False
    return True
