"""The site's four feeds, each in another format; their links carry the tracking parameters of the feed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from scraper.sample import oddities
from scraper.sample.language import NAME, WORDS, Language
from scraper.sample.piece import Piece

ITEMS = 10


def feed(language: Language, newest: Sequence[Piece], base: str) -> str:
    """The feed of one language, in the format that it has there."""
    write = {"de": _rss, "ru": _atom, "en": _rdf, "fr": _json}[language]
    return write(newest, base)


def tracked(piece: Piece) -> str:
    return piece.path + oddities.FEED_QUERY


def _rss(newest: Sequence[Piece], base: str) -> str:
    words, address = WORDS["de"], oddities.FEEDS["de"][0]
    built = format_datetime(max(piece.changed_at for piece in newest))
    items = "".join(
        f"<item><title>{_xml(piece.title)}</title><link>{_xml(base + tracked(piece))}</link>"
        f'<guid isPermaLink="false">{_guid(piece)}</guid><pubDate>{format_datetime(piece.published_at)}</pubDate>'
        f"<category>{_xml(_section(piece))}</category><description>{_xml(piece.lead)}</description></item>\n"
        for piece in newest
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel><title>{NAME}</title><link>{base}{oddities.home_path('de')}</link>"
        f"<description>{_xml(words.tagline)}</description><language>de</language>"
        f"<lastBuildDate>{built}</lastBuildDate><ttl>15</ttl>"
        f'<atom:link href="{base}{address}" rel="self" type="application/rss+xml"/>\n{items}</channel>\n</rss>\n'
    )


def _atom(newest: Sequence[Piece], base: str) -> str:
    words, address = WORDS["ru"], oddities.FEEDS["ru"][0]
    updated = max(piece.changed_at for piece in newest).isoformat()
    entries = "".join(
        f'<entry><title>{_xml(piece.title)}</title><link rel="alternate" href="{_xml(base + tracked(piece))}"/>'
        f"<id>tag:meridian.example,2026:{_guid(piece)}</id><published>{piece.published_at.isoformat()}</published>"
        f"<updated>{piece.changed_at.isoformat()}</updated><summary>{_xml(piece.lead)}</summary>"
        + "".join(f"<author><name>{_xml(name)}</name></author>" for name in piece.authors)
        + f'<category term="{_xml(_section(piece))}"/></entry>\n'
        for piece in newest
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">\n'
        f"<title>{NAME}</title><subtitle>{_xml(words.tagline)}</subtitle><id>tag:meridian.example,2026:ru</id>"
        f"<updated>{updated}</updated><author><name>{NAME}</name></author>"
        f'<link rel="self" href="{base}{address}"/>\n{entries}</feed>\n'
    )


def _rdf(newest: Sequence[Piece], base: str) -> str:
    words, address = WORDS["en"], oddities.FEEDS["en"][0]
    links = [_xml(base + tracked(piece)) for piece in newest]
    order = "".join(f'<rdf:li rdf:resource="{link}"/>' for link in links)
    items = "".join(
        f'<item rdf:about="{link}"><title>{_xml(piece.title)}</title><link>{link}</link>'
        f"<description>{_xml(piece.lead)}</description><dc:date>{piece.published_at.isoformat()}</dc:date>"
        + "".join(f"<dc:creator>{_xml(name)}</dc:creator>" for name in piece.authors)
        + f"<dc:subject>{_xml(_section(piece))}</dc:subject></item>\n"
        for link, piece in zip(links, newest, strict=True)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{base}{address}"><title>{NAME}</title>'
        f"<link>{base}{oddities.home_path('en')}</link><description>{_xml(words.tagline)}</description>"
        f"<dc:language>en</dc:language><items><rdf:Seq>{order}</rdf:Seq></items></channel>\n{items}</rdf:RDF>\n"
    )


def _json(newest: Sequence[Piece], base: str) -> str:
    items = [
        {
            "id": _guid(piece),
            "url": base + tracked(piece),
            "title": piece.title,
            "content_text": piece.lead,
            "image": base + piece.image,
            "date_published": piece.published_at.isoformat(),
            "date_modified": piece.changed_at.isoformat(),
            "authors": [{"name": name} for name in piece.authors],
            "tags": list(piece.keywords),
            "language": "fr",
        }
        for piece in newest
    ]
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": NAME,
        "home_page_url": base + oddities.home_path("fr"),
        "feed_url": base + oddities.FEEDS["fr"][0],
        "description": WORDS["fr"].tagline,
        "language": "fr",
        "items": items,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _guid(piece: Piece) -> str:
    return f"meridian-{piece.id}-{piece.language}"


def _section(piece: Piece) -> str:
    return WORDS[piece.language].sections[piece.section][1]


def _xml(text: str) -> str:
    return escape(text).replace("&#x27;", "&apos;")
