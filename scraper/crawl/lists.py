"""The JSON interfaces of a source: its rules made whole, and its items made into pages."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin

from db.frontier import PageRow
from scraper.config import Source
from scraper.config.lists import JsonList
from scraper.discover import ListRule, first_pages, is_list_of, post_of
from scraper.discover.pattern import match
from scraper.discover.software import INTERFACES, Interface
from scraper.response import Response

PAGES = 3
"""Pages of a list that one pass turns over, as long as there is something new on them; `pages` of the rule wins."""

_NOTHING = Interface(url="/", items="@", fields={})


def list_rules(source: Source) -> tuple[ListRule, ...]:
    """The rules of a source with absolute patterns; where a rule is silent, the interface of the software speaks."""
    return tuple(_rule(rule, source.url) for rule in source.lists)


def rule_of(source: Source, url: str) -> tuple[ListRule, int] | None:
    """The rule that reads this list, and how many pages of it a pass turns over."""
    for rule, settings in zip(list_rules(source), source.lists, strict=True):
        if is_list_of(rule, url):
            return rule, settings.pages or PAGES
    return None


def first_lists(source: Source) -> tuple[str, ...]:
    """Where the rules of a source begin."""
    return tuple(url for rule in list_rules(source) for url in first_pages(rule))


def question(source: Source, url: str) -> bytes | None:
    """What a list is asked with by POST; None where it is simply fetched."""
    found = rule_of(source, url)
    return post_of(found[0], url) if found else None


def needs_no_fetch(page: PageRow) -> bool:
    """Whether the list has said all there is: the item holds the text."""
    return page.item is not None and page.fetch_url is None and bool(_said(page.item).get("text"))


def listed_answer(page: PageRow, moment: datetime) -> Response:
    """What the list said of a page, as if it had been asked for; the list's own record keeps it raw."""
    assert page.item is not None
    kind = (("Content-Type", "application/json"),)
    return Response(page.url, page.url, 200, kind, page.item.encode(), moment, 0)


def item_body(source: Source, page: PageRow, response: Response) -> bytes | None:
    """The page that a reader is to read in place of the bare answer; None for a page that is one already."""
    if page.item is None:
        return None
    from scraper.parse.item import item_page  # few sources have any

    said = _said(page.item)
    if page.fetch_url is None:
        return item_page(said).encode() if said.get("text") else None
    rules = (rule for rule in list_rules(source) if rule.text and match(rule.text, page.fetch_url) is not None)
    rule = next(rules, None)
    return item_page(said, response.body, rule.text_fields if rule else None, response.charset).encode()


@lru_cache(maxsize=64)
def _said(item: str) -> dict[str, object]:
    said = json.loads(item)
    assert isinstance(said, dict)
    return said


def _rule(rule: JsonList, site: str) -> ListRule:
    known = INTERFACES[rule.software] if rule.software else _NOTHING
    return ListRule(
        url=urljoin(site, rule.url or known.url),
        items=rule.items or known.items,
        fields={**known.fields, **rule.fields},
        article=_absolute(site, rule.article or known.article),
        text=_absolute(site, rule.text) if rule.text else None,
        text_fields=rule.text_fields,
        next=rule.next or known.next,
        each=rule.each,
        first_page=1 if rule.first_page is None else rule.first_page,
        body=rule.body,
    )


def _absolute(site: str, pattern: str) -> str:
    """A pattern that is nothing but a name stands for a whole address."""
    return pattern if pattern.startswith("{") else urljoin(site, pattern)
