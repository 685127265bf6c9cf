"""Text out of what pages put into attributes and JSON: no markup, no entities, no invisible signs."""

from __future__ import annotations

import html
import re

from scraper.spacing import collapsed

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,200}>")
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\ufeff"


def clean(text: str) -> str | None:
    """One line without markup, entities, soft hyphens and surplus white space; None where nothing is left."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isascii():
        for sign in _INVISIBLE:  # a table of them would look at every letter
            text = text.replace(sign, "")
    return collapsed(text) or None
