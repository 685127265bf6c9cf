"""Is it an article at all? And if not, what: the reason is kept for whoever asks why a page was rejected."""

from __future__ import annotations

from db.frozen import frozen
from scraper.article import Kind
from scraper.parse.blocks import Page
from scraper.parse.document import Document
from scraper.parse.jsonld import types_of
from scraper.parse.kind_model import least, score
from scraper.parse.refusals import why_refused
from scraper.parse.signs import measure_page, other_kind
from scraper.parse.wording import measure_wording

FEW_WORDS = 25
"""Fewer words are hardly an article ..."""

FEWEST_WORDS = 5
"""... unless the page or a feed says that it is one."""

MANY_LETTERS = 1_000
"""On a page without a text; where most of them are links, it is a list."""

LIKELY = 0.0
"""What scores less looks like another kind of page; it is one if nothing says that it is an article ..."""

UNLIKELY = -0.25
"""... and if the page calls itself an article, only below this."""

PLAIN = -2.0
"""The same for a dated page of next to nothing but its text: no shop, forum or firm has one, and the model saw few."""

FEW_BLOCKS = 25
"""So many has such a page at most."""

_ARTICLE_TYPES = {"article", "news", "newsarticle"}
_NEWS_TYPES = {"newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "reviewnewsarticle"}
"""Whoever says so is believed."""


@frozen
class Facts:
    """What has been found out about a page so far. `is_told`: a feed or news sitemap lists it as an article."""

    article: dict[str, object] | None
    page: Page
    text: str
    word_count: int
    title: str | None
    has_date: bool
    is_told: bool
    is_live: bool = False
    """It has the dated entries of a live blog."""

    @property
    def words(self) -> int:
        """In scripts without spaces six letters count as a word."""
        return max(self.word_count, len(self.text) // 6)


def find_kind(document: Document, facts: Facts) -> tuple[Kind, str | None]:
    """(kind, reason): the reason only for `page`."""
    types = document.types
    if facts.is_live or (facts.article is not None and "liveblogposting" in types_of(facts.article)):
        return "liveblog", None
    og_type = (document.first("og:type") or "").lower()
    claims = facts.article is not None or og_type in _ARTICLE_TYPES or facts.is_told
    reason = why_refused(document, facts.page, facts.title, facts.words, types, claims=claims, is_told=facts.is_told)
    if reason is not None:
        return "page", reason
    enough = FEWEST_WORDS if claims and (facts.has_date or facts.is_told) else FEW_WORDS
    if facts.words < enough:
        if "videoobject" in types or og_type.startswith("video"):
            return "video", None
        if "imagegallery" in types:
            return "gallery", None
        return "page", _without_text(facts)
    if facts.is_told or types & _NEWS_TYPES:
        return "article", None
    is_plain = facts.has_date and len(facts.page.blocks) < FEW_BLOCKS
    limit = PLAIN if is_plain else UNLIKELY if claims else LIKELY
    signs = _seen(document, facts)
    if least(signs) < limit and score(signs := [*signs, *measure_wording(facts.text)]) < limit:
        return "page", f"it looks like {other_kind(signs)}"
    return "article", None


def measure_facts(document: Document, facts: Facts) -> list[float]:
    """The page in numbers, for the model that tells articles from other pages."""
    return [*_seen(document, facts), *measure_wording(facts.text)]


def _seen(document: Document, facts: Facts) -> list[float]:
    """Without its text's wording."""
    return measure_page(
        document, facts.page, facts.text, facts.title, is_dated=facts.has_date, is_told=facts.article is not None
    )


def _without_text(facts: Facts) -> str:
    letters = sum(len(block.text) for block in facts.page.blocks)
    if letters > MANY_LETTERS and sum(block.links for block in facts.page.blocks) > letters / 2:
        return "this is a list or a section page: most of it is links"
    return f"there are only {facts.words} words of text" if facts.words else "there is no text"
