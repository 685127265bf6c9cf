"""Captures of the Wayback Machine, by its CDX server: listed page by page, fetched one by one, as they were."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from db.frozen import frozen
from scraper.errors import FetchError
from scraper.fetch import Client
from scraper.raw.inbox.item import Item, Passed, PastPage
from scraper.response import Response

SERVER = "https://web.archive.org"

ROWS = 500
"""Captures that are listed at once."""

FIELDS = ("timestamp", "original", "digest")

PASSING = {"dns", "connect", "timeout", "tls"}
"""Errors that are about the server, not about one capture."""


@frozen
class CdxQuery:
    """`url`: as the CDX server takes it, such as `example.org/news/*` or `*.example.org`."""

    url: str
    since: datetime | None = None
    until: datetime | None = None
    server: str = SERVER


async def wayback_pages(client: Client, query: CdxQuery, position: str | None) -> AsyncIterator[Item]:
    """From behind `position` on. Raises FetchError where the server can't be asked now; try again later."""
    at: dict[str, Any] = json.loads(position) if position else {"key": None, "row": 0}
    while True:
        rows, following = read_listing((await client.get(listing_url(query, at["key"]), check_robots=False)).body)
        for number, row in enumerate(rows[at["row"] :], at["row"] + 1):
            yield await _capture(client, query.server, row, json.dumps({"key": at["key"], "row": number}))
        if following is None:
            return
        at = {"key": following, "row": 0}


def listing_url(query: CdxQuery, key: str | None) -> str:
    """The question to the CDX server, with the key to go on from."""
    asked = [
        ("url", query.url),
        ("output", "json"),
        ("fl", ",".join(FIELDS)),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("collapse", "digest"),
        ("limit", str(ROWS)),
        ("showResumeKey", "true"),
    ]
    asked += [("from", f"{query.since:%Y%m%d%H%M%S}")] if query.since else []
    asked += [("to", f"{query.until:%Y%m%d%H%M%S}")] if query.until else []
    asked += [("resumeKey", key)] if key else []
    return f"{query.server.rstrip('/')}/cdx/search/cdx?{urlencode(asked)}"


def read_listing(body: bytes) -> tuple[list[dict[str, str]], str | None]:
    """(the captures, the key to go on from, None at the end). Raises FetchError for what is no listing."""
    try:
        table: list[list[str]] = json.loads(body or b"[]")
        head, *rows = table or [list(FIELDS)]
        key = rows[-1][0] if len(rows) >= 2 and rows[-2] == [] else None
        listed = rows[:-2] if key is not None else rows
        return [dict(zip(head, row, strict=True)) for row in listed], key
    except (ValueError, IndexError, TypeError) as error:
        raise FetchError("body", f"the CDX server's answer makes no sense: {error}") from error


async def _capture(client: Client, server: str, row: dict[str, str], position: str) -> Item:
    url = f"{server.rstrip('/')}/web/{row['timestamp']}id_/{row['original']}"
    try:
        fetched_at = datetime.strptime(row["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        answer = await client.get(url, check_robots=False)
    except ValueError as error:
        return Passed(position, "broken", f"{url}: {error}")
    except FetchError as error:
        if error.kind in PASSING or error.status == 429 or (error.status or 0) >= 500:
            raise
        return Passed(position, "broken", str(error))
    return PastPage(as_it_was(answer, row["original"], fetched_at), position)


def as_it_was(answer: Response, url: str, fetched_at: datetime) -> Response:
    """The capture with the headers that its own server had sent, which Wayback hands on under other names."""
    prefix = "x-archive-orig-"
    headers: list[tuple[str, str]] = [(k[len(prefix) :], v) for k, v in answer.headers if k.lower().startswith(prefix)]
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", answer.header("Content-Type") or "text/html"))
    values: dict[str, Any] = {"url": url, "final_url": url, "status": 200, "elapsed_ms": answer.elapsed_ms}
    return Response(**values, headers=tuple(headers), body=answer.body, fetched_at=fetched_at)
