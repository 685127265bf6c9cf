"""A page to an article. Pure: bytes in, an Article out; no network, no clock, no database.

What reads pages is imported with the first page: most commands read the archive and parse nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from scraper.on_demand import names_from

if TYPE_CHECKING:
    from scraper.article import Article
    from scraper.parse.evidence import Hints, Rules, rules_on
    from scraper.parse.page import Parsed, parse_page
    from scraper.parse.template import Template

__all__ = ["Hints", "Parsed", "Rules", "Template", "parse", "parse_page", "rules_on"]

__getattr__ = names_from(
    __name__,
    {
        "Hints": "evidence",
        "Parsed": "page",
        "Rules": "evidence",
        "Template": "template",
        "parse_page": "page",
        "rules_on": "evidence",
    },
)


def parse(
    html: bytes | str,
    url: str | None = None,
    *,
    charset: str | None = None,
    hints: Hints | None = None,
    rules: Rules | None = None,
    now: datetime | None = None,
) -> Article:
    """Read a page. Never raises: what is no article comes back as kind `page` with the reason.

    `charset`: of the HTTP header. `hints`: what a feed said. `rules`: of the site. `now`: a date more than a day later
    is not believed; None believes every date.
    """
    from scraper.parse.page import parse_page

    return parse_page(html, url, charset=charset, hints=hints, rules=rules, now=now).article
