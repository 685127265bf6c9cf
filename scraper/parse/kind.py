"""Is it an article at all? And if not, what: the reason is kept for whoever asks why a page was rejected."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.article import Kind
from scraper.parse.document import Document
from scraper.parse.jsonld import types_of
from scraper.text import word_count

FEW_WORDS = 25
"""Fewer words are hardly an article, unless the page says that it is one."""

_ADDRESS = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|search|login|signin|signup|register|account|"
    r"subscribe|about(?:-us)?|"
    r"contact(?:-us)?|impressum|imprint|privacy(?:-policy)?|datenschutz|terms(?:-of-\w+)?|agb|cookie(?:s|-policy)?|"
    r"kontakt|ueber-uns|a-propos|o-nas|rubric|rubrik)(?:/|$|\.)",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:404|page not found|not found|seite nicht gefunden|страница не найдена|page introuvable|"
    r"página no encontrada|access denied|forbidden|are you a robot|captcha|just a moment|"
    r"attention required|enable javascript|log ?in|"
    r"sign ?in|anmelden|войти|connexion)\b",
    re.IGNORECASE,
)
_COLLECTIONS = {"collectionpage", "searchresultspage", "profilepage", "aboutpage", "contactpage", "itemlist"}
_OTHER_KINDS = {"product", "recipe", "jobposting", "event", "qapage", "discussionforumposting", "softwareapplication"}


def find_kind(
    document: Document,
    article: dict[str, object] | None,
    text: str,
    title: str | None,
    has_date: bool,
    link_share: float,
) -> tuple[Kind, str | None]:
    """(kind, reason): the reason only for `page`."""
    types = {name for node in document.jsonld for name in types_of(node)}
    words = max(word_count(text), len(text) // 6)
    says_article = article is not None or (document.first("og:type") or "").lower() in {
        "article",
        "news",
        "newsarticle",
    }
    path = urlsplit(document.url).path if document.url else ""
    if article is not None and "liveblogposting" in types_of(article):
        return "liveblog", None
    if words == 0 and not says_article:
        return "page", "there is no text"
    if title and len(title) < 60 and words < 150 and _ERROR.search(title):
        return "page", f"the title says: {title}"
    if article is None and types & _OTHER_KINDS:
        return "page", f"the page says that it is: {', '.join(sorted(types & _OTHER_KINDS))}"
    if article is None and document.url and re.fullmatch(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?", path):
        return "page", "this is a front page"
    if not says_article and _ADDRESS.search(path):
        return "page", "the address is one of a tag, search, login or service page"
    if not says_article and types & _COLLECTIONS:
        return "page", "the page says that it is a list"
    if words < FEW_WORDS:
        if types & {"videoobject"}:
            return "video", None
        if types & {"imagegallery"}:
            return "gallery", None
        if not (says_article and has_date and words >= 5):
            return "page", f"there are only {words} words of text"
    if not says_article and not has_date and (words < 120 or link_share > 0.4):
        return "page", "no date, little text of its own, and no word that it is an article"
    return "article", None
