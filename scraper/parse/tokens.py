"""A serialised page, tag by tag.

lexbor has mended the markup, so tags and texts alternate: `<div class="a">text<b>more</b>`.
"""

from __future__ import annotations

import re

from scraper.parse.tags import HIDDEN_SPAN, IMAGE_TAG, INLINE_TAG, LINK_TAG, SPAN, SPAN_END, Tag, tag_of, tags

MOST_HIDDEN = 2_000
"""Letters of a hidden <span>; one with more is shown by a script once the page has loaded."""

_MARK = re.compile(r'["<]')
_PAIR = re.compile(r' (=?[^\s=>]+)="([^"]*)"')
_WHOLE_TAG = re.compile(r'<(/?[^\s<>]+)((?: =?[^\s=>]+="[^"]*")*)>')


class Tokens:
    """One tag and the text behind it after the other: `while tokens.advance(): tokens.tag, tokens.text`."""

    def __init__(self, html: str, start: int = 0) -> None:
        self.tag: Tag = INLINE_TAG
        self.text = ""
        """Up to the next tag, with no comment."""
        self.start = -1
        """Where the tag begins."""
        self._html = html
        self._next = html.find("<", start)
        self._end = 0
        """Where the tag ends."""
        self._hidden = 0
        """Up to here nobody sees the text ..."""
        self._looked = 0
        """... and up to here that is known."""

    def advance(self) -> bool:
        """To the next tag; False behind the last."""
        if self._next < 0 or not self._read_tag(self._next):
            return False
        self._read_text()
        if self.tag is HIDDEN_SPAN and self.start >= self._looked:
            self._look_ahead()
        if self.start < self._hidden:
            self.text = ""
        return True

    def _read_tag(self, start: int) -> bool:
        html = self._html
        self.start = start
        end = html.find(">", start)
        if end < 0:
            return self._read_with_care(start)
        if html.startswith("a ", start + 1) or html.startswith("img ", start + 1):
            if html.count('"', start, end) % 2:
                return self._read_with_care(start)
            self.tag = LINK_TAG if html[start + 1] == "a" else IMAGE_TAG
        else:
            head = html[start + 1 : end]
            known = tags.get(head)
            if known is None:
                if head.count('"') % 2 or "<" in head or not _names(head):
                    return self._read_with_care(start)
                known = tag_of(head)
            self.tag = known
        self._end = end + 1
        return True

    def _read_with_care(self, start: int) -> bool:
        """Where an attribute's value holds a `<` or `>`, or its name a quotation mark."""
        whole = _WHOLE_TAG.search(self._html, start)
        if whole is None:
            return False
        name, attributes = whole.groups()
        head = name + attributes
        if head.count('"') % 2 or "<" in head:
            told = (f' {key}="{value}"' for key, value in _PAIR.findall(attributes) if not _MARK.search(key))
            head = "".join((name.replace('"', ""), *told))
        self.tag = tag_of(head) if _names(head) else INLINE_TAG
        self._end = whole.end()
        return True

    def _read_text(self) -> None:
        html = self._html
        start = self._end
        following = html.find("<", start)
        text = html[start:following] if following >= 0 else html[start:]
        while following >= 0 and html.startswith("<!--", following):
            comment_end = html.find("-->", following + 4)
            if comment_end < 0:
                following = -1
                break
            start = comment_end + 3
            following = html.find("<", start)
            text += html[start:following] if following >= 0 else html[start:]
        self.text = text
        self._next = following

    def _look_ahead(self) -> None:
        """Whether the text within a hidden <span> is to be left out: words for screen readers, what shows when the
        mouse is over a name."""
        ahead = Tokens(self._html, self.start)
        ahead._looked = len(self._html)
        depth = letters = 0
        while ahead.advance():
            if ahead.tag is SPAN or ahead.tag is HIDDEN_SPAN:
                depth += 1
            elif ahead.tag is SPAN_END:
                depth -= 1
                if not depth:
                    break
            letters += len(ahead.text)
        self._looked = ahead.start if not depth else len(self._html)
        if letters <= MOST_HIDDEN:
            self._hidden = self._looked


def _names(head: str) -> bool:
    """Whether it begins with a tag's name."""
    at = 1 if head.startswith("/") else 0
    if at == len(head):
        return False
    letter = head[at]
    return "a" <= letter <= "z" or "A" <= letter <= "Z"
