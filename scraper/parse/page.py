"""A page to an article, from the first byte to the last field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from db.frozen import frozen
from scraper.article import Article
from scraper.languages import language_in
from scraper.parse.blocks import Page
from scraper.parse.bounds import MAX_LENGTH, bounded
from scraper.parse.charset import as_utf8
from scraper.parse.choice import choose_text
from scraper.parse.dateline import below_standfirst, cut_ends
from scraper.parse.document import Document, read_document
from scraper.parse.evidence import Hints, Rules
from scraper.parse.jsonld import article_node, as_json
from scraper.parse.kind import Facts, find_kind
from scraper.parse.language import find_language
from scraper.parse.layout import with_line_breaks
from scraper.parse.liveblog import live_entries, with_entries
from scraper.parse.metadata import LEADS, Metadata, find_lead, read_metadata, ruled_text, with_authors_said
from scraper.parse.parts import Parts, find_parts, first_part_of
from scraper.parse.template import Template, cut_boilerplate, refind
from scraper.parse.template_observe import Observation, observe
from scraper.parse.tree import read_tree
from scraper.parse.truncation import is_truncated
from scraper.shell import SHELL, is_shell
from scraper.text import content_hash, word_count

try:
    from scraper.one_by_one import is_tidy
except ImportError:  # nothing is compiled here

    def is_tidy(text: str) -> bool:
        """Whether it has neither control signs nor any that NFC would change."""
        return text.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", text)


PARSER_VERSION = "10"
"""Grows whenever the same page may give another article."""

MAX_LINKS = 1000

HARDLY_ANY = 100
"""Letters; if the site's removals leave less of a text that is longer without them, they are wrong."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]")
_BINARY = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"PK\x03\x04": "ZIP",
    b"RIFF": "RIFF",
}


@frozen
class Parsed:
    """An article, and what its page shows of the site's template (None where nobody asked, or there was nothing)."""

    article: Article
    observation: Observation | None = None
    taken: tuple[int, ...] = ()
    """Lines of the template that were taken out of the text."""
    uncut: str = ""
    """The text with these lines, as it would be without a template."""


def parse_page(
    html: bytes | str,
    url: str | None = None,
    *,
    charset: str | None = None,
    hints: Hints | None = None,
    rules: Rules | None = None,
    now: datetime | None = None,
    template: Template | None = None,
    learns: bool = True,
) -> Parsed:
    """`parse()`, and for who reads many pages of one site: `template` is what they have taught; None learns nothing.

    `learns`: whether what the page shows of the template is wanted, which takes a third as long again.
    """
    hints, rules = hints or Hints(), rules or Rules()
    if isinstance(html, bytes):
        for magic, name in _BINARY.items():
            if html.startswith(magic):
                return Parsed(_rejected(url, f"this is a {name} file and no page"))
        html = as_utf8(html[: MAX_LENGTH * 4], charset)
    else:
        html = html.encode("utf-8", "replace")
    html = bounded(html)
    if b"<" not in html:
        return Parsed(_rejected(url, "this is no HTML"))
    try:
        tree = read_tree(html)
    except MemoryError:  # which says nothing of the page
        raise
    except Exception as error:  # the tokenizer gave up: the page is kept raw all the same
        return Parsed(_rejected(url, f"the HTML can't be read: {error}"))
    found = _read(html, tree, url, hints, rules, now, template, learns)
    if rules.remove and len(found.article.text) < HARDLY_ANY:  # they may have taken the article itself
        without = replace(rules, remove=())
        whole = _read(html, read_tree(html), url, hints, without, now, template, learns)
        found = whole if len(whole.article.text) >= HARDLY_ANY else found
    if found.article.kind == "page" and len(found.article.text) < HARDLY_ANY and is_shell(html):
        return replace(found, article=replace(found.article, rejected_because=SHELL))
    return found


def _read(
    html: bytes,
    tree: LexborHTMLParser,
    url: str | None,
    hints: Hints,
    rules: Rules,
    now: datetime | None,
    template: Template | None,
    learns: bool,
) -> Parsed:
    document = read_document(tree, url)
    article = article_node(document.jsonld)
    metadata = read_metadata(document, article, url, hints, rules, now)
    title, published, names = metadata.title, metadata.published, metadata.names
    ruled_lead, told_lead = ruled_text(tree, rules.lead), find_lead(document, article, None, title)
    entries = live_entries(document, article)
    page, paragraphs = choose_text(html, tree, rules, title, told_lead, article, names)
    metadata = with_authors_said(metadata, page)
    paragraphs = with_entries(paragraphs, entries) if entries else paragraphs
    paragraphs = below_standfirst(paragraphs, told_lead, rules.dateline)
    known = template or Template()
    cut = cut_boilerplate(known, page, refind(known, page, paragraphs))
    dateline = rules.dateline or known.dateline
    signature = rules.signature or (re.escape(known.signature) if known.signature else None)
    ends = cut_ends("\n\n".join(cut.paragraphs), names, dateline, signature)
    text = _tidy(ends.text)
    lead = ruled_lead or (find_lead(document, article, ends.prefix, title) if ends.prefix else told_lead)
    teller = hints.published_from
    is_told = teller in {"feed", "list"} or (teller == "sitemap" and hints.title is not None)
    words, text_hash = word_count(text), content_hash(text)
    facts = Facts(article, page, text, words, title, published is not None, is_told, bool(entries))
    kind, reason = find_kind(document, facts)
    parts = find_parts(document.hrefs, url, document.links) if kind != "page" else Parts()
    article_found = Article(
        url=url,
        canonical_url=first_part_of(metadata.canonical_url, url, parts),
        title=_tidy(title) if title else None,
        lead=_tidy(lead) if lead else None,
        text=with_line_breaks(text, page),
        authors=tuple(map(_tidy, metadata.authors.names)),
        agencies=tuple(dict.fromkeys(map(_tidy, (*metadata.authors.agencies, *ends.agencies)))),
        keywords=metadata.keywords,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_from=published.source if published else None,
        modified_at=metadata.modified_at,
        language=find_language(text or title or "", _claims(document, hints, url)),
        section=metadata.section,
        dateline=_tidy(ends.place) if ends.place else None,
        dateline_prefix=ends.prefix,
        signature=ends.signature,
        publisher=metadata.publisher,
        image_url=metadata.image_url,
        kind=kind,
        rejected_because=reason,
        is_free=metadata.is_free,
        is_truncated=(
            is_truncated(text, words, article, page, is_free=metadata.is_free, goes_on=parts.next is not None)
            if kind != "page"
            else None
        ),
        word_count=words,
        content_hash=text_hash,
        parser_version=PARSER_VERSION,
        entries=entries,
        alternates=document.alternates,
        links=_links(document) if kind == "page" else (),
        next_page=parts.next,
        whole_page=parts.whole,
        provenance=tuple(_provenance(document, metadata, rules, page, paragraphs, ruled_lead, lead).items()),
        jsonld=as_json(article),
    )
    if template is None:
        return Parsed(article_found)
    uncut = article_found.text
    if (cut.paragraphs, dateline, signature) != (paragraphs, rules.dateline, rules.signature):
        printed = cut_ends("\n\n".join(paragraphs), names, rules.dateline, rules.signature)
        if printed.text != ends.text:
            uncut = with_line_breaks(_tidy(printed.text), page)
    day = published.at.date().isoformat() if published else ""
    observation = observe(page, paragraphs, day, article_found.language or "") if learns else None
    return Parsed(article_found, observation, cut.taken, uncut)


def _claims(document: Document, hints: Hints, url: str | None) -> Iterator[str | None]:
    """Of the language, the most trusted first; the address comes last, for `/it/` may be about computers."""
    yield hints.language
    yield document.language
    yield document.first("og:locale")
    yield language_in(url) if url else None


def _provenance(
    document: Document,
    metadata: Metadata,
    rules: Rules,
    page: Page,
    paragraphs: list[str],
    ruled_lead: str | None,
    lead: str | None,
) -> dict[str, str]:
    """Where each field came from. Of the text: `page` is what the page shows, `data` what its scripts carry."""
    found = dict(metadata.provenance)
    if lead:
        found["lead"] = "rule" if ruled_lead else "meta" if document.first(*LEADS) else "jsonld"
    if paragraphs:
        is_shown = paragraphs[0] in (block.text for block in page.blocks) or not (
            {block.text for block in page.blocks}.isdisjoint(paragraphs)
        )
        is_ruled = rules.text is not None and document.tree.css_first(rules.text) is not None
        found["text"] = "data" if not is_shown else "rule" if is_ruled else "page"
    return found


def _rejected(url: str | None, reason: str) -> Article:
    return Article(url=url, kind="page", rejected_because=reason, parser_version=PARSER_VERSION)


def _links(document: Document) -> tuple[str, ...]:
    found = map(document.absolute, document.hrefs.split("\0"))
    return tuple(dict.fromkeys(link for link in found if link))[:MAX_LINKS]


def _tidy(text: str) -> str:
    if not is_tidy(text):
        text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    return text.strip()
