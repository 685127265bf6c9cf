"""Everything that a request brought, into the archive: the answer, and those that came on the way to it."""

from __future__ import annotations

from urllib.parse import urlsplit

from db import runs
from db.connection import Connection
from db.frozen import frozen
from scraper.archive import Capture
from scraper.crawl.record import answered
from scraper.crawl.work import Work
from scraper.errors import FetchError
from scraper.fetch import page_signals, reserved
from scraper.response import Response

ANSWERED = {"status", "redirect", "too_large", "body"}
"""Kinds of error that are about an answer that did come."""


@frozen
class Brought:
    """`answer`: the one that the request's own row is about; `way`: those before it, each with a row of its own."""

    answer: Response | None
    way: tuple[Response, ...]


def brought(result: Response | FetchError, url: str) -> Brought:
    """What came of asking for `url`."""
    if isinstance(result, Response):
        return Brought(result, result.before)
    *way, last = result.answers or (None,)
    is_meant = last is not None and last.url == url and result.kind in ANSWERED
    return Brought(last, tuple(way)) if is_meant else Brought(None, result.answers)


async def keep(
    work: Work,
    url: str,
    result: Response | FetchError,
    known: str | None = None,
    *,
    endpoint_id: int | None = None,
    page_id: int | None = None,
) -> Capture | None:
    """Keep it all raw, before anybody parses it. Returns the place of the answer, None where nothing is kept.

    `known`: the digest of the payload that this page or endpoint had last time. Raises ArchiveError.
    An answer whose publisher reserves what is obeyed is not kept at all.
    """
    obeyed = work.config.politeness.obey_signals
    if obeyed and isinstance(result, Response) and reserved(page_signals(result), obeyed):
        return None
    found = brought(result, url)
    answers = [*found.way, *([found.answer] if found.answer else [])]
    captures = await work.desk.keep(answers, known)
    if found.way:
        places = [*captures, *[None] * len(answers)]
        rows = [
            answered(
                work,
                answer.final_url,
                answer,
                capture,
                way_outcome(answer, url),
                endpoint_id=endpoint_id,
                page_id=page_id,
            )
            for answer, capture in zip(found.way, places, strict=False)
        ]

        def note(connection: Connection) -> None:
            for row in rows:
                runs.record_fetch(connection, row)

        await work.desk.write(note)
    return captures[-1] if captures and found.answer is not None else None


def way_outcome(answer: Response, url: str) -> str:
    """What an answer was on the way to `url`."""
    if urlsplit(answer.final_url).path == "/robots.txt":
        return "robots"
    if answer.url != url or answer.status == 200:
        return "rendered"  # the shell of a page that a script draws, or what its script asked for
    return "redirect" if 300 <= answer.status < 400 else "retried"
