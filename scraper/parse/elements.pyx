"""Elements of lexbor's tree, as selectolax's own have them, and the search for those that a query wants."""

from libc.stdint cimport uintptr_t
from libc.string cimport memcmp

from scraper.parse.lexbor cimport (
    ELEMENT, KNOWN_TAGS, TEXT, Attribute, Bytes, Node, attribute_name, attribute_value, decoded, first_attribute,
    first_child, next_attribute, next_node, parent, previous, tag_id, tag_of, text_in, type_of,
)


cdef class Element:
    """A node, with the tree that it lives in."""

    cdef Node _node
    cdef object _tree

    @property
    def mem_id(self):
        return <uintptr_t>self._node

    @property
    def tag(self):
        cdef unsigned int kind = type_of(self._node)
        return tag_of(self._node) if kind == ELEMENT else _no_elements.get(kind)

    @property
    def parent(self):
        return _element(parent(self._node), self._tree)

    @property
    def child(self):
        return _element(first_child(self._node), self._tree)

    @property
    def next(self):
        return _element(next_node(self._node), self._tree)

    @property
    def prev(self):
        return _element(previous(self._node), self._tree)

    @property
    def attributes(self):
        cdef dict found = {}
        cdef Attribute attribute
        cdef Bytes name, value
        cdef size_t length = 0, size = 0
        if type_of(self._node) != ELEMENT:
            return found
        attribute = first_attribute(self._node)
        while attribute is not NULL:
            name = attribute_name(attribute, &length)
            value = attribute_value(attribute, &size)
            found[decoded(name, length)] = decoded(value, size) if value is not NULL else None
            attribute = next_attribute(attribute)
        return found

    @property
    def text_content(self):
        return text_in(self._node) if type_of(self._node) == TEXT else None

    def text(self, *, str separator=""):
        cdef Node node
        cdef list parts = []
        if type_of(self._node) == TEXT:
            return text_in(self._node)
        node = first_child(self._node)
        while node is not NULL:
            if type_of(node) == TEXT:
                parts.append(text_in(node))
            node = _following(node, self._node)
        return separator.join(parts)

    def iter(self, *, bint include_text=False):
        cdef Node node = first_child(self._node)
        cdef unsigned int kind
        found = []
        while node is not NULL:
            kind = type_of(node)
            if kind != TEXT or include_text:
                found.append(_element(node, self._tree))
            node = next_node(node)
        return iter(found)


cdef Element _element(Node node, tree):
    if node is NULL:
        return None
    cdef Element found = Element.__new__(Element)
    found._node = node
    found._tree = tree
    return found


cdef inline Node _following(Node node, Node around) noexcept:
    """The next in the tree's order within `around`."""
    cdef Node following = first_child(node)
    while following is NULL:
        if node is around:
            return NULL
        following = next_node(node)
        if following is NULL:
            node = parent(node)
    return following


cdef dict _no_elements = {TEXT: "-text", 8: "-comment", 9: "-document", 10: "-doctype"}
"""What selectolax calls other nodes, by lexbor's numbers for their kinds."""


cdef class _Claim:
    """That an attribute has one of these words in it, in whatever case."""

    cdef bytes name
    cdef list words
    cdef bint[256] opens
    """The letters with which they open."""

    def __init__(self, str name, words):
        self.name = name.encode()
        self.words = [word.lower().encode() for word in words]
        for word in self.words:
            for letter in (word[:1], word[:1].upper()):
                if letter:
                    self.opens[letter[0]] = True

    cdef bint holds(self, Bytes name, size_t length, Bytes value, size_t size) noexcept:
        cdef bytes word
        cdef size_t at
        if length != <size_t>len(self.name) or memcmp(name, <Bytes>self.name, length) != 0:
            return False
        if not self.words:
            return True
        for at in range(size):
            if self.opens[<unsigned char>value[at]]:
                for word in self.words:
                    if <size_t>len(word) <= size - at and _is_like(value + at, <Bytes>word, len(word)):
                        return True
        return False


cdef inline bint _is_like(Bytes text, Bytes word, size_t size) noexcept:
    cdef size_t at
    cdef unsigned char letter
    for at in range(size):
        letter = text[at]
        if 65 <= letter <= 90:
            letter |= 32
        if letter != <unsigned char>word[at]:
            return False
    return True


cdef class Search:
    """As `Query`, for the trees of lexbor themselves."""

    cdef dict _tags
    cdef list _anywhere
    cdef list _known
    """By lexbor's number of a tag: False for one that isn't wanted, else what it must claim; None is not known yet."""

    def __init__(self, tags, anywhere):
        self._tags = {tag: [_Claim(name, words) for name, words in claims] for tag, claims in tags.items()}
        self._anywhere = [_Claim(name, words) for name, words in anywhere]
        self._known = [None] * KNOWN_TAGS

    def find(self, tree):
        """In the tree's order."""
        cdef list found = []
        cdef Node node, start
        if tree.root is None:
            return found
        start = node = <Node><uintptr_t>tree.root.mem_id
        while node is not NULL:
            if type_of(node) == ELEMENT and (self._wants(node) or self._is_claimed(node)):
                found.append(_element(node, tree))
            node = _following(node, start)
        return found

    cdef bint _wants(self, Node node) except -1:
        """By its tag."""
        cdef uintptr_t number = tag_id(node)
        if number >= KNOWN_TAGS:
            return False
        claims = self._known[number]
        if claims is None:
            claims = self._known[number] = self._tags.get(tag_of(node), False)
        return claims is not False and (not claims or _claims(node, claims))

    cdef bint _is_claimed(self, Node node) except -1:
        return self._anywhere and _claims(node, self._anywhere)


cdef bint _claims(Node node, list claims) except -1:
    cdef Attribute attribute = first_attribute(node)
    cdef Bytes name, value
    cdef size_t length = 0, size = 0
    cdef _Claim claim
    while attribute is not NULL:
        name = attribute_name(attribute, &length)
        value = attribute_value(attribute, &size)
        for claim in claims:
            if claim.holds(name, length, value, size if value is not NULL else 0):
                return True
        attribute = next_attribute(attribute)
    return False
