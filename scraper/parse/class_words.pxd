ctypedef const unsigned char *Bytes

cdef int meaning_of(Bytes names, size_t size) except -1
