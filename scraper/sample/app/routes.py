"""The addresses of the app: what readers see in the address bar, and what its script asks for."""

from __future__ import annotations

from scraper.sample.language import Language
from scraper.sample.piece import Piece


def route_of(piece: Piece) -> str:
    """The address of an article, as in `/en/economy/10441`; sections have one name in all languages."""
    return f"/{piece.language}/{piece.section}/{piece.id}"


def list_path(language: Language, section: str, page: int = 1) -> str:
    """The JSON list of a section, newest first."""
    return f"/api/{language}/{section}.json?page={page}"


def item_path(piece: Piece) -> str:
    """What is known of an article but for its text."""
    return f"/api/{piece.language}/item/{piece.id}.json"


def text_path(piece: Piece) -> str:
    """The text as an HTML fragment."""
    return f"/api/{piece.language}/text/{piece.id}.html"
