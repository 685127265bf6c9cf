"""All that is known of an article besides its text, each field from the best of its witnesses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.parse.authors import Authors, authors_in, find_authors
from scraper.parse.dates import Moment, find_modified, find_published
from scraper.parse.document import Document
from scraper.parse.evidence import Hints, Rules
from scraper.parse.site import SiteNames
from scraper.parse.text import clean
from scraper.parse.title import find_headline
from scraper.text import normalise

MAX_KEYWORDS = 50
MAX_KEYWORD = 100
"""Letters; longer ones are sentences."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields around the text."""

    title: str | None
    heading: LexborNode | None
    """The heading that shows the title."""
    authors: Authors
    published: Moment | None
    modified_at: datetime | None
    publisher: str | None
    names: tuple[str, ...]
    """What the site is called: by itself, by its address, by its publisher."""
    section: str | None
    keywords: tuple[str, ...]
    image_url: str | None
    canonical_url: str | None
    is_free: bool | None


def read_metadata(
    document: Document,
    article: dict[str, Any] | None,
    url: str | None,
    hints: Hints,
    rules: Rules,
    now: datetime | None,
) -> Metadata:
    """Rules of the site first, then the page, then the feed's hints. `article`: the JSON-LD node that describes it."""
    publisher, host = _publisher(document, article), _host(url)
    names = tuple(name for name in (document.first("og:site_name"), host, publisher) if name)
    site = SiteNames(names, host)
    headline = find_headline(document, article, site)
    heading = headline.heading if headline else None
    ruled = authors_in(ruled_texts(document.tree, rules.authors), site)
    published = find_published(document, article, hints, now, ruled_text(document.tree, rules.published), heading)
    return Metadata(
        title=ruled_text(document.tree, rules.title) or (headline.text if headline else hints.title),
        heading=heading,
        authors=ruled if ruled.names else find_authors(document, article, site, heading),
        published=published,
        modified_at=find_modified(document, article, published, now, ruled_text(document.tree, rules.modified)),
        publisher=publisher,
        names=names,
        section=ruled_text(document.tree, rules.section) or _section(document, article),
        keywords=_tidy_words(ruled_texts(document.tree, rules.keywords)) or _keywords(document, article),
        image_url=_ruled_image(document, rules.image) or _image(document, article),
        canonical_url=document.links.get("canonical") or document.absolute(document.first("og:url")),
        is_free=_is_free(article),
    )


def find_lead(document: Document, article: dict[str, Any] | None, prefix: str | None, title: str | None) -> str | None:
    """What the page tells of itself in a sentence or two, without the text's dateline (`prefix`)."""
    told = document.first("og:description", "description", "twitter:description", "dc.description")
    told = told or (article.get("description") if article and isinstance(article.get("description"), str) else None)
    lead = clean(told) if told else None
    if lead and prefix and lead.startswith(prefix.strip()):
        lead = lead[len(prefix.strip()) :].strip()
    return None if lead and title and normalise(lead) == normalise(title) else lead


def ruled_text(tree: LexborHTMLParser, selector: str | None) -> str | None:
    """What the first element of a rule says."""
    return next(iter(ruled_texts(tree, selector)), None)


def ruled_texts(tree: LexborHTMLParser, selector: str | None) -> list[str]:
    """What the elements of a rule say: their machine-readable value if they have one, else their text."""
    found = []
    for node in tree.css(selector) if selector else ():
        attributes = node.attributes
        value = attributes.get("datetime") or attributes.get("content") or node.text(separator=" ")
        if value.strip():
            found.append(" ".join(value.split()))
    return found


def _publisher(document: Document, article: dict[str, Any] | None) -> str | None:
    told = article.get("publisher") if article else None
    told = told[0] if isinstance(told, list) and told else told
    name = told.get("name") if isinstance(told, dict) else told
    if isinstance(name, str) and name.strip():
        return clean(name)
    return document.first("og:site_name", "application-name", "dc.publisher", "twitter:site:name")


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None
    except ValueError:
        return None


def _section(document: Document, article: dict[str, Any] | None) -> str | None:
    told = article.get("articleSection") if article else None
    told = told[0] if isinstance(told, list) and told else told
    section = told if isinstance(told, str) else document.first("article:section", "parsely-section", "section")
    return clean(section) if section else None


def _keywords(document: Document, article: dict[str, Any] | None) -> tuple[str, ...]:
    told = article.get("keywords") if article else None
    words = [word for word in told if isinstance(word, str)] if isinstance(told, list) else []
    if isinstance(told, str):
        words = _words(told)
    words = words or document.lists.get("article:tag", [])
    words = words or _words(document.first("news_keywords", "keywords", "parsely-tags") or "")
    return _tidy_words(words)


def _tidy_words(words: list[str]) -> tuple[str, ...]:
    cleaned = (clean(word) for word in words)
    return tuple(dict.fromkeys(word for word in cleaned if word and len(word) < MAX_KEYWORD))[:MAX_KEYWORDS]


def _words(text: str) -> list[str]:
    """White space around them goes with `clean`: matched here, a long run of it would take quadratic time."""
    return re.split(r"[,;、，；]", text)


def _ruled_image(document: Document, selector: str | None) -> str | None:
    """The address that the first such element shows: of an <img>, a <meta> or a link."""
    for node in document.tree.css(selector) if selector else ():
        named = node.attributes
        told = document.absolute(named.get("src") or named.get("data-src") or named.get("content") or named.get("href"))
        if told is not None:
            return told
    return None


def _image(document: Document, article: dict[str, Any] | None) -> str | None:
    told: Any = document.first("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
    if told is None and article is not None:
        told = article.get("image")
        told = told[0] if isinstance(told, list) and told else told
        told = told.get("url") if isinstance(told, dict) else told
    return document.absolute(told) if isinstance(told, str) else None


def _is_free(article: dict[str, Any] | None) -> bool | None:
    told = article.get("isAccessibleForFree") if article else None
    if isinstance(told, bool):
        return told
    return {"true": True, "false": False}.get(told.strip().lower()) if isinstance(told, str) else None
