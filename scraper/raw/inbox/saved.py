"""Pages that somebody has saved: a folder of HTML files, or a file with one JSON object a line."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scraper.raw.inbox.item import Item, Passed, PastPage
from scraper.response import Response

SUFFIXES = {".html", ".htm", ".xhtml"}

TIMES = ("fetched_at", "date_download", "crawled_at", "timestamp", "date")
ADDRESSES = ("url", "link", "source_url")
PAGES = ("html", "raw_html", "body", "content")
"""Keys under which programs keep such things, the plainest first."""

_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_LINK = re.compile(rb"<(?:link|meta)\b[^>]*>", re.IGNORECASE)
_CANONICAL = re.compile(rb"""rel=["']?canonical\b|property=["']?og:url\b""", re.IGNORECASE)
_TARGET = re.compile(rb"""(?:href|content)=["']?(https?://[^"'\s>]+)""", re.IGNORECASE)


def folder_pages(folder: Path, position: str | None) -> Iterator[Item]:
    """Every HTML file below the folder, by name, from behind `position` on. A page's time is its file's."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
        name = path.relative_to(folder).as_posix()
        if position is not None and name <= position:
            continue
        try:
            body = path.read_bytes()
            url = address_of(body)
            saved_at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        except OSError as error:
            yield Passed(name, "broken", f"{path}: {error.strerror}")
            continue
        if url is None:
            yield Passed(name, "broken", f"{path}: it doesn't say from which address it is (no canonical link)")
        else:
            yield PastPage(_response(url, body, saved_at), name)


def lines_pages(path: Path, position: str | None) -> Iterator[Item]:
    """Lines of JSON with `url`, `html` and a time, from behind line `position` on. Raises OSError."""
    begun = int(position or 0)
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if number <= begun or not line.strip():
                continue
            try:
                yield PastPage(_from_line(json.loads(line)), str(number))
            except (ValueError, TypeError, RecursionError) as error:
                yield Passed(str(number), "broken", f"{path}:{number}: {error}")


def address_of(page: bytes) -> str | None:
    """Where a saved page is from, by its own word."""
    head = page[: 512 * 1024]
    if (saved := _SAVED_FROM.search(head)) is not None:
        return saved[1].decode("utf-8", "replace")
    for tag in _LINK.findall(head):
        if _CANONICAL.search(tag) and (target := _TARGET.search(tag)) is not None:
            return target[1].decode("utf-8", "replace").replace("&amp;", "&")
    return None


def _from_line(value: Any) -> Response:
    if not isinstance(value, dict):
        raise ValueError("expected an object")
    url, page, told = (next((value[key] for key in keys if value.get(key)), None) for keys in (ADDRESSES, PAGES, TIMES))
    if not isinstance(url, str) or not isinstance(page, str) or "<" not in page:
        raise ValueError("expected `url` and `html`")
    return _response(url, page.encode(), _time(told))


def _time(told: Any) -> datetime:
    if isinstance(told, int | float):
        return datetime.fromtimestamp(int(told), UTC)
    if not isinstance(told, str):
        raise ValueError("expected `fetched_at`, the time when the page was fetched")
    moment = datetime.fromisoformat(told)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def _response(url: str, body: bytes, fetched_at: datetime) -> Response:
    return Response(url, url, 200, (("Content-Type", "text/html"),), body, fetched_at, 0)
