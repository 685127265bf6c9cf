"""A page's tags and texts as `Tokens` tells them, read from lexbor's tree itself; there is no such module uncompiled.

Nothing is taken out of the tree or written out and taken apart again, and only attributes that are asked for are read.
"""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint64_t, uintptr_t
from libc.string cimport memcmp, memcpy

from scraper.parse.class_words cimport Bytes as NameBytes, meaning_of
from scraper.parse.lexbor cimport (
    ELEMENT, KNOWN_TAGS, TEXT, Attribute, Bytes, Node, attribute_name, attribute_value, decoded, first_attribute,
    first_child, name_of, next_attribute, next_node, parent, tag_id, tag_of, text_in, text_of, type_of,
)
from scraper.parse.tags cimport Kind, Tag, element, hides, kind_of, span
from scraper.parse.tokens cimport Tokens

from scraper.parse.classes import BODY, HIDDEN, UNSEEN
from scraper.parse.tags import HIDDEN_SPAN, OPEN, SPAN
from scraper.parse.tokens import BLANK, MOST_HIDDEN

cdef enum:
    LONGEST_KEY = 2000  # of names that are longer Python reads a part
    MAX_REMEMBERED = 8192

cdef str _BLANK = BLANK
cdef Tag _SPAN = SPAN, _HIDDEN_SPAN = HIDDEN_SPAN
cdef Py_ssize_t _MOST_HIDDEN = MOST_HIDDEN
cdef int _BODY = BODY, _HIDDEN = HIDDEN, _OPEN = OPEN, _UNSEEN = UNSEEN


cdef list _kinds = [None] * KNOWN_TAGS
"""Of the tags that lexbor knows, by its numbers for them; another tag's number is an address."""

cdef list _keys = [None] * MAX_REMEMBERED
"""The bytes of what opening tags say, each in the place that its sum tells; one takes the place of another ..."""
cdef list _read = [None] * MAX_REMEMBERED
"""... and the tags."""


cdef class Nodes(Tokens):
    """The tags and texts of an element of a tree, itself included."""

    cdef object _tree
    """So that it lives as long as this."""
    cdef Node _first
    cdef Node _at
    cdef Node _hiding
    cdef Node _seen_through

    def __init__(self, start):
        self._tree = start
        self._first = self._at = <Node><uintptr_t>start.mem_id
        self._closes = False
        self._hiding = self._seen_through = NULL

    cpdef bint advance(self) except -1:
        """To the next tag; False behind the last."""
        cdef Node node = self._at
        cdef Kind kind
        if node is NULL:
            return False
        kind = _kind_of(node)
        if self._closes:
            self.tag = kind.closing
            if node is self._hiding:
                self._hiding = NULL
            if node is self._seen_through:
                self._seen_through = NULL
        else:
            self.tag = kind.opening if not kind.has_attributes else _read_attributes(node, kind.opening)
            if self.tag is _HIDDEN_SPAN and self._seen_through is NULL:
                self._seen_through = node
                if _letters(node) <= _MOST_HIDDEN:
                    self._hiding = node
        if self._closes or not kind.is_closed:
            if node is self._first:
                self._gather(NULL, NULL)
            else:
                self._gather(next_node(node), parent(node))
        else:
            self._gather(first_child(node), node)
        return True

    cdef _gather(self, Node node, Node around):
        """From here up to the next tag, which may be that `around` these nodes."""
        cdef str text = None
        cdef Bytes written, first = NULL
        cdef size_t size = 0, first_size = 0
        cdef unsigned int kind
        while node is not NULL:
            kind = type_of(node)
            if kind == TEXT and self._hiding is NULL:
                written = text_of(node, &size)
                if first is NULL:
                    first, first_size = written, size
                else:
                    text = (decoded(first, first_size) if text is None else text) + decoded(written, size)
            elif kind == ELEMENT and not _kind_of(node).is_stripped:
                break
            node = next_node(node)
        if first is NULL:
            self.text = ""
        elif text is None and _is_blank(first, first_size):
            self.text = _BLANK
        else:
            text = decoded(first, first_size) if text is None else text
            self.text = _BLANK if text and text[0].isspace() and text.isspace() else text
        self._closes = node is NULL
        self._at = around if node is NULL else node


cdef bint _is_blank(Bytes text, size_t size) noexcept:
    """Whether it is white space of ASCII, and there is some."""
    cdef size_t at
    for at in range(size):
        if text[at] != 32 and not 9 <= text[at] <= 13 and not 28 <= text[at] <= 31:
            return False
    return size > 0


cdef Kind _kind_of(Node node):
    cdef uintptr_t number = tag_id(node)
    cdef Kind kind
    if number >= KNOWN_TAGS:
        return kind_of(tag_of(node))
    kind = _kinds[number]
    if kind is None:
        kind = _kinds[number] = kind_of(tag_of(node))
    return kind


cdef Py_ssize_t _letters(Node around) except -1:
    """Of the text within a node, as far as they count."""
    cdef Node node = first_child(around)
    cdef Py_ssize_t letters = 0
    cdef unsigned int kind
    while node is not NULL and letters <= _MOST_HIDDEN:
        kind = type_of(node)
        if kind == TEXT:
            letters += len(text_in(node))
        elif kind == ELEMENT and first_child(node) is not NULL and not _kind_of(node).is_stripped:
            node = first_child(node)
            continue
        while next_node(node) is NULL:
            node = parent(node)
            if node is around:
                return letters
        node = next_node(node)
    return letters


cdef Tag _read_attributes(Node node, Tag bare):
    """The tag of an element whose attributes tell what it is."""
    cdef Attribute attribute = first_attribute(node)
    cdef Bytes name, value
    cdef Bytes classes = "", ident = "", role = ""
    cdef size_t length, size, classes_size = 0, ident_size = 0, role_size = 0
    cdef bint is_body = False, is_unseen = False, is_span = bare is _SPAN
    if attribute is NULL:
        return bare
    while attribute is not NULL:
        length = size = 0
        name = attribute_name(attribute, &length)
        value = attribute_value(attribute, &size)
        if length == 5 and memcmp(name, b"class", 5) == 0:
            classes, classes_size = value, size
        elif length == 2 and memcmp(name, b"id", 2) == 0:
            ident, ident_size = value, size
        elif length == 4 and memcmp(name, b"role", 4) == 0:
            role, role_size = value, size
        elif length == 5 and memcmp(name, b"style", 5) == 0:
            is_unseen = is_unseen or (_may_hide(value, size) and hides(decoded(value, size)))
        elif length == 6 and memcmp(name, b"hidden", 6) == 0:
            is_unseen = True
        elif length == 8 and memcmp(name, b"itemprop", 8) == 0:
            is_body = size == 11 and memcmp(value, b"articleBody", 11) == 0
        elif length == 11 and memcmp(name, b"aria-hidden", 11) == 0 and not is_span:
            is_unseen = is_unseen or (size == 4 and memcmp(value, b"true", 4) == 0)
        attribute = next_attribute(attribute)
    if not classes_size and not ident_size and not role_size and not is_body and not is_unseen:
        return bare
    name = name_of(node, &length)
    return _remembered(bare, name, length, classes, classes_size, ident, ident_size, role, role_size, is_body, is_unseen)


cdef bint _may_hide(Bytes style, size_t size) noexcept:
    """Whether any of its values begins as `none` or `hidden` do."""
    cdef size_t at = 0
    while at < size:
        at += 1
        if style[at - 1] == 58:  # a colon
            while at < size and style[at] <= 32:
                at += 1
            if at < size and style[at] | 32 in (104, 110):
                return True
    return False


cdef Tag _remembered(
    Tag bare, Bytes name, size_t name_size, Bytes classes, size_t classes_size, Bytes ident, size_t ident_size,
    Bytes role, size_t role_size, bint is_body, bint is_unseen,
):
    cdef size_t size = name_size + classes_size + ident_size + role_size + 5
    cdef char[LONGEST_KEY] key
    cdef char *end = key
    cdef size_t place
    cdef Tag found
    cdef bytes known
    if size > LONGEST_KEY or name_size > 255:
        return _new(bare.name, classes, classes_size, ident, ident_size, role, role_size, is_body, is_unseen)
    end[0], end[1] = 1 + is_body + 2 * is_unseen, name_size
    end = _copy(end + 2, name, name_size)
    end[-1] = 46  # a dot: the tag's signature stands in the key
    end = _copy(end, classes, classes_size)
    end = _copy(end, ident, ident_size)
    memcpy(end, role, role_size)
    place = _sum(key, size) % MAX_REMEMBERED
    known = _keys[place]
    if known is not None and <size_t>len(known) == size and memcmp(<Bytes>known, key, size) == 0:
        return _read[place]
    if _is_ascii(key + 2, size - 2):
        end = key + name_size + 3
        found = _made(bare, key + 2, end + classes_size, meaning_of(<NameBytes>end, key + size - end), is_body, is_unseen)
    else:
        found = _new(bare.name, classes, classes_size, ident, ident_size, role, role_size, is_body, is_unseen)
    _keys[place], _read[place] = PyBytes_FromStringAndSize(key, size), found
    return found


cdef bint _is_ascii(Bytes text, size_t size) noexcept:
    cdef size_t at
    for at in range(size):
        if text[at] & 0x80:
            return False
    return True


cdef Tag _made(Tag bare, Bytes signature, Bytes end, int names, bint is_body, bint is_unseen):
    """As `tags.element` and `tags.span` make it."""
    cdef Tag found
    if bare is _SPAN:
        return _HIDDEN_SPAN if is_unseen or names & _HIDDEN else _SPAN
    found = Tag.__new__(Tag)
    found.act, found.name, found.signature = _OPEN, bare.name, decoded(signature, end - signature)
    found.names_text = bare.names_text
    found.names = bare.names | names | (_BODY if is_body else 0) | (_UNSEEN if is_unseen else 0)
    return found


cdef inline uint64_t _sum(Bytes key, size_t size) noexcept:
    """Of its bytes, eight at a time, as Fowler, Noll and Vo make it."""
    cdef uint64_t found = 14695981039346656037U, eight
    cdef size_t at = 0
    while at < size:
        eight = 0
        memcpy(&eight, key + at, min(<size_t>8, size - at))
        found = (found ^ eight) * 1099511628211U
        found ^= found >> 32
        at += 8
    return found


cdef inline char *_copy(char *end, Bytes text, size_t size) noexcept:
    memcpy(end, text, size)
    end[size] = 0
    return end + size + 1


cdef Tag _new(
    str name, Bytes classes, size_t classes_size, Bytes ident, size_t ident_size, Bytes role, size_t role_size,
    bint is_body, bint is_unseen,
):
    cdef str said = decoded(classes, classes_size), called = decoded(ident, ident_size)
    if name == "span":
        return span(said, called, decoded(role, role_size), is_unseen)
    return element(name, said, called, decoded(role, role_size), is_body, is_unseen)
