"""The headline: of all that a page calls its title, what most of its witnesses agree on, without the site's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from db.frozen import frozen
from scraper.parse.document import Document
from scraper.parse.query import Query
from scraper.parse.site import SiteNames
from scraper.parse.text import clean
from scraper.text import normalise

MAX_HEADINGS = 6
MAX_LOWER = 30
"""<h2> and <h3> that are looked at."""

MAX_TITLE = 400
"""Letters; a longer <h1> holds more than a headline."""

WEIGHTS = {
    "jsonld": 1.65,
    "og": 1.55,
    "h1": 0.8,
    "later h1": 0.2,
    "marked h1": 0.2,
    "named h1": 0.3,
    "h1 in article": 0.7,
    "h1 without kicker": 1.15,
    "end of h1": 0.5,
    "logo": -1.5,
    "short": -1.2,
}
"""Fitted as a conditional logit over the pages of three sets, each half of the domains checked with the other's."""

LIKE_ADDRESS = 1.65
"""For a wording that has all the words of the address and no others: slugs are made from the first headline."""

LIKE_TAG = 1.1
"""For a wording that <title> varies. What <title> repeats word for word is as often made for search engines."""

_LOGO = re.compile(r"\blogo|\bbrand|site-?(?:title|name)|masthead|\bnav\b")
_LOGO_WORDS = ("logo", "brand", "site", "masthead", "nav")
"""One of these it has in any case; looking for them takes a fiftieth of the time."""
_NAMED = re.compile(r"title|headline|heading|titulo|titre|entry")
_SOURCES = {
    "h1": {"h1", "later h1", "marked h1", "named h1", "h1 in article", "h1 without kicker"},
    "jsonld": {"jsonld"},
    "meta": {"og", "twitter", "meta"},
}
_KICKER = re.compile(
    r"kicker|(?:over|top|roof|sub)-?line|(?:over|pre|sub|sur|super)-?title|dachzeile|spitzmarke|eyebrow|label|topic|category"
)
"""What the element in front of a headline is called, within the same <h1>."""

_ADDRESS_WORD = re.compile(r"[^\W_]+")
_LOWER = Query({"h2": (), "h3": ()})
_ASIDE_TAGS = ("dc.title", "parsely-title", "title", "headline", "sailthru.title", "cxenseparse:title")


@dataclass(slots=True)
class Candidate:
    """One wording, and who says it."""

    text: str
    words: frozenset[str]
    witnesses: set[str] = field(default_factory=set)
    heading: LexborNode | None = None


@frozen
class Headline:
    """The title, and the heading that shows it, if one does."""

    text: str
    heading: LexborNode | None
    source: str
    """`h1`, `jsonld`, `meta` or `title`: the first of these that says so."""


def find_headline(document: Document, article: dict[str, Any] | None, site: SiteNames) -> Headline | None:
    """The wording with the most weight among <h1>, JSON-LD, meta tags and <title>; None for a page without any."""
    candidates: dict[str, Candidate] = {}
    wordings: dict[str, tuple[Candidate | None, bool]] = {}
    kicker = ""
    for witness, text, heading in _witnesses(document, article):
        if witness == "kicker":
            kicker = f"{normalise(text)} "
            continue
        if text not in wordings:  # most are told by several
            wordings[text] = _candidate(text, candidates, site, kicker)
        candidate, is_name = wordings[text]
        if candidate is not None:
            candidate.witnesses.add("logo" if heading is None and is_name else witness)
            candidate.heading = candidate.heading or heading
    if len(candidates) < 2:
        return next((_headline(document, only, candidates) for only in candidates.values()), None)
    address, tag = _slug_words(document.url), _tag_words(document, site)
    headings = [key for key, candidate in candidates.items() if candidate.heading is not None]
    best = max(candidates.items(), key=lambda item: _weight(item[0], item[1], headings, address, tag))[1]
    return _headline(document, best, candidates)


def _candidate(
    text: str, candidates: dict[str, Candidate], site: SiteNames, kicker: str
) -> tuple[Candidate | None, bool]:
    """(the candidate with this wording, added if it is new; whether it is the site's name).

    The kicker in front of a known headline is taken off.
    """
    bare = site.strip_from(text)
    key = normalise(bare)
    if kicker and (rest := key.removeprefix(kicker)) in candidates:
        key = rest
    if key and key not in candidates:
        candidates[key] = Candidate(bare, frozenset(key.split()))
    return candidates.get(key), site.is_name(bare)


def _headline(document: Document, best: Candidate, candidates: dict[str, Candidate]) -> Headline:
    heading = best.heading or _closest(best, candidates.values()) or _lower_heading(document, best)
    source = next((name for name, told in _SOURCES.items() if best.witnesses & told), "title")
    return Headline(best.text, heading, source)


def _weight(key: str, candidate: Candidate, headings: list[str], address: frozenset[str], tag: frozenset[str]) -> float:
    weight = sum(WEIGHTS.get(witness, 0.0) for witness in candidate.witnesses)
    words = candidate.words
    if len(address) >= 3:
        folded = words if key.isascii() else frozenset(map(_fold, words))
        weight += LIKE_ADDRESS * len(folded & address) / len(folded | address)
    if tag and tag != words:
        weight += LIKE_TAG * 2 * len(words & tag) / (len(words) + len(tag))
    if any(heading != key and heading.endswith(" " + key) for heading in headings):
        weight += WEIGHTS["end of h1"]
    if len(words) < 3 and len(key) < 14:
        weight += WEIGHTS["short"]
    return weight


def _witnesses(document: Document, article: dict[str, Any] | None) -> Iterator[tuple[str, str, LexborNode | None]]:
    """(witness, text, its <h1>); the `kicker` of an <h1> comes before what it is the kicker of."""
    yield from _headings(document)
    for witness, text in (
        ("jsonld", article.get("headline") if article else None),
        ("og", document.first("og:title")),
        ("twitter", document.first("twitter:title")),
        ("meta", document.first(*_ASIDE_TAGS)),
        ("tag", document.title),
    ):
        cleaned = clean(text) if isinstance(text, str) else None
        if cleaned:
            if "&" in cleaned or "<" in cleaned:  # some sites escape twice
                cleaned = clean(cleaned) or cleaned
            yield witness, cleaned, None


def _headings(document: Document) -> Iterator[tuple[str, str, LexborNode | None]]:
    for at, node in enumerate(document.headings[:MAX_HEADINGS]):
        kicker, parts = _parted(_pieces(node))
        if kicker:
            yield "kicker", kicker, node
        text = " ".join(parts)
        if not text or len(text) > MAX_TITLE:
            continue
        yield ("later h1" if at else "h1"), text, node
        hints, is_in_article = _surroundings(node)
        if is_in_article:
            yield "h1 in article", text, node
        hints = hints.lower()
        if any(map(hints.__contains__, _LOGO_WORDS)) and _LOGO.search(hints):
            yield "logo", text, node
        attributes = node.attributes
        if "itemprop" in attributes:
            yield "marked h1", text, node
        if _NAMED.search(_hints(attributes).lower()):
            yield "named h1", text, node
        if len(parts) > 1:
            yield "h1 without kicker", parts[-1], node


def _pieces(node: LexborNode) -> list[tuple[str, str]]:
    """The texts of a heading's pieces, each with its element's class: a kicker often stands in one of its own."""
    children = [child for child in node.iter(include_text=True) if child.tag != "style"]
    told = ((clean(child.text(separator=" ")), child) for child in children)
    pieces = [
        (text, "" if child.tag == "-text" else child.attributes.get("class") or "") for text, child in told if text
    ]
    elements = [child for child in children if child.tag != "-text"]
    return _pieces(elements[0]) if len(pieces) == 1 and len(elements) == 1 and elements[0].child else pieces


def _parted(pieces: list[tuple[str, str]]) -> tuple[str, list[str]]:
    """(the kicker, the texts of the other pieces). What a colon joins to the headline is part of it."""
    texts = [text for text, _ in pieces]
    if len(pieces) < 2 or not _KICKER.search(pieces[0][1]) or texts[0].endswith(":") or texts[1].startswith(":"):
        return "", texts
    return texts[0], [text for text in texts[1:] if any(map(str.isalnum, text))]


def _surroundings(node: LexborNode) -> tuple[str, bool]:
    """(class and id of the four places around a heading and its own, whether an article or main part holds it)."""
    hints, place = [_hints(node.attributes)], node.parent
    for height in range(12):
        if place is None or (tag := place.tag) in {"body", "html"}:
            break
        attributes = place.attributes
        if tag in {"article", "main"} or attributes.get("role") == "main":
            return " ".join(hints), True
        if height < 4:
            hints.append(f"{tag} {_hints(attributes)}")
        place = place.parent
    return " ".join(hints), False


def _hints(attributes: dict[str, str | None]) -> str:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"


def _closest(best: Candidate, candidates: Iterable[Candidate]) -> LexborNode | None:
    """The heading that shares at least half of its words with the title."""
    shown = [one for one in candidates if one.heading is not None]
    closest = max(shown, key=lambda one: len(one.words & best.words), default=None)
    if closest is None or len(closest.words & best.words) * 2 < min(len(closest.words), len(best.words)):
        return None
    return closest.heading


def _lower_heading(document: Document, best: Candidate) -> LexborNode | None:
    """The first <h2> or <h3> with most of the title's words and hardly others, on a page whose <h1> is another's."""
    for node in islice(_LOWER.find(document.tree), MAX_LOWER):
        words = frozenset(normalise(node.text(separator=" ")).split())
        if len(words & best.words) >= max(2, 0.6 * len(best.words), 0.8 * len(words)):
            return node
    return None


def _tag_words(document: Document, site: SiteNames) -> frozenset[str]:
    title = clean(document.title) if document.title else None
    return frozenset(normalise(site.strip_from(title)).split()) if title else frozenset()


def _slug_words(url: str | None) -> frozenset[str]:
    """The words of the part of the address that has most of them."""
    try:
        path = unquote(urlsplit(url or "").path).casefold()
    except ValueError:
        return frozenset()
    parts = (frozenset(_ADDRESS_WORD.findall(part)) for part in path.split("/"))
    return max(parts, key=lambda words: sum(map(str.isalpha, words)), default=frozenset())


def _fold(word: str) -> str:
    """As addresses write it: without accents, with `ue` for `ü`."""
    if word.isascii():
        return word
    word = word.translate(_UMLAUTS)
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
