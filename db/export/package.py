"""`datapackage.json` (Frictionless Data Package 1.0): what an export holds, so that others can cite and check it."""

from __future__ import annotations

from typing import Any

from db.export.rows import COLUMNS, RIGHTS

_INTEGERS = {"id", "word_count", "revision", "story_id", "duplicate_of"}
_TIMES = {"published_at", "modified_at", "first_seen_at", "last_seen_at", "gone_at"}
_FLAGS = {"is_free", "is_truncated"}
_LISTS = {"authors", "agencies", "keywords"}


def describe(path: str, form: str, count: int, made_at: str) -> dict[str, Any]:
    """Of one exported file or folder; `made_at`: UTC time as text."""
    return {
        "profile": "data-package",
        "name": "dateline-export",
        "title": "Articles of a dateline archive",
        "created": made_at,
        "licenses": [{"name": "LicenseRef-Publishers", "title": RIGHTS}],
        "resources": [
            {
                "name": "articles",
                "path": path,
                "format": form,
                "encoding": "utf-8",
                "rows": count,
                "schema": {
                    "fields": [{"name": name, "type": _type(name, form)} for name in COLUMNS],
                    "primaryKey": "id",
                    "foreignKeys": [{"fields": "duplicate_of", "reference": {"resource": "", "fields": "id"}}],
                },
            }
        ],
    }


def _type(name: str, form: str) -> str:
    if name in _LISTS:
        return "string" if form == "csv" else "array"
    return (
        "integer" if name in _INTEGERS else "datetime" if name in _TIMES else "boolean" if name in _FLAGS else "string"
    )
