"""The dated entries of a live blog: from its JSON-LD, else from elements that repeat with a time in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.article import Entry
from scraper.parse.blocks import HEADINGS, read_blocks
from scraper.parse.dates.read import read_moment
from scraper.parse.document import MAX_TIMES, Document
from scraper.parse.jsonld import types_of
from scraper.parse.state import paragraphs
from scraper.parse.text import clean

MAX_ENTRIES = 500

FEWEST = 4
"""Elements with a time that make a live blog of a page whose address says that it is one."""

MAX_CLIMB = 8
"""Steps from a time up to the element of its entry."""

LEAST = 30
"""Letters; with less an element is a list's line, and no entry."""

_ADDRESS = re.compile(
    r"[/_-](?:live|liveblog|live-blog|liveticker|live-ticker|ticker|newsblog|news-blog|live-updates?|en-direct|"
    r"direct|en-vivo|diretta|ao-vivo|onlayn|liveuutiset|livecenter)(?:[/_.-]|$)"
)
"""In small letters."""


def live_entries(document: Document, article: dict[str, Any] | None) -> tuple[Entry, ...]:
    """In the page's order; empty where it is no live blog. Reading the page's blocks takes nodes out: ask before."""
    if article is not None and "liveblogposting" in types_of(article):
        told = _told(article)
        return told or _seen(document)
    return _seen(document) if document.address and _ADDRESS.search(urlsplit(document.address).path.lower()) else ()


def _told(article: dict[str, Any]) -> tuple[Entry, ...]:
    updates = article.get("liveBlogUpdate")
    found = []
    for update in (updates if isinstance(updates, list) else [updates])[:MAX_ENTRIES]:
        if isinstance(update, dict):
            body = update.get("articleBody") or update.get("text")
            text = "\n\n".join(paragraphs(body)) if isinstance(body, str) else ""
            title = _line(update.get("headline") or update.get("name"))
            at = _at(update.get("datePublished") or update.get("dateCreated") or update.get("dateModified"))
            if text or title:
                found.append(Entry(at, title, text))
    return tuple(found)


def _line(told: object) -> str | None:
    return clean(told) if isinstance(told, str) else None


def _at(told: object) -> datetime | None:
    moment = read_moment(told, "jsonld") if isinstance(told, str) else None
    return moment.at if moment else None


def _seen(document: Document) -> tuple[Entry, ...]:
    """Of all rows of like elements with a time in each, the one with most."""
    rows: dict[tuple[int, str, str | None], dict[int, tuple[LexborNode, LexborNode]]] = {}
    for time in document.tree.css("time")[:MAX_TIMES]:
        for key, node in _around(time):
            rows.setdefault(key, {}).setdefault(node.mem_id, (node, time))
    row = max(rows.values(), key=len, default={})
    if len(row) < FEWEST:
        return ()
    entries = [_entry(node, time) for node, time in list(row.values())[:MAX_ENTRIES]]
    whole = tuple(entry for entry in entries if entry.published_at and len(entry.text) >= LEAST)
    return whole if len(whole) >= FEWEST else ()


def _around(time: LexborNode) -> Iterator[tuple[tuple[int, str, str | None], LexborNode]]:
    """The elements above a time, outermost last, by (their parent, tag, class)."""
    node = time.parent
    for _ in range(MAX_CLIMB):
        if node is None or node.parent is None or node.tag in {"body", "main", "html"}:
            return
        yield (node.parent.mem_id, str(node.tag), node.attributes.get("class")), node
        node = node.parent


def _entry(node: LexborNode, time: LexborNode) -> Entry:
    moment = read_moment(time.attributes.get("datetime") or time.text(), "time")
    stamp = " ".join(time.text().split())
    blocks = [block for block in read_blocks(LexborHTMLParser(node.html or "")).blocks if block.text != stamp]
    title = next((block.text for block in blocks[:4] if block.tag in HEADINGS), None)
    text = [
        block.text
        for block in blocks
        if block.tag not in HEADINGS
        and block.links < len(block.text) / 2
        and (block.tag != "div" or len(block.text) > 80)
    ]
    return Entry(moment.at if moment else None, title, "\n\n".join(text))


def with_entries(text: list[str], entries: tuple[Entry, ...]) -> list[str]:
    """The page's paragraphs; and the entries, if it doesn't show most of them."""
    shown = set(text)
    lines = [[line for line in (entry.title, *entry.text.split("\n\n")) if line] for entry in entries]
    missing = [entry for entry in lines if not shown.intersection(entry)]
    if len(missing) * 2 <= len(lines):
        return text
    known = {line for entry in lines for line in entry}
    return [line for line in text if line not in known] + [line for entry in lines for line in entry]
