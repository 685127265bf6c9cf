"""Elements of lexbor's tree, as selectolax's own have them, and the search for those that a query wants."""

cimport cython
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport uintptr_t
from libc.string cimport memchr, memcmp, memcpy, memset

from scraper.parse.lexbor cimport (
    ELEMENT, KNOWN_TAGS, TEXT, Attribute, Bytes, Node, attribute_name, attribute_value, decoded, first_attribute,
    first_child, next_attribute, next_node, parent, previous, tag_id, tag_of, text_in, type_of,
)


@cython.no_gc
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
    def attrs(self):
        """What is asked of them is `get` alone."""
        return self

    def get(self, str name):
        cdef Py_ssize_t length = 0
        cdef Bytes wanted = PyUnicode_AsUTF8AndSize(name, &length)
        return _value(self._node, wanted, length) if type_of(self._node) == ELEMENT else None

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


def runs_from(start, breaks, skipped, Py_ssize_t most):
    """The texts between two borders of elements that are `breaks`, and the node that holds the first of them, from
    `start` on for so many nodes. Nothing in `skipped` is looked into."""
    cdef Node node = <Node><uintptr_t>start.mem_id
    cdef Node following
    cdef Element holder = None
    cdef list parts = []
    cdef str tag, text
    cdef Py_ssize_t _
    for _ in range(1 + most):
        following = NULL
        if type_of(node) == TEXT:
            text = text_in(node)
            if text and not text.isspace():
                if not parts:
                    holder = _element(parent(node), start)
                parts.append(text)
        elif type_of(node) == ELEMENT:
            tag = tag_of(node)
            if parts and tag in breaks:
                yield parts, holder
                parts = []
            if tag not in skipped:
                following = first_child(node)
        while following is NULL:
            following = next_node(node)
            if following is NULL:
                node = parent(node)
                if node is NULL or type_of(node) != ELEMENT or tag_of(node) == "body":
                    break
                if parts and tag_of(node) in breaks:
                    yield parts, holder
                    parts = []
        if following is NULL:
            break
        node = following
    if parts:
        yield parts, holder


cdef Element _element(Node node, tree):
    if node is NULL:
        return None
    cdef Element found = Element.__new__(Element)
    found._node = node
    found._tree = tree
    return found


cdef inline Node _following(Node node, Node around) noexcept:
    """The next in the tree's order within `around`."""
    cdef Node child = first_child(node)
    return child if child is not NULL else _behind(node, around)


cdef inline Node _behind(Node node, Node around) noexcept:
    """The next that doesn't lie in this one."""
    cdef Node following
    while node is not around:
        following = next_node(node)
        if following is not NULL:
            return following
        node = parent(node)
    return NULL


cdef dict _no_elements = {TEXT: "-text", 8: "-comment", 9: "-document", 10: "-doctype"}
"""What selectolax calls other nodes, by lexbor's numbers for their kinds."""


cdef enum:
    MOST_CLAIMS = 4
    MOST_WORDS = 16
    MET_NAMES = 128  # of attributes that are remembered at once

cdef struct Word:
    Bytes text
    size_t size

cdef struct Claim:
    Bytes name
    size_t length
    Word[MOST_WORDS] words
    size_t count
    char[256] opens  # whether a word begins with this letter ...
    char[256] goes_on  # ... and one with that behind it


cdef class _Claims:
    """That an element has one of some attributes, with one of its words in it, in whatever case, if it has any."""

    cdef list _kept
    """The bytes of all of them, so that they live on."""
    cdef Claim[MOST_CLAIMS] _claims
    cdef size_t _count
    cdef uintptr_t[MET_NAMES] _met
    """Lexbor's numbers for names that were looked up. A tree has its own."""
    cdef unsigned char[MET_NAMES] _owners
    """Behind which of the claims each is the name of, from 1; 0 for none."""

    def __init__(self, claims):
        self._kept = []
        if len(claims) > MOST_CLAIMS:
            raise ValueError(f"at most {MOST_CLAIMS} claims: {claims}")
        for name, words in claims:
            self._add(name.encode(), [word.lower().encode() for word in words])

    cdef _add(self, bytes name, list words):
        cdef Claim *claim = &self._claims[self._count]
        cdef bytes word
        if len(words) > MOST_WORDS or any(len(word) < 2 for word in words):
            raise ValueError(f"at most {MOST_WORDS} words, none of one letter or none: {words}")
        claim.name, claim.length = name, len(name)
        for word in words:
            claim.opens[word[0]] = claim.opens[word.upper()[0]] = True
            claim.goes_on[word[1]] = claim.goes_on[word.upper()[1]] = True
            claim.words[claim.count] = Word(word, len(word))
            claim.count += 1
        self._kept += [name, words]
        self._count += 1

    cdef void forget(self) noexcept:
        """Before another tree."""
        memset(self._met, 0, sizeof(self._met))

    cdef bint are_made_by(self, Node node) noexcept:
        """Whether the element makes one of them."""
        cdef Attribute attribute = first_attribute(node)
        cdef uintptr_t named
        cdef size_t place
        while attribute is not NULL:
            named = tag_id(<Node>attribute)  # an attribute is a node as well, with its name's number
            place = (named ^ named >> 4) % MET_NAMES
            if self._met[place] != named:
                self._met[place], self._owners[place] = named, self._owner(attribute)
            if self._owners[place] and self._is_made_in(attribute, &self._claims[self._owners[place] - 1]):
                return True
            attribute = next_attribute(attribute)
        return False

    cdef unsigned char _owner(self, Attribute attribute) noexcept:
        """Which of the claims has the attribute's name, from 1; 0 for none. The number of `xlink:href` is that of
        `href`."""
        cdef size_t length = 0, number
        cdef Bytes name = attribute_name(attribute, &length)
        cdef Bytes colon = <Bytes>memchr(name, b":", length)
        if colon is not NULL:
            length -= colon + 1 - name
            name = colon + 1
        for number in range(self._count):
            if length == self._claims[number].length and memcmp(name, self._claims[number].name, length) == 0:
                return number + 1
        return 0

    cdef bint _is_made_in(self, Attribute attribute, Claim *claim) noexcept:
        cdef size_t length = 0, size = 0
        cdef Bytes value
        attribute_name(attribute, &length)
        if length != claim.length:  # `xlink:href`
            return False
        value = attribute_value(attribute, &size)
        return _holds(value, size if value is not NULL else 0, claim)


cdef bint _holds(Bytes value, size_t size, Claim *claim) noexcept:
    cdef size_t at, number
    if not claim.count:
        return True
    for at in range(size - 1 if size else 0):
        if claim.opens[<unsigned char>value[at]] and claim.goes_on[<unsigned char>value[at + 1]]:
            for number in range(claim.count):
                if claim.words[number].size <= size - at and _is_like(value + at, claim.words[number]):
                    return True
    return False


cdef inline bint _is_like(Bytes text, Word word) noexcept:
    cdef size_t at
    cdef char letter
    for at in range(word.size):
        letter = text[at]
        if b"A" <= letter <= b"Z":
            letter |= 32
        if letter != word.text[at]:
            return False
    return True


cdef class _Values:
    """What is found in attributes, each between two NULs: to become one string, which costs a tenth of one each."""

    cdef char *_bytes
    cdef size_t _size
    cdef size_t _room

    def __dealloc__(self):
        PyMem_Free(self._bytes)

    cdef int add(self, Node node, Bytes name, size_t length) except -1:
        cdef size_t size = 0
        cdef Bytes value = _attribute(node, name, length, &size)
        cdef char *bytes
        if value is NULL or size == 0:
            return 0
        if self._size + size + 2 > self._room:
            self._room = 2 * (self._size + size) + 4096
            bytes = <char *>PyMem_Realloc(self._bytes, self._room)
            if bytes is NULL:
                raise MemoryError
            self._bytes = bytes
        if self._size == 0:
            self._bytes[0], self._size = 0, 1
        memcpy(self._bytes + self._size, value, size)
        self._size += size + 1
        self._bytes[self._size - 1] = 0
        return 0

    cdef str text(self):
        return decoded(self._bytes, self._size)


cdef enum:  # what a tag is to a search; CLAIMING: wanted if it claims something
    UNKNOWN, UNWANTED, WANTED, CLAIMING


cdef class Search:
    """As `Query`, for the trees of lexbor themselves."""

    cdef dict _tags
    cdef _Claims _anywhere
    cdef char[KNOWN_TAGS] _known
    """What tags are, by lexbor's numbers for them ..."""
    cdef list _claims
    """... and what they have to claim."""

    def __init__(self, tags, anywhere):
        self._tags = {tag: _Claims(claims) if claims else None for tag, claims in tags.items()}
        self._claims = [None] * KNOWN_TAGS
        self._anywhere = _Claims(anywhere)

    def find(self, tree):
        """In the tree's order."""
        return self.find_with(tree, None, "")[0]

    def find_with(self, tree, Search other, str attribute):
        """In the tree's order; and what those have in this attribute that the other search finds, in one walk for both:
        each between two NULs."""
        cdef list found = []
        cdef _Values values = _Values()
        cdef bytes name = attribute.encode()
        cdef Node start = _root(tree)
        cdef Node node = start
        self._forget()
        if other is not None:
            other._forget()
        while node is not NULL:
            if type_of(node) == ELEMENT:
                if self._wants(node):
                    found.append(_element(node, tree))
                if other is not None and other._wants(node):
                    values.add(node, name, len(name))
                node = _following(node, start)
            else:
                node = _behind(node, start)
        return found, values.text()

    cdef _forget(self):
        cdef _Claims claims
        self._anywhere.forget()
        for claims in self._tags.values():
            if claims is not None:
                claims.forget()

    cdef bint _wants(self, Node node) except -1:
        cdef uintptr_t number = tag_id(node)
        cdef int known = UNWANTED
        if number < KNOWN_TAGS:
            known = self._known[number]
            if known == UNKNOWN:
                known = self._known[number] = self._look_up(number, tag_of(node))
        if known == WANTED or (known == CLAIMING and (<_Claims>self._claims[number]).are_made_by(node)):
            return True
        return self._anywhere._count and self._anywhere.are_made_by(node)

    cdef int _look_up(self, size_t number, str tag) except -1:
        if tag not in self._tags:
            return UNWANTED
        self._claims[number] = self._tags[tag]
        return WANTED if self._tags[tag] is None else CLAIMING


cdef Node _root(tree) except? NULL:
    return <Node><uintptr_t>tree.root.mem_id if tree.root is not None else NULL


cdef str _value(Node node, Bytes wanted, size_t wanted_length):
    cdef size_t size = 0
    cdef Bytes value = _attribute(node, wanted, wanted_length, &size)
    return decoded(value, size) if value is not NULL else None


cdef Bytes _attribute(Node node, Bytes wanted, size_t wanted_length, size_t *size) noexcept:
    """The value, NULL for none."""
    cdef Attribute attribute = first_attribute(node)
    cdef Bytes name
    cdef size_t length = 0
    while attribute is not NULL:
        name = attribute_name(attribute, &length)
        if length == wanted_length and memcmp(name, wanted, length) == 0:
            return attribute_value(attribute, size)
        attribute = next_attribute(attribute)
    return NULL
