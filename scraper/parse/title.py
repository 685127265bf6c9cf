"""The headline: what the page shows as such, without the site's name."""

from __future__ import annotations

import html
import re

from scraper.parse.document import Document
from scraper.text import normalise

_PARTS = re.compile(r"\s+[|\-–—•·»:]\s+|\s*\|\s*|\s+::\s+|\s+/\s+")


def find_title(document: Document, article: dict[str, object] | None, site: str | None) -> str | None:
    """The <h1> that the other witnesses confirm; else the best of what meta tags and JSON-LD say."""
    told = [
        clean(value) if isinstance(value, str) else None
        for value in (
            article.get("headline") if article else None,
            document.first("og:title"),
            document.first("twitter:title", "dc.title", "parsely-title", "title"),
            _text(document, "title"),
        )
    ]
    witnesses = [without_site(value, site) for value in told if value]
    headings = _headings(document)
    for heading in headings:
        if any(_agree(heading, witness) for witness in witnesses):
            return heading
    if len(headings) == 1 and not witnesses:
        return headings[0]
    return witnesses[0] if witnesses else (headings[0] if headings else None)


def without_site(title: str, site: str | None) -> str:
    """`Headline | Site` and `Site: Headline` become `Headline`; a headline with a dash of its own is left whole."""
    parts = _PARTS.split(title)
    if len(parts) < 2:
        return title
    name = normalise(site or "")
    for at, cut in ((-1, parts[:-1]), (0, parts[1:])):
        piece = normalise(parts[at])
        if piece and name and (piece == name or (len(piece) > 3 and (piece in name or name in piece))):
            edge = title.rfind(parts[-1]) if at else title.find(parts[1])
            rest = title[:edge] if at else title[edge:]
            return rest.strip(" |-–—•·»:/") or " ".join(cut)
    last = parts[-1]
    if "|" in title and len(last.split()) <= 4 and len(title) - len(last) > 25:
        return title[: title.rfind("|")].strip(" |-–—•·»:/")
    return title


def clean(text: str) -> str | None:
    """Without markup, entities and surplus white space."""
    return " ".join(re.sub(r"<[^>]{0,200}>", "", html.unescape(text)).split()) or None


def _headings(document: Document) -> list[str]:
    texts = (clean(node.text(separator=" ")) for node in document.tree.css("h1")[:6])
    return [text for text in texts if text and len(text) < 400]


def _text(document: Document, selector: str) -> str | None:
    node = document.tree.css_first(selector)
    return node.text() if node is not None else None


def _agree(heading: str, witness: str) -> bool:
    """The same words, or most of them: headlines for search engines are shorter or longer."""
    one, other = normalise(heading), normalise(witness)
    if not one or not other:
        return False
    if one in other or other in one:
        return min(len(one), len(other)) > 8 or one == other
    mine, theirs = set(one.split()), set(other.split())
    return len(mine & theirs) >= 0.5 * min(len(mine), len(theirs)) and len(mine & theirs) >= 2
