"""All that is known of an article besides its text, each field from the best of its witnesses."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from db.frozen import frozen
from scraper.parse.authors import Authors, authors_in, authors_said, find_authors
from scraper.parse.blocks import Page
from scraper.parse.dates import Moment, find_modified, find_published
from scraper.parse.document import Document
from scraper.parse.evidence import Hints, Rules
from scraper.parse.nearby import Nearby
from scraper.parse.site import SiteNames
from scraper.parse.text import clean
from scraper.parse.title import find_headline
from scraper.spacing import collapsed
from scraper.text import normalise

T = TypeVar("T")

LEADS = ("og:description", "description", "twitter:description", "dc.description")
_IMAGES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")

_BETWEEN_WORDS = re.compile(r"[,;、，；]")

MAX_KEYWORDS = 50
MAX_KEYWORD = 100
"""Letters; longer ones are sentences."""


@frozen
class Metadata:
    """The fields around the text."""

    title: str | None
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
    provenance: dict[str, str]
    """Where each field was found: `rule`, `jsonld`, `meta`, `h1`, `title`, `byline`, `link`, `feed`, as dates say."""


class Provenance:
    """Which witness each field was taken from."""

    def __init__(self) -> None:
        self.sources: dict[str, str] = {}

    def first(self, field: str, *witnesses: tuple[str, T | None]) -> T | None:
        """The first witness that says something (source, what it says)."""
        for source, said in witnesses:
            if said is not None and said not in ("", ()):
                self.sources[field] = source
                return said
        return None

    def note(self, field: str, source: str | None) -> None:
        if source is not None:
            self.sources[field] = source


def read_metadata(
    document: Document,
    article: dict[str, Any] | None,
    url: str | None,
    hints: Hints,
    rules: Rules,
    now: datetime | None,
) -> Metadata:
    """Rules of the site first, then the page, then the feed's hints. `article`: the JSON-LD node that describes it."""
    node, tree, found = article or {}, document.tree, Provenance()
    host = _host(url)
    publisher = found.first(
        "publisher",
        ("jsonld", _name_in(node.get("publisher"))),
        ("meta", document.first("og:site_name", "application-name", "dc.publisher", "twitter:site:name")),
    )
    names = tuple(name for name in (document.first("og:site_name"), host, publisher) if name)
    site = SiteNames(names, host)
    headline = find_headline(document, article, site)
    near = Nearby(headline.heading if headline else None)
    published = find_published(document, article, hints, now, near, ruled_text(tree, rules.published))
    modified = find_modified(document, article, published, now, ruled_text(tree, rules.modified))
    ruled = authors_in(ruled_texts(tree, rules.authors), site) if rules.authors else Authors()
    authors = ruled if ruled.names else find_authors(document, article, site, near)
    found.note("published_at", published.source if published else None)
    found.note("modified_at", modified.source if modified else None)
    found.note("authors", authors.source if authors.names else None)
    return Metadata(
        title=found.first(
            "title",
            ("rule", ruled_text(tree, rules.title)),
            (headline.source if headline else "", headline.text if headline else None),
            (hints.published_from or "feed", hints.title),
        ),
        authors=authors,
        published=published,
        modified_at=modified.at if modified else None,
        publisher=publisher,
        names=names,
        section=found.first(
            "section",
            ("rule", ruled_text(tree, rules.section)),
            ("jsonld", _name(node.get("articleSection"))),
            ("meta", _name(document.first("article:section", "parsely-section", "section"))),
        ),
        keywords=found.first(
            "keywords",
            ("rule", _tidy_words(ruled_texts(tree, rules.keywords))),
            ("jsonld", _tidy_words(_told_words(node.get("keywords")))),
            ("meta", _tidy_words(_meta_words(document))),
        )
        or (),
        image_url=found.first(
            "image_url",
            ("rule", _ruled_image(document, rules.image)),
            ("meta", document.absolute(document.first(*_IMAGES))),
            ("jsonld", document.absolute(_address_in(node.get("image")))),
        ),
        canonical_url=found.first(
            "canonical_url",
            ("link", document.links.get("canonical")),
            ("meta", document.absolute(document.first("og:url"))),
        ),
        is_free=found.first("is_free", ("jsonld", _is_free(node))),
        provenance=found.sources,
    )


def with_authors_said(metadata: Metadata, page: Page) -> Metadata:
    """Who wrote it may be said anywhere on the page, as below the text: asked where no person is known."""
    known = metadata.authors
    said = authors_said(page, metadata.names) if not known.are_people and known.source != "rule" else Authors()
    if not said.names:
        return metadata
    provenance = {**metadata.provenance, "authors": said.source}
    return replace(metadata, authors=replace(said, agencies=known.agencies), provenance=provenance)


def find_lead(document: Document, article: dict[str, Any] | None, prefix: str | None, title: str | None) -> str | None:
    """What the page tells of itself in a sentence or two, without the text's dateline (`prefix`)."""
    told = document.first(*LEADS)
    told = told or (article.get("description") if article and isinstance(article.get("description"), str) else None)
    lead = clean(told) if told else None
    if lead and prefix and lead.startswith(prefix.strip()):
        lead = lead[len(prefix.strip()) :].strip()
    is_title = lead and title and len(lead) < 2 * len(title) + 20 and normalise(lead) == normalise(title)
    return None if is_title else lead


def ruled_text(tree: LexborHTMLParser, selector: str | None) -> str | None:
    """What the first element of a rule says."""
    return next(iter(ruled_texts(tree, selector)), None) if selector else None


def ruled_texts(tree: LexborHTMLParser, selector: str | None) -> list[str]:
    """What the elements of a rule say: their machine-readable value if they have one, else their text."""
    found = []
    for node in tree.css(selector) if selector else ():
        attributes = node.attributes
        value = attributes.get("datetime") or attributes.get("content") or node.text(separator=" ")
        if value.strip():
            found.append(collapsed(value))
    return found


def _name_in(told: Any) -> str | None:
    """The name of an organisation or person in JSON-LD, which may be a list of them or the name itself."""
    told = told[0] if isinstance(told, list) and told else told
    name = told.get("name") if isinstance(told, dict) else told
    return _line(name)


def _line(told: Any) -> str | None:
    """The text, or the first of a list of texts, as one line."""
    told = told[0] if isinstance(told, list) and told else told
    return clean(told) if isinstance(told, str) else None


def _name(told: Any) -> str | None:
    """As `_line`; an address is no name."""
    line = _line(told)
    return None if line is None or line.startswith(("http://", "https://", "/")) else line


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None
    except ValueError:
        return None


def _told_words(told: Any) -> list[str]:
    if isinstance(told, list):
        return [word for word in told if isinstance(word, str)]
    return _words(told) if isinstance(told, str) else []


def _meta_words(document: Document) -> list[str]:
    tags = document.lists.get("article:tag", [])
    return tags or _words(document.first("news_keywords", "keywords", "parsely-tags") or "")


def _tidy_words(words: list[str]) -> tuple[str, ...]:
    cleaned = (clean(word) for word in words)
    return tuple(dict.fromkeys(word for word in cleaned if word and len(word) < MAX_KEYWORD))[:MAX_KEYWORDS]


def _words(text: str) -> list[str]:
    """White space around them goes with `clean`: matched here, a long run of it would take quadratic time."""
    return _BETWEEN_WORDS.split(text)


def _ruled_image(document: Document, selector: str | None) -> str | None:
    """The address that the first such element shows: of an <img>, a <meta> or a link."""
    for node in document.tree.css(selector) if selector else ():
        named = node.attributes
        told = document.absolute(named.get("src") or named.get("data-src") or named.get("content") or named.get("href"))
        if told is not None:
            return told
    return None


def _address_in(told: Any) -> str | None:
    told = told[0] if isinstance(told, list) and told else told
    told = told.get("url") if isinstance(told, dict) else told
    return told if isinstance(told, str) else None


def _is_free(node: dict[str, Any]) -> bool | None:
    told = node.get("isAccessibleForFree")
    if isinstance(told, bool):
        return told
    return {"true": True, "false": False}.get(told.strip().lower()) if isinstance(told, str) else None
