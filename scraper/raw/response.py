"""A capture as the response that it was."""

from __future__ import annotations

from datetime import datetime

from scraper.archive import Captured
from scraper.response import Response

_ORIGINAL = "x-archive-orig-"


def as_response(captured: Captured, url: str, fetched_at: datetime) -> Response:
    """`url`: as it was fetched; the one in the archive is without fragment and login."""
    return Response(
        url=url,
        final_url=url,
        status=captured.status,
        headers=tuple(pair for pair in captured.headers if not pair[0].lower().startswith(_ORIGINAL)),
        body=captured.body,
        fetched_at=fetched_at,
        elapsed_ms=0,
    )
