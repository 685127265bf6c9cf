"""The app's lists by GraphQL: one address, asked by POST, with a cursor; texts come along."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from scraper.sample.app import api
from scraper.sample.language import LANGUAGES
from scraper.sample.piece import Piece, pieces

PATH = "/graphql"
PER_PAGE = 5

Translations = Callable[[Piece], Sequence[Piece]]


def answer(edition: int, asked: bytes, translations: Translations) -> tuple[int, dict[str, Any]]:
    """(status, answer) to a query for `latest(language, section, after)`; fields are not chosen from.

    `translations`: of a piece, the same story in the other languages.
    """
    try:
        query = json.loads(asked)
        variables = query["variables"]
        language, section = variables["language"], variables["section"]
        start = int(variables.get("after") or 0)
    except (ValueError, KeyError, TypeError):
        return 400, {"errors": [{"message": "Syntax Error: expected a query and its variables"}]}
    if language not in LANGUAGES:
        return 200, {"data": None, "errors": [{"message": f"unknown language {language!r}"}]}
    own = [piece for piece in pieces(edition) if (piece.language, piece.section) == (language, section)]
    return 200, {"data": {"latest": _page(own, start, translations)}}


def _page(own: list[Piece], start: int, translations: Translations) -> dict[str, Any]:
    shown = own[start : start + PER_PAGE]
    end = start + len(shown)
    nodes = [{**api.item(piece, translations(piece)), "html": api.fragment(piece)} for piece in shown]
    info = {"hasNextPage": end < len(own), "endCursor": str(end)}
    return {"edges": [{"node": node} for node in nodes], "pageInfo": info}
