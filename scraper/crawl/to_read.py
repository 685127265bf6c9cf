"""A page and what we know of it beforehand, as the reader processes want it."""

from __future__ import annotations

from db.frontier import PageRow
from scraper.config import Source
from scraper.crawl.lists import item_body
from scraper.crawl.rules import configured_rules
from scraper.parse import Hints, Rules, rules_on
from scraper.reading import PageToRead
from scraper.response import Response


def to_read(
    settings: Source, template: str, page: PageRow | None, response: Response, *, learns: bool = False
) -> PageToRead:
    """The page itself, or the one that the item of a JSON list makes.

    `template`: what the site has taught, packed. `page`: None where nobody has told us of it. `learns`: whether what it
    shows of the template is wanted.
    """
    hints = Hints(language=settings.language)
    if page is not None:
        hints = Hints(page.hint_title, page.hint_published_at, page.hint_from, settings.language)
    item = item_body(settings, page, response) if page is not None else None
    return PageToRead(
        body=response.body if item is None else item,
        url=response.final_url if item is None or page is None else page.url,
        charset=response.charset if item is None else "utf-8",
        is_item=item is not None,
        hints=hints,
        rules=rules_on(configured_rules(settings), response.fetched_at.date()) or Rules(),
        now=response.fetched_at,
        template=template,
        learns=learns,
    )
