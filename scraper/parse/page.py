"""A page to an article, from the first byte to the last field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.article import Article
from scraper.parse.authors import clean_names, find_authors
from scraper.parse.blocks import Page, read_blocks
from scraper.parse.body import main_text
from scraper.parse.charset import decode
from scraper.parse.dateline import cut_ends
from scraper.parse.dates import find_modified, find_published
from scraper.parse.document import Document, read_document
from scraper.parse.evidence import Hints, Rules
from scraper.parse.jsonld import article_node
from scraper.parse.kind import Facts, find_kind
from scraper.parse.language import find_language
from scraper.parse.template import Template, cut_boilerplate, refind
from scraper.parse.template_observe import Observation, observe
from scraper.parse.title import clean, find_title
from scraper.text import content_hash, normalise, word_count

PARSER_VERSION = "1"
"""Grows whenever the same page may give another article."""

MAX_LENGTH = 20 * 1024 * 1024
"""Characters that are parsed; what stands behind them is no article."""

TOO_SHORT = 250
"""Letters; with a shorter text from the page, JSON-LD's articleBody is heard if it has more."""

MAX_LINKS = 1000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]")
_BINARY = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"PK\x03\x04": "ZIP",
    b"RIFF": "RIFF",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article, and what its page shows of the site's template (None where there was nothing to read)."""

    article: Article
    observation: Observation | None = None
    taken: tuple[int, ...] = ()
    """Lines of the template that were taken out of the text."""
    uncut_hash: str = ""
    """`content_hash` of the text with these lines: with the template of another day it would be this text's."""


def parse(
    html: bytes | str,
    url: str | None = None,
    *,
    charset: str | None = None,
    hints: Hints | None = None,
    rules: Rules | None = None,
    now: datetime | None = None,
) -> Article:
    """Read a page. Never raises: what is no article comes back as kind `page` with the reason.

    `charset`: of the HTTP header. `hints`: what a feed said. `rules`: of the site. `now`: a date more than a day later
    is not believed; None believes every date.
    """
    return parse_page(html, url, charset=charset, hints=hints, rules=rules, now=now).article


def parse_page(
    html: bytes | str,
    url: str | None = None,
    *,
    charset: str | None = None,
    hints: Hints | None = None,
    rules: Rules | None = None,
    now: datetime | None = None,
    template: Template | None = None,
) -> Parsed:
    """`parse()` for who reads many pages of one site. `template`: what they have taught; None learns nothing either."""
    hints, rules = hints or Hints(), rules or Rules()
    if isinstance(html, bytes):
        for magic, name in _BINARY.items():
            if html.startswith(magic):
                return Parsed(_rejected(url, f"this is a {name} file and no page"))
        html = decode(html[: MAX_LENGTH * 4], charset)
    html = html[:MAX_LENGTH].replace("\x00", "")
    if "<" not in html:
        return Parsed(_rejected(url, "this is no HTML"))
    try:
        tree = LexborHTMLParser(html)
    except Exception as error:  # the tokenizer gave up: the page is kept raw all the same
        return Parsed(_rejected(url, f"the HTML can't be read: {error}"))
    return _read(tree, url, hints, rules, now, template)


def _read(
    tree: LexborHTMLParser,
    url: str | None,
    hints: Hints,
    rules: Rules,
    now: datetime | None,
    template: Template | None,
) -> Parsed:
    document = read_document(tree, url)
    article = article_node(document.jsonld)
    publisher = _publisher(document, article)
    site = publisher or _host(url)
    title = _ruled(tree, rules.title) or find_title(document, article, site) or hints.title
    authors = clean_names(_ruled_all(tree, rules.authors), site) or find_authors(document, article, site)
    published = find_published(document, article, hints, now, _ruled(tree, rules.published))
    names = tuple(name for name in (document.first("og:site_name"), _host(url), publisher) if name)
    page, paragraphs = _paragraphs(tree, rules, title, article, names)
    known = template or Template()
    cut = cut_boilerplate(known, page, refind(known, page, paragraphs))
    signature = rules.signature or (re.escape(known.signature) if known.signature else None)
    ends = cut_ends("\n\n".join(cut.paragraphs), names, rules.dateline or known.dateline, signature)
    text = _tidy(ends.text)
    lead = _ruled(tree, rules.lead) or _lead(document, article, ends.prefix, title)
    is_told = hints.published_from == "feed" or (hints.published_from == "sitemap" and hints.title is not None)
    facts = Facts(article, text, title, published is not None, is_told, _link_share(page))
    kind, reason = find_kind(document, facts)
    article_found = Article(
        url=url,
        canonical_url=document.links.get("canonical") or document.absolute(document.first("og:url")),
        title=_tidy(title) if title else None,
        lead=_tidy(lead) if lead else None,
        text=text,
        authors=tuple(map(_tidy, authors)),
        keywords=_keywords(document, article),
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_from=published.source if published else None,
        modified_at=find_modified(document, article, published, now),
        language=find_language(text or title or "", (hints.language, document.language, document.first("og:locale"))),
        section=_section(document, article),
        dateline=_tidy(ends.place) if ends.place else None,
        dateline_prefix=ends.prefix,
        signature=ends.signature,
        publisher=publisher,
        image_url=_image(document, article),
        kind=kind,
        rejected_because=reason,
        is_free=_is_free(article),
        is_truncated=None,
        word_count=word_count(text),
        content_hash=content_hash(text),
        parser_version=PARSER_VERSION,
        alternates=document.alternates,
        links=_links(document) if kind == "page" else (),
        next_page=document.links.get("next"),
    )
    if template is None:
        return Parsed(article_found)
    day = published.at.date().isoformat() if published else ""
    uncut = (
        cut_ends("\n\n".join(paragraphs), names, rules.dateline, rules.signature)
        if cut.taken or known.stories
        else None
    )
    return Parsed(
        article_found,
        observe(page, paragraphs, day),
        cut.taken,
        content_hash(_tidy(uncut.text)) if uncut else article_found.content_hash,
    )


def _rejected(url: str | None, reason: str) -> Article:
    return Article(url=url, kind="page", rejected_because=reason, parser_version=PARSER_VERSION)


def _paragraphs(
    tree: LexborHTMLParser, rules: Rules, title: str | None, article: dict[str, Any] | None, names: tuple[str, ...]
) -> tuple[Page, list[str]]:
    """The text by the site's rule, else by what the page looks like, else by JSON-LD."""
    removed = frozenset(node.mem_id for selector in rules.remove for node in tree.css(selector))
    page = read_blocks(tree, removed)
    if rules.text is not None:
        ruled = [" ".join(node.text(separator=" ").split()) for node in tree.css(rules.text)]
        wanted = " ".join(normalise(text) for text in ruled)
        found = [b.text for b in page.blocks if normalise(b.text) and normalise(b.text) in wanted]
        if found:
            return page, found
    witness = article.get("articleBody") if article else None
    body = clean_body(witness) if isinstance(witness, str) else []
    found = main_text(page, title, " ".join(body) or None, names)
    if sum(map(len, found)) < TOO_SHORT and sum(map(len, body)) > sum(map(len, found)) * 1.5:
        return page, body
    return page, found


def clean_body(text: str) -> list[str]:
    """JSON-LD's articleBody as paragraphs; some sites put HTML into it."""
    if "<" in text and re.search(r"</?(?:p|br|div)\b", text):
        text = re.sub(r"</?(?:p|br|div|li|h\d)\b[^>]*>", "\n", text)
    pieces = (clean(piece) for piece in re.split(r"\s*\n\s*", text))
    return [piece for piece in pieces if piece]


def _lead(document: Document, article: dict[str, Any] | None, prefix: str | None, title: str | None) -> str | None:
    told = document.first("og:description", "description", "twitter:description", "dc.description")
    told = told or (article.get("description") if article and isinstance(article.get("description"), str) else None)
    lead = clean(told) if told else None
    if lead and prefix and lead.startswith(prefix.strip()):
        lead = lead[len(prefix.strip()) :].strip()
    return None if lead and title and normalise(lead) == normalise(title) else lead


def _publisher(document: Document, article: dict[str, Any] | None) -> str | None:
    told = article.get("publisher") if article else None
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
        words = re.split(r"\s*[,;]\s*", told)
    words = words or document.lists.get("article:tag", [])
    words = words or re.split(r"\s*[,;]\s*", document.first("news_keywords", "keywords", "parsely-tags") or "")
    cleaned = (clean(word) for word in words)
    return tuple(dict.fromkeys(word for word in cleaned if word and len(word) < 100))[:50]


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


def _links(document: Document) -> tuple[str, ...]:
    found = (document.absolute(node.attributes.get("href")) for node in document.tree.css("a[href]"))
    return tuple(dict.fromkeys(link for link in found if link))[:MAX_LINKS]


def _link_share(page: Page) -> float:
    letters = sum(len(block.text) for block in page.blocks)
    return sum(block.links for block in page.blocks) / letters if letters else 0.0


def _ruled(tree: LexborHTMLParser, selector: str | None) -> str | None:
    return next(iter(_ruled_all(tree, selector)), None)


def _ruled_all(tree: LexborHTMLParser, selector: str | None) -> list[str]:
    """What the elements of a rule say: their machine-readable value if they have one, else their text."""
    found = []
    for node in tree.css(selector) if selector else ():
        attributes = node.attributes
        value = attributes.get("datetime") or attributes.get("content") or node.text(separator=" ")
        if value.strip():
            found.append(" ".join(value.split()))
    return found


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
