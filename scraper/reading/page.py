"""A page as it goes to a reader process, and what is done with it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from db.frozen import frozen
from scraper.parse.evidence import Hints, Rules

if TYPE_CHECKING:
    from scraper.parse import Parsed, Template
    from scraper.reading.made import Reading

T_co = TypeVar("T_co", covariant=True)


class ToRead(Protocol[T_co]):
    """What may be sent to a reader process: it is read there, and what it says comes back."""

    def read(self) -> T_co: ...


@frozen
class PageToRead:
    """A page as it goes to a reader process."""

    body: bytes
    url: str
    charset: str | None
    hints: Hints
    rules: Rules
    now: datetime
    template: str = ""
    """What the site's other pages have taught, packed (`parse.template_bytes`): hundreds of pages go with the same one,
    and a reader unpacks it once."""
    is_item: bool = False
    """It was made from the item of a JSON list."""
    learns: bool = False
    """Whether what it shows of its site's template is wanted too."""

    def read(self) -> Reading:
        from scraper.reading.made import finish

        return finish(self, self.parse())

    def parse(self) -> Parsed:
        """What the page says; of an item that we have made a page of, what the list says."""
        from scraper.parse.page import parse_page

        parsed = parse_page(
            self.body,
            self.url,
            charset=self.charset,
            hints=self.hints,
            rules=self.rules,
            now=self.now,
            template=_unpacked(self.template),
            learns=self.learns,
        )
        if self.is_item and parsed.article.published_from == "jsonld":  # which we have written ourselves
            return replace(parsed, article=replace(parsed.article, published_from="list"))
        return parsed


@lru_cache(maxsize=64)
def _unpacked(template: str) -> Template:
    from scraper.parse.template import Template
    from scraper.parse.template_bytes import unpack_template

    return (unpack_template(template) if template else None) or Template()
