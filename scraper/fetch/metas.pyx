"""A page's meta elements, looked for byte by byte; there is no such module uncompiled."""

from libc.string cimport memchr

cdef Py_ssize_t LONGEST = 499


def metas(bytes page, Py_ssize_t end, tuple words):
    """What stands in each of them that has one of these words, all in small letters, as far as it isn't longer than 499
    bytes. `end`: how far to look; `words`: of nothing but small letters, from which one bit parts the large ones."""
    cdef const unsigned char *start = page
    cdef const unsigned char *at = start
    cdef const unsigned char *last = start + min(end, len(page))
    cdef const unsigned char *close
    cdef list found = []
    while True:
        at = <const unsigned char *>memchr(at, b"<", last - at)
        if at is NULL:
            return found
        at += 1
        if last - at < 5 or not _is_meta(at):
            continue
        at += 4
        close = <const unsigned char *>memchr(at, b">", min(last - at, LONGEST + 1))
        if close is not NULL:
            for word in words:
                if _has(at, close, word):
                    found.append(page[at - start : close - start].lower())
                    break
            at = close + 1


cdef bint _is_meta(const unsigned char *name):
    cdef unsigned char behind = name[4]
    return (
        name[0] | 32 == b"m" and name[1] | 32 == b"e" and name[2] | 32 == b"t" and name[3] | 32 == b"a"
        and not (b"0" <= behind <= b"9" or b"a" <= behind | 32 <= b"z")
    )


cdef bint _has(const unsigned char *at, const unsigned char *end, bytes word):
    cdef const unsigned char *sought = word
    cdef Py_ssize_t size = len(word), same
    while end - at >= size:
        same = 0
        while same < size and at[same] | 32 == sought[same]:
            same += 1
        if same == size:
            return True
        at += 1
    return False
