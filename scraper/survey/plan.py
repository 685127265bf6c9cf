"""A JSON list as it is to stand in config.yaml: the rule to try it with, and its lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urljoin, urlsplit

from db.frozen import frozen
from scraper.discover import ListRule
from scraper.discover.software import INTERFACES

_PLAIN = re.compile(r"[A-Za-z_/][\w./+-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""What YAML takes for something else; `no` is Norwegian."""


@frozen
class Plan:
    """`software`: an interface that we know; then `url` and what follows are its own, and only `each` is ours."""

    url: str
    items: str
    fields: Mapping[str, str]
    article: str
    software: str | None = None
    body: Any = None
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_page: int = 1
    next: str | None = None
    text: str | None = None
    text_fields: Mapping[str, str] = field(default_factory=dict)

    def rule(self) -> ListRule:
        return ListRule(
            url=self.url,
            items=self.items,
            fields=self.fields,
            article=self.article,
            text=self.text,
            text_fields=self.text_fields,
            next=self.next,
            each=self.each,
            first_page=self.first_page,
            body=json.dumps(self.body, ensure_ascii=False) if self.body is not None else None,
        )

    def lines(self, site: str) -> list[str]:
        """An item of `lists`, without indentation."""
        each = [f"each: {_flow(self.each)}"] if self.each else []
        if self.software is not None:
            usual = urljoin(site, INTERFACES[self.software].url)
            place = [] if self.url == usual else [f"url: {_scalar(_short(self.url, site))}"]
            return _item([f"software: {self.software}", *place, *each])
        keys = [f"url: {_scalar(_short(self.url, site))}"]
        if self.body is not None:
            keys.append(f"body: {_flow(self.body)}")
        keys += [*each, f"items: {_scalar(self.items)}"]
        if self.next is not None:
            keys.append(f"next: {_scalar(self.next)}")
        if self.first_page != 1:
            keys.append(f"first_page: {self.first_page}")
        keys += [f"fields: {_flow(self.fields)}", f"article: {_scalar(_short(self.article, site))}"]
        if self.text is not None:
            keys.append(f"text: {_scalar(_short(self.text, site))}")
        if self.text_fields:
            keys.append(f"text_fields: {_flow(self.text_fields)}")
        return _item(keys)


def plan_of(software: str, site: str, url: str | None = None, **each: tuple[str, ...]) -> Plan:
    """The interface of known software. `url`: where this site has it, if not in its usual place."""
    known = INTERFACES[software]
    return Plan(
        software=software,
        url=urljoin(site, url or known.url),
        items=known.items,
        fields=known.fields,
        article=known.article if known.article.startswith("{") else urljoin(site, known.article),
        next=known.next,
        each=each,
    )


def _item(keys: list[str]) -> list[str]:
    return [f"{'- ' if place == 0 else '  '}{key}" for place, key in enumerate(keys)]


def _flow(value: Any) -> str:
    """YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Plain where YAML can't take it for something else, else in single quotes; in double ones with a line break."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    if re.search(r"[\x00-\x1f\x7f]", value):
        return json.dumps(value)
    return "'" + value.replace("'", "''") + "'"


def _short(pattern: str, site: str) -> str:
    """Without the site's own name, as people write it."""
    home = urlsplit(site)
    root = f"{home.scheme}://{home.netloc}"
    return pattern.removeprefix(root) if pattern.startswith(f"{root}/") else pattern
