"""robots.txt by RFC 9309: from bytes to groups of rules, and from a rule to the URLs that it covers. Pure.

Where the RFC leaves room, as Google's parser does it: misspelt names of lines, a missing colon, a version after the
product token. Other lines (`Crawl-delay`, `Content-Signal`) belong to the agents above them and don't end a group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from db.frozen import frozen
from scraper.fetch.pattern import Pattern, Target, comparable

MAX_SIZE = 500 * 1024
"""Bytes; RFC 9309, 2.5: at least that much must be parsed; we read no more, and what we have counts."""

MAX_LINE = 16 * 1024
"""Bytes of a line that count; longer than any URL that a browser takes."""

BOM = b"\xef\xbb\xbf"

_LINE_END = re.compile(rb"\r\n|\r|\n")
_NO_COLON = re.compile(rb"([A-Za-z_-]+)[ \t]+([^ \t]+)")
_TOKEN = re.compile(r"[A-Za-z_-]+")

_NAMES = {
    **dict.fromkeys(("user-agent", "useragent", "user agent"), "user-agent"),
    **dict.fromkeys(("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"), "disallow"),
    **dict.fromkeys(("sitemap", "site-map"), "sitemap"),
    **{name: name for name in ("allow", "crawl-delay", "content-signal", "content-usage")},
}


@frozen
class Rule:
    kind: Literal["allow", "disallow"]
    pattern: Pattern
    text: str
    """The line as it stands in the file, without its comment."""
    line: int
    """Its number, from 1."""


@dataclass(slots=True)
class Group:
    """What all groups for one product token say together (RFC 9309, 2.2.1)."""

    agent: str
    """In lower case; `*` for everybody else."""
    rules: list[Rule] = field(default_factory=list)
    crawl_delay_s: float | None = None
    signals: list[tuple[str, str]] = field(default_factory=list)
    """(`content-signal` or `content-usage`, its value) pairs."""

    def decides(self, target: Target) -> Rule | None:
        """The rule with the longest pattern that covers the URL, `allow` among equals; None where none does."""
        covering = [rule for rule in self.rules if rule.pattern.covers(target)]
        return max(covering, key=lambda rule: (rule.pattern.length, rule.kind == "allow"), default=None)


@frozen
class RobotsRules:
    """One file. `groups` by agent in lower case, `sitemaps` as written."""

    groups: dict[str, Group]
    sitemaps: tuple[str, ...]

    def group_for(self, agent: str) -> Group | None:
        """The group that our product token has to obey; None: no rules for us."""
        return self.groups.get(agent.lower()) or self.groups.get("*")

    def refuses(self, url: str, agent: str) -> tuple[Group, Rule] | None:
        """The rule that forbids the URL, with its group; None: it may be fetched. The robots.txt itself always may."""
        group = self.group_for(agent)
        if group is None or not group.rules:
            return None
        target = comparable(url)
        if target.plain == b"/robots.txt":
            return None
        rule = group.decides(target)
        return (group, rule) if rule is not None and rule.kind == "disallow" else None


def parse_robots(data: bytes) -> RobotsRules:
    """Never fails: what can't be read is passed over, so an HTML page in place of the file has no rules."""
    groups: dict[str, Group] = {}
    sitemaps: list[str] = []
    current: list[Group] = []
    is_heading = True  # still among the User-agent lines of a group
    for number, name, value, text in _lines(data):
        if name == "user-agent":
            current = current if is_heading else []
            is_heading = True
            current.append(groups.setdefault(agent := _agent(value), Group(agent)))
        elif name == "sitemap":
            sitemaps.append(value.decode("utf-8", "replace"))
        elif name == "crawl-delay":
            _set_delay(current, value)
        elif name in ("allow", "disallow"):
            is_heading = is_heading and not current
            if value:  # an empty one says nothing
                rule = Rule("allow" if name == "allow" else "disallow", Pattern(value), text, number)
                for group in _distinct(current):
                    group.rules.append(rule)
        else:
            for group in _distinct(current):
                group.signals.append((name, value.decode("utf-8", "replace")))
    return RobotsRules(groups, tuple(sitemaps))


def _lines(data: bytes) -> list[tuple[int, str, bytes, str]]:
    """Those lines that mean something: their number, the name in our spelling, the value, the whole."""
    data = data.removeprefix(BOM)
    lines = _LINE_END.split(data[:MAX_SIZE])
    if len(data) > MAX_SIZE:
        lines.pop()  # cut in the middle, `Disallow: /a` would become `Disallow: /`
    found = []
    for number, line in enumerate(lines, start=1):
        text = line[:MAX_LINE].partition(b"#")[0].strip(b" \t\0")
        name, colon, value = text.partition(b":")
        if not colon:
            match = _NO_COLON.fullmatch(text)
            if match is None:
                continue
            name, value = match.groups()
        known = _NAMES.get(name.strip().decode("latin-1").lower())
        if known is not None:
            found.append((number, known, value.strip(b" \t"), text.decode("utf-8", "replace")))
    return found


def _agent(value: bytes) -> str:
    """`Dateline/1.0 beta` means `dateline`. A token is letters, `-` and `_`; real names have digits and dots too."""
    words = value.decode("utf-8", "replace").split()
    word = words[0].partition("/")[0] if words else ""
    if word == "*":
        return word
    token = _TOKEN.match(word)
    is_name = re.fullmatch(r"[\w.-]+", word)
    return (word if is_name else token[0] if token else word).lower()


def _set_delay(groups: list[Group], value: bytes) -> None:
    try:
        seconds = float(value)
    except ValueError:
        return
    if 0 <= seconds < float("inf"):
        for group in groups:
            group.crawl_delay_s = max(seconds, group.crawl_delay_s or 0.0)


def _distinct(groups: list[Group]) -> list[Group]:
    return list({group.agent: group for group in groups}.values())
