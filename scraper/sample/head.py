"""What an article's page tells machines: meta elements, JSON-LD, alternates. How much, its layout says."""

from __future__ import annotations

import json

from scraper.sample import oddities
from scraper.sample.frame import meta, void
from scraper.sample.language import NAME, WORDS
from scraper.sample.piece import Piece


def head(piece: Piece, base: str) -> list[str]:
    """The lines of the head below the title."""
    lines = [meta("description", piece.lead), void("link", rel="canonical", href=base + piece.path)]
    lines += [
        void("link", rel="alternate", hreflang=language, href=base + path) for language, path in piece.translations
    ]
    if piece.amp_path:
        lines.append(void("link", rel="amphtml", href=base + piece.amp_path))
    if piece.layout == "plain":
        return lines
    lines += _open_graph(piece, base)
    if piece.layout == "meta":
        lines += _meta(piece)
    else:
        lines.append(json_ld(piece, base))
    return lines


def json_ld(piece: Piece, base: str) -> str:
    """A script element with the NewsArticle; for one page as broken as hand-made templates make it."""
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": base + piece.path},
        "headline": piece.title,
        "description": piece.lead,
        "image": [base + piece.image],
        "datePublished": piece.published_at.isoformat(),
        "dateModified": piece.changed_at.isoformat(),
        "articleSection": WORDS[piece.language].sections[piece.section][1],
        "keywords": list(piece.keywords),
        "inLanguage": piece.language,
        "isAccessibleForFree": True,
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "url": f"{base}/"},
    }
    if piece.authors:
        said["author"] = [{"@type": "Person", "name": name} for name in piece.authors]
    text = json.dumps(said, ensure_ascii=False, indent=1).replace("</", "<\\/")
    if oddities.place_of(piece) == oddities.BROKEN_JSON_LD:
        text = text.replace("\n}", ",\n}")  # a comma too many, as a template's loop leaves it
    return f'<script type="application/ld+json">\n{text}\n</script>'


def _open_graph(piece: Piece, base: str) -> list[str]:
    return [
        meta("og:type", "article"),
        meta("og:site_name", NAME),
        meta("og:locale", WORDS[piece.language].locale),
        meta("og:title", piece.title),
        meta("og:description", piece.lead),
        meta("og:url", base + piece.path),
        meta("og:image", base + piece.image),
        meta("twitter:card", "summary_large_image"),
    ]


def _meta(piece: Piece) -> list[str]:
    lines = [
        meta("article:published_time", piece.published_at.isoformat()),
        meta("article:section", WORDS[piece.language].sections[piece.section][1]),
        meta("keywords", ", ".join(piece.keywords)),
    ]
    lines += [meta("article:tag", keyword) for keyword in piece.keywords]
    lines += [meta("author", ", ".join(piece.authors))] if piece.authors else []
    lines += [meta("article:modified_time", piece.modified_at.isoformat())] if piece.modified_at else []
    return lines
