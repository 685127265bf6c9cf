"""robots.txt, the sitemap index, the news sitemap and the archive's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from scraper.sample import oddities
from scraper.sample.language import NAME
from scraper.sample.piece import Piece

INDEX = "/sitemap.xml"
NEWS = "/sitemaps/news.xml"
ARCHIVE = "/sitemaps/archive.xml.gz"

NEWS_SINCE = datetime.fromisoformat("2026-03-13T00:00:00+03:00")
"""What is younger is in the news sitemap, all else in the archive's."""

_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def robots_txt(base: str) -> str:
    return f"# {NAME}\nUser-agent: *\nDisallow: {oddities.DISALLOWED}\n\nSitemap: {base}{INDEX}\n"


def listed(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the news sitemap and those of the archive's."""
    found = [piece for piece in pieces if oddities.place_of(piece) != oddities.UNLISTED]
    news = [piece for piece in found if piece.published_at >= NEWS_SINCE]
    return news, [piece for piece in found if piece.published_at < NEWS_SINCE]


def index(pieces: Sequence[Piece], base: str) -> str:
    """Each child's `lastmod` is that of what changed last in it."""
    parts = zip((NEWS, ARCHIVE), listed(pieces), strict=True)
    items = "".join(
        f"<sitemap><loc>{base}{path}</loc><lastmod>{_latest(part)}</lastmod></sitemap>\n" for path, part in parts
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_XMLNS}>\n{items}</sitemapindex>\n'


def news(pieces: Sequence[Piece], base: str) -> str:
    items = "".join(
        f"<url><loc>{base}{piece.path}</loc><lastmod>{piece.changed_at.isoformat()}</lastmod>"
        f"{_alternates(piece, base)}"
        f"<news:news><news:publication><news:name>{NAME}</news:name>"
        f"<news:language>{piece.language}</news:language></news:publication>"
        f"<news:publication_date>{piece.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(piece.title)}</news:title></news:news></url>\n"
        for piece in listed(pieces)[0]
    )
    namespaces = f'{_XMLNS} {_XHTML} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {namespaces}>\n{items}</urlset>\n'


def archive(pieces: Sequence[Piece], base: str) -> str:
    """Articles, and what a careless generator leaves in: a moved, a missing and a closed address."""
    items = [
        f"<url><loc>{base}{piece.path}</loc><lastmod>{piece.changed_at.isoformat()}</lastmod>"
        f"{_alternates(piece, base)}</url>"
        for piece in listed(pieces)[1]
    ]
    stale = [*oddities.MOVED, oddities.MISSING, oddities.FORBIDDEN[0]]
    items += [f"<url><loc>{base}{path}</loc><lastmod>2026-02-03</lastmod></url>" for path in stale]
    body = "\n".join(items)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_XMLNS} {_XHTML}>\n{body}\n</urlset>\n'


def _alternates(piece: Piece, base: str) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{base}{path}"/>'
        for language, path in piece.translations
    )


def _latest(pieces: Sequence[Piece]) -> str:
    return max(piece.changed_at for piece in pieces).isoformat()
