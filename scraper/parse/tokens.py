"""The tags and texts of a page: `<div class="a">` with `text` behind it, `<b>` with `more`, `</b>`, `</div>`."""

from __future__ import annotations

from typing import TypeGuard

from selectolax.lexbor import LexborNode

from scraper.parse.tags import HIDDEN_SPAN, SPAN, Tag, element, hides, kind_of, span

MOST_HIDDEN = 2_000
"""Letters of a hidden <span>; one with more is shown by a script once the page has loaded."""

BLANK = " "
"""What white space alone is told as."""

_TEXT = "-text"
"""What selectolax calls it; comments and the like begin with a hyphen, too, or aren't called anything."""


class Tokens:
    """One tag of an element, itself included, and the text behind it after the other:
    `while tokens.advance(): tokens.tag, tokens.text`."""

    def __init__(self, start: LexborNode) -> None:
        self.tag: Tag = SPAN
        self.text = ""
        """Up to the next tag, without comments and what is stripped. White space alone is BLANK."""
        self._root = start.mem_id
        self._node: LexborNode | None = start
        """Whose tag is next."""
        self._closes = False
        """Whether that is its closing one."""
        self._unseen = 0
        """The hidden <span> that the walk is in."""
        self._looked_at = 0
        """The outermost hidden <span> that the walk is in, whether its words are left out or too many for that."""

    def advance(self) -> bool:
        """To the next tag; False behind the last."""
        node = self._node
        if node is None:
            return False
        kind = kind_of(node.tag or "")
        if self._closes:
            self.tag = kind.closing
            self._leave(node.mem_id)
        else:
            self.tag = _read_attributes(node, kind.opening) if kind.has_attributes else kind.opening
            if self.tag is HIDDEN_SPAN and not self._looked_at:
                self._look_into(node)
        if not self._closes and kind.is_closed:
            self._gather(node.first_child, node)
        elif node.mem_id == self._root:
            self._gather(None, None)
        else:
            self._gather(node.next, node.parent)
        return True

    def _gather(self, node: LexborNode | None, around: LexborNode | None) -> None:
        """The text from here up to the next tag, which may be the end of what is around."""
        text = ""
        while node is not None:
            name = node.tag
            if name == _TEXT:
                text += node.text_content or ""
            elif _is_element(name) and not kind_of(name).is_stripped:
                break
            node = node.next
        self.text = "" if self._unseen else BLANK if text.isspace() else text
        self._closes = node is None
        self._node = around if node is None else node

    def _look_into(self, node: LexborNode) -> None:
        self._looked_at = node.mem_id
        if _letters(node) <= MOST_HIDDEN:
            self._unseen = self._looked_at

    def _leave(self, node: int) -> None:
        if node == self._unseen:
            self._unseen = 0
        if node == self._looked_at:
            self._looked_at = 0


def _is_element(name: str | None) -> TypeGuard[str]:
    return name is not None and not name.startswith("-")


def _letters(around: LexborNode) -> int:
    """Of the text within a node, as far as they count."""
    letters = 0
    open_nodes = [around.first_child]
    while open_nodes and letters <= MOST_HIDDEN:
        node = open_nodes.pop()
        if node is None:
            continue
        open_nodes.append(node.next)
        name = node.tag
        if name == _TEXT:
            letters += len(node.text_content or "")
        elif _is_element(name) and not kind_of(name).is_stripped:
            open_nodes.append(node.first_child)
    return letters


def _read_attributes(node: LexborNode, bare: Tag) -> Tag:
    """The tag of an element whose attributes tell what it is."""
    told = node.attributes
    if not told:
        return bare
    classes, ident, role = (told.get(name) or "" for name in ("class", "id", "role"))
    is_unseen = "hidden" in told or hides(told.get("style") or "")
    if bare is SPAN:
        return span(classes, ident, role, is_unseen)
    is_unseen = is_unseen or told.get("aria-hidden") == "true"
    return element(bare.name, classes, ident, role, told.get("itemprop") == "articleBody", is_unseen)
