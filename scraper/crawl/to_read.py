"""A page and what we know of it beforehand, as the reader processes want it."""

from __future__ import annotations

from db.frontier import PageRow
from scraper.config import Source
from scraper.parse import Hints, Rules, Template
from scraper.reading import PageToRead
from scraper.response import Response


def to_read(settings: Source, template: Template, page: PageRow, response: Response) -> PageToRead:
    hints = Hints(
        title=page.hint_title,
        published_at=page.hint_published_at,
        published_from=page.hint_from,
        language=settings.language,
    )
    return PageToRead(
        body=response.body,
        url=response.final_url,
        charset=response.charset,
        hints=hints,
        rules=rules_of(settings),
        now=response.fetched_at,
        template=template,
    )


def rules_of(settings: Source) -> Rules:
    """The configured rules of the site in the parser's words."""
    rules = settings.rules
    return Rules(
        title=rules.title,
        text=rules.text,
        lead=rules.lead,
        authors=rules.authors,
        published=rules.published,
        remove=rules.remove,
        dateline=rules.dateline.pattern if rules.dateline else None,
        signature=rules.signature.pattern if rules.signature else None,
    )
