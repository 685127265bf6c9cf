"""Where the site is as odd as real ones are: strange encodings, broken markup, detours, dead and closed addresses."""

from __future__ import annotations

from scraper.sample.language import LANGUAGES, WORDS, Language
from scraper.sample.piece import Piece, pieces

Place = tuple[int, Language]
"""An article: its number and language."""

UNNAMED_WINDOWS_1251: Place = (10407, "ru")
"""Only a meta element says its charset, not the header."""
CALLED_LATIN_1: Place = (10398, "de")
"""The header says ISO-8859-1, and it is windows-1252, as browsers expect."""
BROKEN_JSON_LD: Place = (10431, "en")
COUNTED: Place = (10441, "de")
"""Its visit counter and its related articles differ between the editions; its text doesn't."""
UNLISTED: Place = (10362, "de")
"""Only a section page knows it, no feed and no sitemap."""

MOVED: dict[str, Place] = {"/de/archiv/2026/faehre-nimmt-fahrt-auf.html": (10371, "de")}
"""Old addresses that answer 301; the archive sitemap still lists them."""

MISSING = "/en/world/10344-lighthouse-keeper-retires"
"""Listed in the archive sitemap, and gone."""

DISALLOWED = "/intern/"
FORBIDDEN = ("/intern/90017-entwurf-haushaltsplan", "/intern/freigabe/90021-sperrfrist")
"""The first is in the archive sitemap, both are on a section page; served, so that a mistake would show."""

FEEDS: dict[Language, tuple[str, str]] = {
    "de": ("/feeds/de.rss", "application/rss+xml"),
    "ru": ("/feeds/ru.atom", "application/atom+xml"),
    "en": ("/feeds/en.rdf", "application/rdf+xml"),
    "fr": ("/feeds/fr.json", "application/feed+json"),
}
"""Path and media type; each language has another format."""

FEED_QUERY = "?utm_source=rss&utm_medium=feed"

MOST_READ: dict[Language, tuple[tuple[int, str], ...]] = {
    "de": ((10407, "print"), (10415, "slash"), (10441, "fragment")),
    "ru": ((10415, "amp"), (10424, "fragment")),
    "en": ((10424, "amp"), (10407, "slash")),
    "fr": ((10415, "print"), (10441, "amp")),
}
"""Detours by which the economy section links to articles."""


def place_of(piece: Piece) -> Place:
    return (piece.id, piece.language)


def encoding_of(piece: Piece) -> str:
    return {UNNAMED_WINDOWS_1251: "windows-1251", CALLED_LATIN_1: "windows-1252"}.get(place_of(piece), "utf-8")


def content_type_of(piece: Piece) -> str:
    types = {UNNAMED_WINDOWS_1251: "text/html", CALLED_LATIN_1: "text/html; charset=ISO-8859-1"}
    return types.get(place_of(piece), "text/html; charset=utf-8")


def at(place: Place, edition: int = 1) -> Piece:
    return next(piece for piece in pieces(edition) if place_of(piece) == place)


def detour(piece: Piece, form: str) -> str:
    """The same article by another address."""
    if form == "amp":
        assert piece.amp_path is not None
        return piece.amp_path
    return {"print": piece.print_path, "slash": f"{piece.path}/", "fragment": f"{piece.path}#comments"}[form]


def most_read(language: Language) -> list[tuple[Piece, str]]:
    """The articles of the box, each with the form of its address."""
    return [(at((number, language)), form) for number, form in MOST_READ[language]]


def plain_pages(language: Language) -> list[tuple[str, str, str]]:
    """(path, title, text) of the pages that are there for ever and are no articles."""
    words = WORDS[language]
    return [(f"/{language}/{slug}", title, text) for slug, title, text in (words.about, words.contact)]


def tag_path(language: Language) -> str:
    return f"/{language}/tag/{WORDS[language].tag[0]}/"


def home_path(language: Language) -> str:
    return f"/{language}/"


def section_path(language: Language, section: str) -> str:
    return f"/{language}/{WORDS[language].sections[section][0]}/"


LOGIN = "/login"


def no_articles() -> list[str]:
    """Every page of the site that is none, first pages only."""
    found = ["/", LOGIN]
    for language in LANGUAGES:
        found += [home_path(language), tag_path(language), *(path for path, _, _ in plain_pages(language))]
        found += [section_path(language, section) for section in WORDS[language].sections]
    return sorted(found)
