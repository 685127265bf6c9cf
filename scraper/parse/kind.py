"""Is it an article at all? And if not, what: the reason is kept for whoever asks why a page was rejected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.article import Kind
from scraper.parse.blocks import Page
from scraper.parse.document import Document
from scraper.parse.jsonld import types_of
from scraper.parse.kind_model import score
from scraper.parse.signs import measure_page

FEW_WORDS = 25
"""Fewer words are hardly an article ..."""

FEWEST_WORDS = 5
"""... unless the page or a feed says that it is one."""

LIKELY = 0.0
"""What scores less looks like another kind of page; it is one if nothing says that it is an article ..."""

UNLIKELY = -2.0
"""... and if the page bears a date or calls itself an article, only below this: plain pages score low."""

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
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?")
_ARTICLE_TYPES = {"article", "news", "newsarticle"}
_NEWS_TYPES = {"newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "reviewnewsarticle"}
"""Whoever says so is believed."""

_COLLECTIONS = {"collectionpage", "searchresultspage", "profilepage", "aboutpage", "contactpage", "itemlist"}
_OTHER_KINDS = {"product", "recipe", "jobposting", "event", "qapage", "discussionforumposting", "softwareapplication"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What has been found out about a page so far. `is_told`: a feed or news sitemap lists it as an article."""

    article: dict[str, object] | None
    page: Page
    text: str
    word_count: int
    title: str | None
    has_date: bool
    is_told: bool

    @property
    def words(self) -> int:
        """In scripts without spaces six letters count as a word."""
        return max(self.word_count, len(self.text) // 6)


def find_kind(document: Document, facts: Facts) -> tuple[Kind, str | None]:
    """(kind, reason): the reason only for `page`."""
    types = {name for node in document.jsonld for name in types_of(node)}
    if facts.article is not None and "liveblogposting" in types_of(facts.article):
        return "liveblog", None
    claims = facts.article is not None or (document.first("og:type") or "").lower() in _ARTICLE_TYPES or facts.is_told
    reason = _is_service(document, facts, types, claims)
    if reason is not None:
        return "page", reason
    enough = FEWEST_WORDS if claims and (facts.has_date or facts.is_told) else FEW_WORDS
    if facts.words < enough:
        if "videoobject" in types:
            return "video", None
        if "imagegallery" in types:
            return "gallery", None
        return "page", f"there are only {facts.words} words of text" if facts.words else "there is no text"
    is_open = not facts.is_told and not types & _NEWS_TYPES
    if is_open and _looks_like(document, facts) < (UNLIKELY if claims or facts.has_date else LIKELY):
        return "page", "it looks like a list, a shop, a forum, a manual or a firm's own page"
    return "article", None


def measure_facts(document: Document, facts: Facts) -> list[float]:
    """The page in numbers, for the model that tells articles from other pages."""
    return measure_page(
        document, facts.page, facts.text, facts.title, is_dated=facts.has_date, is_told=facts.article is not None
    )


def _looks_like(document: Document, facts: Facts) -> float:
    """How much the page looks like an article; 0 is undecided."""
    return score(measure_facts(document, facts))


def _is_service(document: Document, facts: Facts, types: set[str], claims: bool) -> str | None:
    """Why this is a front page, a list, a login, an error page; None where it isn't."""
    path = urlsplit(document.url).path if document.url else ""
    if facts.title and len(facts.title) < 60 and facts.words < 150 and _ERROR.search(facts.title) and not facts.is_told:
        return f"the title says: {facts.title}"
    if not claims and types & _OTHER_KINDS:
        return f"the page says that it is: {', '.join(sorted(types & _OTHER_KINDS))}"
    if facts.article is None and document.url and _FRONT.fullmatch(path) and not urlsplit(document.url).query:
        return "this is a front page"
    if not claims and _ADDRESS.search(path):
        return "the address is one of a tag, search, login or service page"
    if not claims and types & _COLLECTIONS:
        return "the page says that it is a list"
    return None
