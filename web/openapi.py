"""The API's description (OpenAPI 3.1): served at /openapi.json, and what the tests throw requests by."""

from __future__ import annotations

from typing import Any

from web.ask import LONGEST, MOST, PAGE

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_TIME = {"type": ["string", "null"], "format": "date-time"}
_TEXT = {"type": ["string", "null"]}
_WHOLE = {"type": ["integer", "null"]}
_FLAG = {"type": ["boolean", "null"]}
_TEXTS = {"type": "array", "items": {"type": "string"}}

ARTICLE: dict[str, Any] = {
    "id": {"type": "integer"},
    "source": {"type": "string"},
    **dict.fromkeys(("url", "canonical_url", "text", "kind", "content_hash", "parser_version"), _STRING),
    **dict.fromkeys(
        ("title", "lead", "language", "section", "dateline", "publisher", "image_url", "published_precision"), _TEXT
    ),
    "published_from": _TEXT,
    **dict.fromkeys(("authors", "agencies", "keywords"), _TEXTS),
    **dict.fromkeys(("published_at", "modified_at", "first_seen_at", "last_seen_at", "gone_at"), _TIME),
    **dict.fromkeys(("word_count", "revision"), _INTEGER),
    **dict.fromkeys(("story_id", "duplicate_of"), _WHOLE),
    **dict.fromkeys(("is_free", "is_truncated"), _FLAG),
}


def _query(name: str, about: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": {"type": "string", **schema}}


_NARROW = [
    _query("source", "A source's name"),
    _query("language", "ISO 639-1"),
    _query("since", "Published on that day or later", format="date"),
    _query("until", "Published before that day", format="date"),
    _query("author", "In an author's name"),
    _query("section", "The publisher's section"),
    _query("unique", "Leave out copies", enum=["true", "false", "1", "0"]),
    {
        "name": "limit",
        "in": "query",
        "description": "Articles a page",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
    },
    _query("cursor", "From the page before"),
]
_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
_Q = {
    **_query("q", 'Words, "a phrase", beginning*, a OR b, -not, title:x, (a OR b)', minLength=1, maxLength=LONGEST),
    "required": True,
}
_SORT = _query("sort", "Best first among the newest matches, or newest first", enum=["relevance", "newest"])
_ARTICLE = {"$ref": "#/components/schemas/Article"}
_PAGE = {"articles": {"type": "array", "items": _ARTICLE}, "cursor": _TEXT}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _get(summary: str, answer: dict[str, Any], parameters: list[Any], *errors: int) -> dict[str, Any]:
    responses = {"200": {"description": "OK", "content": {"application/json": {"schema": answer}}}}
    wrong = {"application/json": {"schema": _object({"error": {"type": "string"}})}}
    said = {404: "There is no such article", 422: "A parameter isn't what it should be; the message says which"}
    responses |= {str(code): {"description": said[code], "content": wrong} for code in errors}
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


_REVISION = {
    "revision": {"type": "integer"},
    "seen_at": {"type": "string", "format": "date-time"},
    "modified_at": _TIME,
    "title": _TEXT,
    "lead": _TEXT,
    "text": {"type": "string"},
    "changed": _TEXTS,
    "word_count": {"type": "integer"},
}
_COUNT = {
    "day": {"type": "string", "format": "date"},
    "source": {"type": "string"},
    "language": _TEXT,
    "articles": {"type": "integer"},
    "copies": {"type": "integer"},
}
_FOUND = {
    **_PAGE,
    "ranked": {"type": "integer"},
    "is_bounded": {"type": "boolean"},
    "facets": {"type": "object"},
}

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "dateline archive", "version": "1", "description": "Read-only. Times are UTC."},
    "paths": {
        "/api/articles": _get("The newest articles", _object(_PAGE), _NARROW, 422),
        "/api/articles/{id}": _get("One article with its addresses and copies", _ARTICLE, [_ID], 404, 422),
        "/api/articles/{id}/revisions": _get(
            "Every version of an article",
            _object({"revisions": {"type": "array", "items": _object(_REVISION)}}),
            [_ID],
            404,
            422,
        ),
        "/api/search": _get("Full-text search", _object(_FOUND), [_Q, _SORT, *_NARROW], 422),
        "/api/sources": _get(
            "Every source and its health", _object({"sources": {"type": "array", "items": {"type": "object"}}}), []
        ),
        "/api/volume": _get(
            "Articles by day, source and language",
            _object({"volume": {"type": "array", "items": _object(_COUNT)}}),
            [parameter for parameter in _NARROW if parameter["name"] in ("since", "until")],
            422,
        ),
    },
    "components": {"schemas": {"Article": _object(ARTICLE)}},
}  # fmt: skip
