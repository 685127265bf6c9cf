"""What lexbor has for callers that know nothing of its structures; there is no such module uncompiled.

selectolax says where a node is, and the library that it brings exports these functions (`..._noi`: not inline), so no
structure is relied on. Where the library hides them, READS_TREES is false, and nothing here may be called.
"""

import ctypes

from selectolax import lexbor as _library

from cpython.unicode cimport PyUnicode_DecodeUTF8


cdef void *_function(library, str name) except NULL:
    return <void *><uintptr_t>ctypes.cast(getattr(library, f"lxb_dom_{name}"), ctypes.c_void_p).value


cdef bint _load() except -1:
    global first_child, next_node, previous, parent, type_of, tag_id, name_of, text_of
    global first_attribute, next_attribute, attribute_name, attribute_value
    try:
        library = ctypes.CDLL(_library.__file__)
        first_child = <Node (*)(Node) noexcept>_function(library, "node_first_child_noi")
        next_node = <Node (*)(Node) noexcept>_function(library, "node_next_noi")
        previous = <Node (*)(Node) noexcept>_function(library, "node_prev_noi")
        parent = <Node (*)(Node) noexcept>_function(library, "node_parent_noi")
        type_of = <unsigned int (*)(Node) noexcept>_function(library, "node_type_noi")
        tag_id = <uintptr_t (*)(Node) noexcept>_function(library, "node_tag_id_noi")
        name_of = <Bytes (*)(Node, size_t *) noexcept>_function(library, "element_qualified_name")
        text_of = <Bytes (*)(Node, size_t *) noexcept>_function(library, "node_text_content")
        first_attribute = <Attribute (*)(Node) noexcept>_function(library, "element_first_attribute_noi")
        next_attribute = <Attribute (*)(Attribute) noexcept>_function(library, "element_next_attribute_noi")
        attribute_name = <Bytes (*)(Attribute, size_t *) noexcept>_function(library, "attr_qualified_name")
        attribute_value = <Bytes (*)(Attribute, size_t *) noexcept>_function(library, "attr_value_noi")
    except (AttributeError, OSError):
        return False
    return True


READS_TREES = _load()


cdef list _names = [None] * KNOWN_TAGS
"""Of the tags that lexbor knows, by its numbers for them; another tag's number is an address."""


cdef str tag_of(Node node):
    """The name of an element's tag."""
    cdef uintptr_t number = tag_id(node)
    cdef size_t size = 0
    cdef Bytes name
    cdef str told
    if number < KNOWN_TAGS and _names[number] is not None:
        return _names[number]
    name = name_of(node, &size)
    told = decoded(name, size)
    if number < KNOWN_TAGS:
        _names[number] = told
    return told


cdef str text_in(Node node):
    """Of a text node. lexbor hands out a copy, which lives as long as its tree."""
    cdef size_t size = 0
    cdef Bytes text = text_of(node, &size)
    return decoded(text, size)


cdef str decoded(Bytes text, size_t size):
    return PyUnicode_DecodeUTF8(text, size, "replace") if text is not NULL else ""
