"""One article a line: JSONL, CSV that a spreadsheet may open, and schema.org JSON-LD."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TextIO

from db.export.rows import COLUMNS
from db.query import plain

Row = Mapping[str, Any]

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet (OWASP, "CSV Injection")."""

_TYPES = {"liveblog": "LiveBlogPosting", "video": "VideoObject", "gallery": "ImageGallery"}


def write_jsonl(rows: Iterable[Row], out: TextIO) -> int:
    return _write(out, (json.dumps(as_json(row), ensure_ascii=False) for row in rows))


def write_csv(rows: Iterable[Row], out: TextIO) -> int:
    """RFC 4180; lists as `a; b`; a leading apostrophe keeps a text from being taken for a formula."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007  (the count is the result)
        writer.writerow([safe_cell(row[name]) for name in COLUMNS])
    return count


def write_jsonld(rows: Iterable[Row], out: TextIO) -> int:
    return _write(out, (json.dumps(as_jsonld(row), ensure_ascii=False) for row in rows))


def as_json(row: Row) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items()}


def safe_cell(value: Any) -> Any:
    """A value as a spreadsheet may have it: text that would be run as a formula is kept from it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, datetime):
        return plain(value)
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    return f"'{text}" if text.lstrip(" \n").startswith(_DANGEROUS) or text.startswith(_DANGEROUS) else text


def as_jsonld(row: Row) -> dict[str, Any]:
    """A schema.org NewsArticle (or what the kind says); keys without a value are left out."""
    facts = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(row["kind"], "NewsArticle"),
        "@id": row["canonical_url"],
        "url": row["canonical_url"],
        "headline": row["title"],
        "abstract": row["lead"],
        "articleBody": row["text"],
        "author": [{"@type": "Person", "name": name} for name in row["authors"]],
        "keywords": row["keywords"],
        "datePublished": plain(row["published_at"]),
        "dateModified": plain(row["modified_at"]),
        "inLanguage": row["language"],
        "articleSection": row["section"],
        "dateline": row["dateline"],
        "publisher": {"@type": "Organization", "name": row["publisher"] or row["source"], "url": row["source_url"]},
        "image": row["image_url"],
        "isAccessibleForFree": row["is_free"],
        "wordCount": row["word_count"],
        "copyrightNotice": row["rights"],
    }
    return {key: value for key, value in facts.items() if value not in (None, [], "")}


def _write(out: TextIO, lines: Iterable[str]) -> int:
    count = 0
    for count, line in enumerate(lines, 1):  # noqa: B007  (the count is the result)
        out.write(line + "\n")
    return count
