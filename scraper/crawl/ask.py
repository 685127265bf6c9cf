"""Asking a site for a page: as its server sends it, or, where the source says so, as its script draws it."""

from __future__ import annotations

from dataclasses import replace

from scraper.crawl.work import Work
from scraper.fetch import Validators
from scraper.response import Response

HTML = (("Content-Type", "text/html; charset=utf-8"),)


PARTS_AT_ONCE = 6
"""Requests at once for what belongs to one page: a browser's own limit for a host."""


async def ask(work: Work, url: str, validators: Validators, body: bytes | None = None) -> Response:
    """The answer as it came. `body`: JSON that is sent along by POST. Raises FetchError."""
    return await work.tools.client.get(url, validators=validators, site=work.site, body=body)


async def ask_for_page(work: Work, url: str, validators: Validators, more: int = 0) -> Response:
    """The page as its readers see it. One that is drawn has all that it was made of in `before`. Raises FetchError.

    `more`: how many times "load more" is pressed on a list. Drawing always takes the whole page: that the shell is as
    before says nothing of what its script would fetch.
    """
    settings, renderer = work.settings, work.tools.renderer
    if not settings.render or renderer is None:
        return await ask(work, url, validators)

    async def get(address: str, /, *, body: bytes | None = None) -> Response:
        """The page waits its turn; what belongs to it comes along at once, as in any browser."""
        if address == url:
            return await ask(work, address, Validators())
        at_once = replace(work.site, delay_s=0.0, concurrency=PARTS_AT_ONCE)
        return await work.tools.client.get(address, site=at_once, body=body)

    drawn = await renderer.render(url, get, user_agent=work.config.user_agent, language=settings.language, more=more)
    page = drawn.page
    parts = [answer for part in drawn.parts for answer in (*part.before, part)]
    return Response(
        url=url,
        final_url=page.final_url,
        status=page.status,
        headers=HTML,
        body=drawn.html.encode("utf-8", "replace"),
        fetched_at=page.fetched_at,
        elapsed_ms=page.elapsed_ms,
        hops=page.hops,
        before=(*page.before, page, *parts),
        is_rendered=True,
    )
