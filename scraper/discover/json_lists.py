"""JSON lists of articles, read by a rule: where the items are, what their fields mean, how addresses are formed."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from db.frozen import frozen
from scraper.discover.listing import Child, Entry, Listing, newest_first
from scraper.discover.pattern import fill, match, names_in
from scraper.discover.post import address_of, fill_body
from scraper.discover.times import told_time
from scraper.jmes import look_up

_ESCAPE = re.compile(rb"\\(?:(u[dD][89abAB]..\\u[dD][c-fC-F]..)|u[dD][89a-fA-F]..|u0000|(.))", re.DOTALL)
"""A whole character, what no database stores (half of one, NUL), or any other escape."""

_LIMITS = ("per_page", "limit", "page[limit]", "page_size", "pagesize", "size", "count", "first")
"""Parameters that say how many items a page has."""


@frozen
class ListRule:
    """How one JSON interface of a site is read. Patterns are absolute; paths are JMESPath."""

    url: str
    """Pattern of the list's address. `{page}` counts its pages, `{offset}` its items, `{cursor}` is what
    `next` says."""
    items: str
    """Path of the items in the answer."""
    fields: Mapping[str, str]
    """What is known of an article, by name, and its path in an item."""
    article: str
    """Pattern of an article's address as readers see it; names are those of `each` and `fields`."""
    text: str | None = None
    """Pattern of the address where its text is, if that is not the article's page."""
    text_fields: Mapping[str, str] = field(default_factory=dict)
    """Paths in what `text` answers, where that is JSON; an HTML fragment is the text itself."""
    next: str | None = None
    """Path of the next page's address, number or cursor; or of whether there is one, as in `page < pages`."""
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values that a name in `url` takes in turn: one list for each combination."""
    first_page: int = 1
    body: str | None = None
    """JSON that asks for the list by POST; values that are nothing but `{name}` are filled in."""

    @property
    def address(self) -> str:
        """The pattern that tells the lists of the rule apart: `url`, and behind a # what the body says."""
        return address_of(self.url, self.body)


def first_pages(rule: ListRule) -> Iterator[str]:
    """The address of every list of the rule."""
    start = {"page": rule.first_page, "offset": 0}
    for values in itertools.product(*rule.each.values()):
        known = dict(zip(rule.each, values, strict=True)) | start
        address = fill(_without_cursor(rule.address), known)
        if address is not None:
            yield address


def is_list_of(rule: ListRule, url: str) -> bool:
    """Whether the address is one of the rule's lists, at whatever page."""
    return _values(rule, url) is not None


def post_of(rule: ListRule, url: str) -> bytes | None:
    """What is to be sent along to get this list; None for a GET."""
    return fill_body(rule.body, _values(rule, url) or {}) if rule.body is not None else None


def read_json_list(body: bytes, url: str, rule: ListRule) -> Listing:
    """What a list says, newest first. An item without an address is left out, and told of in `problem`."""
    try:
        answer = json.loads(_ESCAPE.sub(_if_storable, body))
    except (ValueError, RecursionError) as error:
        return Listing("json", problem=f"this is no JSON: {error}")
    items = look_up(rule.items, answer)
    if not isinstance(items, list):
        return Listing("json", problem=f"no list at {rule.items!r} in the answer")
    known = _values(rule, url) or {}
    read = [_entry(item, position, url, rule, known) for position, item in enumerate(items)]
    entries = [entry for entry in read if entry is not None]
    following = _following(rule, answer, url, known, len(items)) if items else None
    return Listing(
        "json",
        newest_first(entries),
        children=(Child(following),) if following and following != url else (),
        problem=_problem(len(items), len(entries)),
    )


def _if_storable(escape: re.Match[bytes]) -> bytes:
    return escape[0] if escape[1] or escape[2] else b""


def _values(rule: ListRule, url: str) -> dict[str, str] | None:
    """What the names stand for in this address; None where it is no list of the rule."""
    found = match(rule.address, url)
    return found if found is not None else match(_without_cursor(rule.address), url)


def _problem(items: int, entries: int) -> str | None:
    if not items:
        return "the list is empty"
    if entries < items:
        return f"{items - entries} of {items} items give no address of an article"
    return None


def _entry(item: object, position: int, url: str, rule: ListRule, known: Mapping[str, str]) -> Entry | None:
    told = {name: look_up(path, item) for name, path in rule.fields.items()}
    values = {**known, **{name: value for name, value in told.items() if isinstance(value, str | int)}}
    address = _address(rule.article, values, url)
    if address is None:
        return None
    language = told.get("language") or known.get("language")
    alternates = tuple(_alternates(told.pop("translations", None), url))
    if language:
        told["language"] = language
    said = {name: value for name, value in told.items() if value not in (None, "", [], {})}
    return Entry(
        address,
        position,
        title=said["title"] if isinstance(said.get("title"), str) else None,
        published_at=told_time(said.get("published")),
        updated_at=told_time(said.get("modified")),
        language=language if isinstance(language, str) else None,
        alternates=alternates,
        fetch_url=_address(rule.text, values, url) if rule.text else None,
        item=json.dumps(said | ({"translations": alternates} if alternates else {}), ensure_ascii=False),
    )


def _address(pattern: str, values: Mapping[str, object], url: str) -> str | None:
    filled = fill(pattern, values)
    try:
        address = urljoin(url, filled) if filled else ""
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _alternates(told: object, url: str) -> Iterator[tuple[str, str]]:
    """Pairs of language and address, from a list of pairs or from an object."""
    pairs: list[Any] = list(told.items()) if isinstance(told, dict) else told if isinstance(told, list) else []
    for pair in pairs:
        if isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair):
            with suppress(ValueError):  # no address
                yield pair[0], urljoin(url, pair[1])


def _following(rule: ListRule, answer: object, url: str, known: Mapping[str, str], count: int) -> str | None:
    """The address of the next page, by what the answer says, else by counting on."""
    names = names_in(rule.address)
    told = look_up(rule.next, answer) if rule.next is not None else True
    if told in (None, "", False):
        return None
    if isinstance(told, str) and "cursor" in names:
        return fill(rule.address, {**known, "cursor": told})
    if told is not True and "page" in names and str(told).isdecimal():
        return fill(rule.address, {**known, "page": told})
    if isinstance(told, str):
        return _address("{next}", {"next": told}, url)
    if rule.next is None and count < _asked_for(url):
        return None
    if "page" in names:
        return fill(rule.address, {**known, "page": int(known.get("page", rule.first_page)) + 1})
    if "offset" in names:
        return fill(rule.address, {**known, "offset": int(known.get("offset", 0)) + count})
    return None


def _asked_for(url: str) -> int:
    """How many items the address asks for; 0 where it doesn't say. Fewer are the last page."""
    said = {name.lower(): value for name, value in parse_qsl(urlsplit(url).query)}
    numbers = [said[name] for name in _LIMITS if said.get(name, "").isdecimal()]
    return int(numbers[0]) if numbers else 0


def _without_cursor(pattern: str) -> str:
    """The address of the first page, which has no cursor yet."""
    if "{cursor}" not in pattern:
        return pattern
    address, _, fragment = pattern.partition("#")
    path, _, query = address.partition("?")
    parts = (path, "?", _dropped(query), "#", _dropped(fragment))
    return "".join(part if part not in {"?", "#"} or parts[place + 1] else "" for place, part in enumerate(parts))


def _dropped(pairs: str) -> str:
    return "&".join(piece for piece in pairs.split("&") if piece and "{cursor}" not in piece)
