"""All that an edition of the site answers, address by address."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from db.frozen import frozen
from scraper.sample import article_page, feeds, listing_page, oddities, picture, sitemaps
from scraper.sample.language import LANGUAGES, WORDS, Language
from scraper.sample.piece import Piece, pieces

EDITION_AT = {1: datetime(2026, 3, 21, 6, 0, tzinfo=UTC), 2: datetime(2026, 3, 22, 6, 0, tzinfo=UTC)}
"""When an edition went online: Last-Modified of what it changed."""

HTML = "text/html; charset=utf-8"


@frozen
class Resource:
    body: bytes
    content_type: str = HTML
    status: int = 200
    location: str | None = None
    last_modified: datetime = EDITION_AT[1]

    @property
    def etag(self) -> str:
        """Weak, since the same body may go out compressed."""
        return f'W/"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'


@lru_cache(maxsize=8)
def resources(edition: int, base: str) -> dict[str, Resource]:
    """Address (path, and the query where it counts) to what is there. `base`: as in `http://127.0.0.1:8000`."""
    found = dict(_all(edition, base))
    return found if edition == 1 else dated(found, resources(1, base), edition)


def dated(found: dict[str, Resource], before: dict[str, Resource], edition: int) -> dict[str, Resource]:
    """What an edition changed says when; the rest keeps its time."""
    return {path: _dated(resource, before.get(path), edition) for path, resource in found.items()}


@lru_cache(maxsize=8)
def not_found(edition: int, language: Language) -> Resource:
    page = listing_page.not_found_page(language, _of(pieces(edition), language)[:3])
    return Resource(page.encode(), status=404)


def _dated(resource: Resource, before: Resource | None, edition: int) -> Resource:
    if before is not None and before.body == resource.body:
        return replace(resource, last_modified=before.last_modified)
    return replace(resource, last_modified=EDITION_AT[edition])


def _all(edition: int, base: str) -> Iterator[tuple[str, Resource]]:
    everything = pieces(edition)
    for piece in everything:
        yield from _article(piece, edition, base)
    for language in LANGUAGES:
        yield from _listings(language, _of(everything, language), base)
    for path, content_type, text in (
        ("/robots.txt", "text/plain; charset=utf-8", sitemaps.robots_txt(base)),
        (sitemaps.INDEX, "application/xml", sitemaps.index(everything, base)),
        (sitemaps.NEWS, "application/xml", sitemaps.news(everything, base)),
    ):
        yield path, Resource(text.encode(), content_type)
    packed = gzip.compress(sitemaps.archive(everything, base).encode(), mtime=0)
    yield sitemaps.ARCHIVE, Resource(packed, "application/gzip")
    yield "/", Resource(listing_page.front_page(everything[:12], base).encode())
    yield oddities.LOGIN, Resource(listing_page.login_page().encode())
    for path in oddities.FORBIDDEN:
        yield path, Resource(listing_page.forbidden_page(path).encode())
    for path, place in oddities.MOVED.items():
        yield path, Resource(b"", status=301, location=base + oddities.at(place).path)


def _article(piece: Piece, edition: int, base: str) -> Iterator[tuple[str, Resource]]:
    """Its page, print version, AMP page and picture."""
    moment = piece.changed_at.astimezone(UTC)
    page = article_page.article_page(piece, _related(piece, edition), base, _views(piece, edition))
    encoding = oddities.encoding_of(piece)
    body = page.encode(encoding, "xmlcharrefreplace")
    yield piece.path, Resource(body, oddities.content_type_of(piece), last_modified=moment)
    yield piece.print_path, Resource(article_page.print_page(piece, base).encode(), last_modified=moment)
    if piece.amp_path:
        yield piece.amp_path, Resource(article_page.amp_page(piece, base).encode(), last_modified=moment)
    yield piece.image, Resource(picture.png(piece.id), "image/png", last_modified=piece.published_at.astimezone(UTC))


def _listings(language: Language, own: list[Piece], base: str) -> Iterator[tuple[str, Resource]]:
    yield oddities.home_path(language), Resource(listing_page.home_page(language, own[:12], base).encode())
    for section in WORDS[language].sections:
        yield from _section(language, section, [piece for piece in own if piece.section == section], base)
    energy = [piece for piece in own if piece.section == "economy"][:4]
    yield oddities.tag_path(language), Resource(listing_page.tag_page(language, energy).encode())
    for path, title, text in oddities.plain_pages(language):
        yield path, Resource(listing_page.plain_page(language, title, text).encode())
    path, content_type = oddities.FEEDS[language]
    told = [piece for piece in own if oddities.place_of(piece) != oddities.UNLISTED][: feeds.ITEMS]
    yield path, Resource(feeds.feed(language, told, base).encode(), f"{content_type}; charset=utf-8")


def _section(language: Language, section: str, own: list[Piece], base: str) -> Iterator[tuple[str, Resource]]:
    size = listing_page.PER_PAGE
    pages = max(1, -(-len(own) // size))
    for page in range(1, pages + 1):
        shown = own[(page - 1) * size : page * size]
        text = listing_page.section_page(language, section, shown, page, pages, base)
        yield listing_page.page_path(oddities.section_path(language, section), page), Resource(text.encode())


def _related(piece: Piece, edition: int) -> list[Piece]:
    """Three older ones of the language, so that a new article leaves the pages of the others alone; but for one."""
    counted = oddities.place_of(piece) == oddities.COUNTED
    if counted and edition == 2:
        return [other for other in _of(pieces(edition), piece.language) if other.path != piece.path][:4]
    own = [other for other in _of(pieces(1), piece.language) if other.path not in (piece.path, piece.original)]
    older = [other for other in own if other.published_at < piece.published_at]
    return (older or own)[:3]


def _views(piece: Piece, edition: int) -> int:
    views = 200 + piece.id * 37 % 2900
    return views + 1693 if oddities.place_of(piece) == oddities.COUNTED and edition == 2 else views


def _of(found: tuple[Piece, ...], language: Language) -> list[Piece]:
    return [piece for piece in found if piece.language == language]
