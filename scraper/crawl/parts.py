"""An article over several pages: fetch the rest of it, as politely as any page, and join what was read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from db import frontier, runs
from db.connection import Connection
from db.frontier import PageRow
from scraper.crawl.keep import keep
from scraper.crawl.record import answered, failed
from scraper.crawl.work import Work
from scraper.errors import FetchError
from scraper.identify import url_key
from scraper.reading import PageToRead, Reading, is_part_of, join_parts, take_whole
from scraper.response import Response

MAX_PARTS = 20
"""Pages of one article; what has more is a list or a trap."""

FINAL = {"robots", "unsafe", "url"}
"""Kinds of errors that asking again won't mend."""

LOST = {401, 403, 404, 410}
"""Nor what was answered so."""

ToRead = Callable[[PageRow, Response], PageToRead]


class Parts:
    """Fetches what belongs to a page's article. `to_read`: a page as its reader wants it."""

    def __init__(self, work: Work, to_read: ToRead) -> None:
        self._work = work
        self._to_read = to_read

    async def complete(self, page: PageRow, first: Reading) -> Reading:
        """As `complete` does, with parts that are fetched."""
        return await complete(page.url, first, lambda address: self._read(page, address))

    async def _read(self, page: PageRow, address: str) -> Reading | None:
        """One part, kept raw and noted as an address of the article. None where there is none and won't be."""
        work = self._work
        try:
            response = await work.tools.client.get(address, site=work.site)
        except FetchError as error:
            if not (error.kind in FINAL or error.status in LOST):
                raise
            capture = await keep(work, address, error, page_id=page.id)
            row = failed(work, address, error, capture, page_id=page.id)
            await work.desk.write(lambda c: runs.record_fetch(c, row))
            return None
        work.tally.fetched += 1
        capture = await keep(work, address, response, page_id=page.id)
        row = answered(work, address, response, capture, "part", page_id=page.id)

        def note(connection: Connection) -> None:
            runs.record_fetch(connection, row)
            frontier.note_addresses(connection, [(page.id, address, "part")], response.fetched_at)

        await work.desk.write(note)
        return await work.tools.readers.read(self._to_read(page, response))


async def complete(url: str, first: Reading, read: Callable[[str], Awaitable[Reading | None]]) -> Reading:
    """The whole article: from the page that shows all, else part by part.

    `read`: what stands at an address; None where there is nothing and won't be. It raises FetchError where a part
    can't be had now but may be later: half an article would look like a revision. What is refused or gone is left out.
    """
    if first.article.whole_page is not None:
        whole = await read(first.article.whole_page)
        if whole is not None and len(whole.article.text) > len(first.article.text) and is_part_of(whole, [first]):
            return take_whole(first, whole)
    readings = [first]
    seen = {url_key(url)}
    while (address := readings[-1].article.next_page) and len(readings) < MAX_PARTS:
        if url_key(address) in seen:
            break
        seen.add(url_key(address))
        part = await read(address)
        if part is None or not is_part_of(part, readings):
            break
        readings.append(part)
    return join_parts(first, readings[1:]) if len(readings) > 1 else first
