"""The JSON API: the same articles under the same keys as everywhere, page by page with cursors. Read-only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from db import Database
from db.history import versions
from db.public import one
from db.query import plain
from db.types import LARGEST_ID
from web import answers, ask
from web.memory import Memory
from web.openapi import DESCRIPTION


def routes() -> list[BaseRoute]:
    return [
        Route("/openapi.json", lambda _: _Json(DESCRIPTION)),
        Route("/api/articles", articles),
        Route("/api/articles/{id}", article),
        Route("/api/articles/{id}/revisions", revisions),
        Route("/api/search", search),
        Route("/api/sources", sources),
        Route("/api/volume", volume),
    ]


class _Json(JSONResponse):
    def render(self, content: Any) -> bytes:
        import json

        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def articles(request: Request) -> Response:
    page = answers.listed(_database(request), ask.read(request.query_params))
    return _Json({"articles": [answers.as_json(row) for row in page.articles], "cursor": page.cursor})


def article(request: Request) -> Response:
    return _with_id(request, lambda number: one(_database(request), number), answers.as_json)


def revisions(request: Request) -> Response:
    def known(number: int) -> list[Any] | None:
        return versions(_database(request), number) or None

    return _with_id(request, known, lambda found: {"revisions": [_plain(asdict(one)) for one in found]})


def search(request: Request) -> Response:
    page = answers.found(_database(request), ask.read(request.query_params))
    return _Json(
        {
            "articles": [answers.as_json(hit) for hit in page.hits],
            "cursor": page.cursor,
            "ranked": page.ranked,
            "is_bounded": page.is_bounded,
            "facets": {kind: dict(counts) for kind, counts in page.facets.items()},
        }
    )


def sources(request: Request) -> Response:
    return _Json({"sources": answers.sources(_database(request))})


def volume(request: Request) -> Response:
    """By day, source and language; the last 90 days unless `since` and `until` say otherwise."""
    database, memory = _database(request), _memory(request)
    since, until = ask.span(request.query_params, lambda: answers.latest_day(database, memory))
    counts = answers.volume(database, memory, since, until)
    return _Json({"volume": [{**asdict(count), "day": str(count.day)} for count in counts]})


def error(status: int, message: str) -> Response:
    return _Json({"error": message}, status)


def _with_id(request: Request, find: Callable[[int], Any], show: Callable[[Any], Any]) -> Response:
    text = request.path_params["id"]
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID):
        return error(422, "id: expected a whole number")
    found = find(int(text))
    return error(404, f"there is no article {text}") if found is None else _Json(show(found))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: plain(value) for key, value in row.items()}


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _memory(request: Request) -> Memory:
    memory: Memory = request.app.state.memory
    return memory
