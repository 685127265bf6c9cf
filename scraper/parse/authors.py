"""Who wrote it: names, without `By`, job titles, addresses and the site's own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scraper.parse.document import Document
from scraper.parse.jsonld import types_of
from scraper.parse.title import clean
from scraper.text import normalise

MAX_NAME = 60
"""Characters; longer ones are sentences."""

MAX_AUTHORS = 20

LOWER_CASE_AGENCIES = frozenset({"dpa", "epd", "sid", "apa", "ots", "afp"})
"""Names that are written small; else a word without a capital is no name."""

_OPENING = re.compile(
    r"^\s*(?:by|written by|reported by|story by|von|text von|ein beitrag von|par|por|escrito por|di|a cura di|de|door|"
    r"av|af|автор(?:ы)?|текст|autor(?:en|a|es)?|author|autore|redakteur(?:in)?)\s*[:：]?\s+|^(?:автор|autor|author)\s*[:：]",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[;|/•·&]\s*|\s*,\s*|\s+(?:and|und|et|y|e|og|och|en|и|та|i)\s+", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|journalist\w*|redakt\w+|korrespondent\w*|chef|staff|contributor|"
    r"photograph\w*|producer|columnist|bureau|desk|author|autor|political|senior|chief|news|team|"
    r"корреспондент|редактор|обозреватель)\b",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(
    r"https?:|www\.|@|\d{2,}|^(?:admin|administrator|editor|webmaster|staff|redaktion|редакция|author|unknown|none|null|"
    r"guest|user|online|news|share|follow|comments?|published|updated|min read)$",
    re.IGNORECASE,
)
_SELECTORS = (
    '[rel="author"]',
    '[itemprop="author"] [itemprop="name"]',
    '[itemprop="author"]',
    '[class*="author-name"]',
    '[class*="author_name"]',
    '[class*="authorName"]',
    ".byline a",
    '[class*="byline"] [class*="name"]',
    ".byline",
    ".author a",
    ".author",
    '[class*="byline"]',
    '[class*="article-author"]',
)


def find_authors(document: Document, article: dict[str, Any] | None, site: str | None) -> tuple[str, ...]:
    """Names in the page's order, each once. JSON-LD before meta tags before the visible byline."""
    for found in (
        _from_jsonld(article.get("author") or article.get("creator"), document) if article else (),
        (n for key in ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
                       "byl", "citation_author") for n in document.lists.get(key, ())),
        _from_byline(document),
    ):  # fmt: skip
        names = clean_names(found, site)
        if names:
            return names
    return ()


def clean_names(raw: Any, site: str | None) -> tuple[str, ...]:
    """Names out of bylines; what is no name is left out."""
    own = normalise(site or "")
    names: dict[str, str] = {}
    for text in raw:
        cleaned = clean(text) if isinstance(text, str) else None
        if not cleaned or len(cleaned) > 400:
            continue
        for piece in _SPLIT.split(_OPENING.sub("", cleaned)):
            name = _OPENING.sub("", re.sub(r"\s*[(\[].*?[)\]]", "", piece)).strip(" .,:-–—\u200b")
            if _is_name(name) and normalise(name) != own:
                names.setdefault(normalise(name), name)
    return tuple(names.values())[:MAX_AUTHORS]


def _is_name(text: str) -> bool:
    if not 2 < len(text) <= MAX_NAME or _NOT_NAMES.search(text) or _ROLE.search(text):
        return False
    return (
        len(text.split()) <= 6
        and any(letter.isalpha() for letter in text)
        and (not text.islower() or text in LOWER_CASE_AGENCIES)
    )


def _from_jsonld(value: Any, document: Document) -> Iterator[str]:
    """Strings, persons, organisations, lists of them, and `@id` references to nodes elsewhere on the page."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            name = item.get("name")
            if name is None and "@id" in item:
                name = next(
                    (n.get("name") for n in document.jsonld if n.get("@id") == item["@id"] and n.get("name")), None
                )
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str):
                    yield one
        if isinstance(item, dict) and not types_of(item) and isinstance(item.get("@list"), list):
            yield from _from_jsonld(item["@list"], document)


def _from_byline(document: Document) -> Iterator[str]:
    """The first place that is marked up as a byline and names somebody."""
    for selector in _SELECTORS:
        nodes = document.tree.css(selector)[:4]
        texts = [" ".join(node.text(separator=" ").split()) for node in nodes]
        texts = [text for text in texts if 2 < len(text) < 120]
        if texts and clean_names(texts, None):
            yield from texts
            return
