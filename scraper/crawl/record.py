"""A request as a row of the fetch log."""

from __future__ import annotations

from typing import Any

from db.runs import FetchRow
from scraper.archive import Capture
from scraper.crawl.work import Work, now
from scraper.errors import FetchError
from scraper.response import Response


def answered(
    work: Work,
    url: str,
    response: Response,
    capture: Capture | None,
    outcome: str,
    *,
    endpoint_id: int | None = None,
    page_id: int | None = None,
    parser_version: str | None = None,
) -> FetchRow:
    return FetchRow(
        run_id=work.run_id,
        source_id=work.row.id,
        endpoint_id=endpoint_id,
        page_id=page_id,
        parser_version=parser_version,
        url=url,
        final_url=response.final_url,
        fetched_at=response.fetched_at,
        status=response.status,
        outcome=outcome,
        elapsed_ms=response.elapsed_ms,
        size=len(response.body),
        content_type=response.header("Content-Type"),
        **({} if response.not_modified else {"payload_digest": response.payload_digest}) | place_of(capture),
    )


def failed(
    work: Work,
    url: str,
    error: FetchError,
    capture: Capture | None = None,
    *,
    endpoint_id: int | None = None,
    page_id: int | None = None,
) -> FetchRow:
    return FetchRow(
        run_id=work.run_id,
        source_id=work.row.id,
        endpoint_id=endpoint_id,
        page_id=page_id,
        url=url,
        fetched_at=now(),
        status=error.status,
        outcome=outcome_of(error),
        error_kind=error.kind,
        error=str(error),
        **place_of(capture),
    )


def place_of(capture: Capture | None) -> dict[str, Any]:
    """Where the answer is kept. A revisit has the digest of what it refers to, so that it can be found."""
    if capture is None:
        return {}
    return {
        "payload_digest": capture.digest,
        "warc_file": capture.file,
        "warc_offset": capture.offset,
        "warc_length": capture.length,
        "warc_type": capture.kind,
    }


def outcome_of(error: FetchError) -> str:
    if error.kind in {"robots", "unsafe", "url", "signals"}:
        return "refused"
    if error.kind in {"resting", "local"}:  # nobody was asked
        return "resting"
    return "gone" if error.kind == "soft_404" or error.status in {404, 410} else "failed"
