"""A page in numbers: what speaks for an article, what for a shop, a forum, a manual, a list or a firm's own page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from scraper.automaton import Mentions
from scraper.parse.blocks import Page
from scraper.parse.document import Document
from scraper.parse.outline import outline
from scraper.parse.shape import SHAPE, measure_shape
from scraper.parse.wording import WORDING

_SEEN = """
    letters chosen_share link_share blocks list_share table_share heading_share code_share form_share is_dated is_told
    told_type told_og address depth hyphens address_digits address_dated path_letters is_front generator shop_places
    forum_places manual_places story_places title_letters author_meta image_meta description_letters
""".split()  # noqa: SIM905
SIGNS = [*_SEEN, *SHAPE, *WORDING]
"""The columns of a row; the training script and the model know them by these names. Those of the text's wording are
only measured where all others leave it open what a page is."""

_TYPES = (
    {"newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "reviewnewsarticle"},
    {"article", "blogposting", "liveblogposting", "techarticle"},
    {"product", "offer", "productgroup", "aggregateoffer", "softwareapplication"},
    {"discussionforumposting", "qapage", "question"},
    {"collectionpage", "itemlist", "searchresultspage"},
    {"faqpage", "howto", "service", "localbusiness", "contactpage", "aboutpage", "profilepage", "jobposting", "event"},
    {"webpage"},
)
_ADDRESSES = (
    "forums?|threads?|viewtopic|showthread|t|topic|questions?|discussions?|comments|community|r|board",
    "products?|shop|store|p|dp|item|items|collections?|buy|catalog",
    "docs?|documentation|guide|guides|reference|api|manual|help|support|kb|wiki|en-us|latest|stable|learn",
    "category|categories|tags?|topics?|search|archive|archives|authors?|section|list|page",
    "about|services?|contact|pricing|solutions?|features?|team|careers|jobs|privacy|terms|plans?",
    r"blog|blogs|news|articles?|story|stories|posts?|magazine|insights?|20\d\d",
)
_ADDRESS = re.compile(f"/(?:{'|'.join(f'({names})' for names in _ADDRESSES)})(?:[/.?-]|$)")
"""In small letters."""

_FIGURES = re.compile(r"\d+")
_DATED = re.compile(r"(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])(?:\D|$)")
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?")
_GENERATORS = re.compile(
    r"(wordpress)|(discourse|vbulletin|phpbb|xenforo|invision|mybb|vanilla)|"
    r"(docusaurus|sphinx|mkdocs|gitbook|vitepress|hugo|jekyll|mintlify)|(shopify|woocommerce|magento|prestashop|wix|squarespace|webflow)",
    re.IGNORECASE,
)
_PLACES = (
    ("product", "price", "cart", "sku", "variant", "add-to", "quantity", "checkout", "shop"),
    ("forum", "thread", "message", "reply", "replies", "topic", "vote", "post-body", "postbody", "js-post", "answer",
     "question"),
    (" doc-", " docs-", " doc_", " docs_", ".doc-", ".docs-", ".doc_", ".docs_", "-doc-", "-docs-", "markdown", "toc",
     "rst-", "sphinx", "highlight", "on-this-page", "admonition", "devsite"),
    ("article", "story", "byline", "author", "entry-content", "single-post", "published", "blog"),
)  # fmt: skip
"""In the names of a page's places, in lower case: a shop's, a forum's, a manual's, a story's."""

_COUNTED_TAGS = (("li",), ("td", "th"), ("h2", "h3", "h4"), ("pre",), ("dd", "dt"))


def measure_page(
    document: Document, page: Page, text: str, title: str | None, *, is_dated: bool, is_told: bool
) -> list[float]:
    """In the order of `SIGNS`, without those of `WORDING`."""
    border = text.find("\n\n")
    whole = outline(page)
    by_tag, letters = whole.by_tag, whole.letters or 1
    path = urlsplit(document.address or "").path
    found = _ADDRESS.search(path.lower())
    generator = _GENERATORS.search(document.first("generator") or "")
    return [
        len(text), len(text) / letters, whole.links / letters, len(page.blocks),
        *(sum(by_tag.get(tag, 0) for tag in tags) / letters for tags in _COUNTED_TAGS),
        float(is_dated), float(is_told), _told_type(document), _told_og(document),
        float(found.lastindex or 0) if found else 0.0, path.count("/"), path.rpartition("/")[2].count("-"),
        max(map(len, _FIGURES.findall(path)), default=0), float(bool(_DATED.search(path))),
        len(path), float(bool(_FRONT.fullmatch(path))), float(generator.lastindex or 0) if generator else 0.0,
        *_places(page),
        len(title or ""), float(bool(document.first("author", "article:author", "parsely-author", "byl"))),
        float(bool(document.first("og:image"))), len(document.first("description", "og:description") or ""),
        *measure_shape(document, whole, len(page.elements), border if border >= 0 else len(text), title),
    ]  # fmt: skip


def _places(page: Page) -> list[int]:
    """How often the names of the page's places, each with its tag, speak of a shop, a forum, a manual, a story."""
    return _in_places().count(" ".join(page.signatures).lower())


@cache
def _in_places() -> Mentions:
    return Mentions(_PLACES)


def _told_type(document: Document) -> float:
    """The number of the first of `_TYPES` that JSON-LD names, counted from 1."""
    return next((float(number) for number, group in enumerate(_TYPES, 1) if document.types & group), 0.0)


def _told_og(document: Document) -> float:
    told = (document.first("og:type") or "").lower()
    return {"": 0.0, "article": 1.0, "website": 2.0, "product": 3.0}.get(told, 4.0)


def other_kind(signs: Sequence[float]) -> str:
    """What a page that is no article looks most like, for a person. `signs`: as `measure_page` gives them."""
    told = dict(zip(SIGNS, signs, strict=True))
    address = int(told["address"])
    if told["told_type"] == 3 or (told["prices"] > 1 and told["shop_places"] > 20) or address == 2:
        return "a shop's page"
    if told["told_type"] == 4 or told["forum_places"] > 40 or address == 1:
        return "a forum's page"
    if told["code_share"] > 0.05 or told["manual_places"] > 20 or address == 3:
        return "a manual's page"
    if told["link_share"] > 0.5 or told["told_type"] == 5 or address == 4:
        return "a list or a section page: most of it is links"
    return "a firm's or service's own page"
