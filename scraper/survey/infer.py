"""From what a page's script asked for, and what came back, to the rule that reads the site's lists."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from db.frozen import frozen
from scraper.jmes import look_up
from scraper.survey.fields import map_fields
from scraper.survey.items import Found, find_items, flatten
from scraper.survey.plan import Plan
from scraper.survey.requests import Pattern, Request, generalise, shape
from scraper.survey.routes import Example, learn_pattern
from scraper.text import letters

ADDRESSED = ("id", "slug", "alias", "key", "code")
"""Names of what may stand in an address, the likelier first."""

_MACHINE = re.compile(r"/api/|\.json(?:$|\?)|graphql", re.IGNORECASE)


@frozen
class Answer:
    """One JSON answer that a page was made from."""

    request: Request
    said: Any


@frozen
class Listed:
    """Lists of one shape: their answers, and the items of all of them with what their requests said."""

    answers: tuple[Answer, ...]
    path: str
    pattern: Pattern

    def rows(self) -> Iterator[tuple[Mapping[str, Any], dict[str, str]]]:
        for answer in self.answers:
            values = self.pattern.values_of(answer.request)
            for item in look_up(self.path, answer.said) or []:
                if isinstance(item, dict):
                    yield item, values


def find_lists(answers: Sequence[Answer], languages: Sequence[str]) -> list[Listed]:
    """The kinds of lists among the answers, the one with the most items first."""
    groups: defaultdict[object, list[tuple[Answer, Found]]] = defaultdict(list)
    for answer in answers:
        for found in find_items(answer.said)[:1]:
            groups[shape(answer.request), found.path].append((answer, found))
    lists = [
        Listed(tuple(a for a, _ in group), group[0][1].path, generalise([a.request for a, _ in group], languages))
        for group in groups.values()
    ]
    return sorted(lists, key=lambda one: -sum(1 for _ in one.rows()))


def infer(listed: Listed, links: Mapping[str, str], site: str) -> Plan | None:
    """The rule of such lists. `links`: addresses that the site's pages link to, and their texts.

    None where nothing says what address an article has.
    """
    rows = list(listed.rows())
    fields = map_fields([item for item, _ in rows], list(links.values()))
    if "title" not in fields:
        return None
    named = _addressed(rows)
    article = _told_address(rows, fields, links, site)
    if article is None:
        article = learn_pattern(_examples(rows, fields, named, links))
    if article is None:
        return None
    used = {name: path for name, path in named.items() if f"{{{name}}}" in article}
    if "id" in named and "id" not in fields:
        used["id"] = named["id"]
    fields = {name: path for name, path in fields.items() if name != "url" or "{url}" in article}
    return Plan(
        url=listed.pattern.url,
        body=listed.pattern.body,
        each=listed.pattern.each,
        first_page=listed.pattern.first_page,
        items=listed.path,
        next=find_next(listed),
        fields={**used, **fields},
        article=article,
    )


def _values_of(item: Mapping[str, Any], request: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """What may stand in an article's addresses, by name."""
    flat = dict(flatten(item))
    return {**request, **{name: str(flat[path]) for name, path in named.items() if flat.get(path) not in (None, "")}}


def _addressed(rows: Sequence[tuple[Mapping[str, Any], dict[str, str]]]) -> dict[str, str]:
    """Name to path of the short values of items: ids, slugs, keys of sections. Names don't repeat a request's."""
    taken = set(rows[0][1])
    found: dict[str, str] = {}
    for path, value in flatten(rows[0][0]):
        if isinstance(value, bool) or not isinstance(value, str | int) or re.search(r"\s|://", str(value)):
            continue
        name = re.sub(r"\W+", "_", path).strip("_").lower()
        if name and not name[0].isdigit() and len(str(value)) < 200 and name not in found:
            found[f"{name}_" if name in taken else name] = path
    return dict(sorted(found.items(), key=lambda pair: _rank(pair[0])))


def _rank(name: str) -> int:
    return next((place for place, word in enumerate(ADDRESSED) if name.endswith(word)), len(ADDRESSED))


def _told_address(
    rows: Sequence[tuple[Mapping[str, Any], dict[str, str]]],
    fields: Mapping[str, str],
    links: Mapping[str, str],
    site: str,
) -> str | None:
    """`{url}` where an item holds the address that readers see."""
    if "url" not in fields:
        return None
    told = [urljoin(site, str(url)) for item, _ in rows if (url := look_up(fields["url"], item))]
    host = (urlsplit(site).hostname or "").removeprefix("www.")
    ours = [url for url in told if (urlsplit(url).hostname or "").removeprefix("www.") == host]
    if len(ours) * 2 < len(told) or any(_MACHINE.search(url) for url in ours):
        return None
    is_linked = not links or any(url in links for url in ours)
    return "{url}" if ours and is_linked else None


def _examples(
    rows: Sequence[tuple[Mapping[str, Any], dict[str, str]]],
    fields: Mapping[str, str],
    named: Mapping[str, str],
    links: Mapping[str, str],
) -> list[Example]:
    """Items whose link stands on a page, found by its text."""
    by_text: defaultdict[str, set[str]] = defaultdict(set)
    for url, text in links.items():
        by_text[letters(text)].add(url)
    found: list[Example] = []
    for item, request in rows:
        title = look_up(fields["title"], item)
        for url in by_text.get(letters(title), ()) if isinstance(title, str) else ():
            found.append((_values_of(item, request, named), url))
    return found


def find_next(listed: Listed) -> str | None:
    """JMESPath of what tells that there is another page, or its cursor; None: by counting on."""
    said = listed.answers[0].said
    if not isinstance(said, dict):
        return None
    flat = {path: value for path, value in flatten(said) if not isinstance(value, list)}
    if "cursor" in listed.pattern.names.values():
        return _cursor(flat)
    more = _named(flat, r"has_?(?:more|next)\w*", bool)
    if more is not None:
        return more
    pages = _named(flat, r"(?:total|last|num|max)_?pages?|pages|pages?_?(?:count|total)", int)
    page = _named(flat, r"(?:current_?)?page(?:_?number)?", int)
    if page and pages and page != pages:
        return f"{page} < {pages}"
    return _named(flat, r"next(?:_?page)?(?:_?url)?", (str, int, type(None)))


def _cursor(flat: Mapping[str, Any]) -> str | None:
    end = _named(flat, r"(?:end|next)_?cursor|(?:next_?)?cursor|next_?(?:page_?)?token", (str, int))
    more = _named(flat, r"has_?(?:more|next)\w*", bool)
    if end is None or more is None:
        return end
    above, _, last = end.rpartition(".")
    other, _, has = more.rpartition(".")
    return f"{above} | {has} && {last}" if above and above == other else end


def _named(flat: Mapping[str, Any], words: str, kind: type | tuple[type, ...]) -> str | None:
    """The path whose last name is one of these, with a value of this kind."""
    for path, value in flat.items():
        is_kind = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if is_kind and re.fullmatch(words, path.rpartition(".")[2], re.IGNORECASE):
            return path
    return None


def read_answer(body: bytes) -> Any:
    """The JSON of a body; None where it is none."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
