"""What the app's script asks for: lists and articles as JSON, texts as HTML fragments, the words of the site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from scraper.sample.app.routes import route_of
from scraper.sample.article_page import body_of
from scraper.sample.language import LANGUAGES, NAME, WORDS, Language
from scraper.sample.piece import Piece

PER_PAGE = 5


def item(piece: Piece, translations: Sequence[Piece]) -> dict[str, Any]:
    """An article as a list shows it. `translations`: the same story in the other languages."""
    return {
        "id": piece.id,
        "title": piece.title,
        "intro": piece.lead,
        "section": {"key": piece.section, "name": WORDS[piece.language].sections[piece.section][1]},
        "authors": [{"name": name} for name in piece.authors],
        "tags": list(piece.keywords),
        "created": piece.published_at.isoformat(),
        "modified": piece.changed_at.isoformat(),
        "image": {"src": piece.image, "caption": piece.caption},
        "translations": [{"lang": other.language, "route": route_of(other)} for other in translations],
    }


def listing(items: list[dict[str, Any]], page: int) -> dict[str, Any]:
    """One page of a section's list."""
    shown = items[(page - 1) * PER_PAGE : page * PER_PAGE]
    return {"page": page, "pages": pages_of(items), "total": len(items), "items": shown}


def pages_of(items: Sequence[object]) -> int:
    return max(1, -(-len(items) // PER_PAGE))


def fragment(piece: Piece) -> str:
    """The text with what editors put between its paragraphs; dateline and signature included."""
    return "\n".join(body_of(piece)) + "\n"


def words(language: Language) -> dict[str, Any]:
    """What the app prints around its articles."""
    said = WORDS[language]
    return {
        "name": NAME,
        "languages": list(LANGUAGES),
        "sections": {key: name for key, (_, name) in said.sections.items()},
        "by": said.by,
        "more": said.next_page,
        "related": said.related,
        "not_found": said.not_found,
        "footer": said.footer,
    }


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
