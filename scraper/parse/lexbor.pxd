from libc.stdint cimport uintptr_t

ctypedef void *Node
ctypedef void *Attribute
ctypedef const char *Bytes

cdef Node (*first_child)(Node) noexcept
cdef Node (*next_node)(Node) noexcept
cdef Node (*previous)(Node) noexcept
cdef Node (*parent)(Node) noexcept
cdef unsigned int (*type_of)(Node) noexcept
cdef uintptr_t (*tag_id)(Node) noexcept
cdef Bytes (*name_of)(Node, size_t *) noexcept
cdef Bytes (*text_of)(Node, size_t *) noexcept
cdef Attribute (*first_attribute)(Node) noexcept
cdef Attribute (*next_attribute)(Attribute) noexcept
cdef Bytes (*attribute_name)(Attribute, size_t *) noexcept
cdef Bytes (*attribute_value)(Attribute, size_t *) noexcept

cdef enum:
    ELEMENT = 1
    TEXT = 3
    KNOWN_TAGS = 1024


cdef str decoded(Bytes text, size_t size)
cdef str tag_of(Node node)
cdef str text_in(Node node)
