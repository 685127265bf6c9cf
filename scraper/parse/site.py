"""The names of a site, and how to take them off a title: `Headline | Site`, `Site: Headline`, `标题-新华网`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from scraper.text import letters

_ASIAN = r"\u3040-\u9fff\uac00-\ud7af"
_BEHIND, _BEFORE = f"[{_ASIAN}！？。」』”]", f"[{_ASIAN}]"
_SEPARATOR = re.compile(
    r"[\s|｜_\-–—:](?!(?<=\s)[^\s|｜_\-–—•·»«›‹:/~l])(?:"
    r"(?<=\s)\s*(?:[|\-–—•·»«›‹:/~]+\s+|[|｜_]\s*|--+\s*)|(?<=[|｜_])\s*|(?<=-)-+\s*|"
    rf"(?<={_BEHIND}\s)[-–—]\s?(?={_BEFORE})|(?<={_BEHIND}[-–—])\s?(?={_BEFORE})|"
    r"(?<=:)\s+|(?<=\s)l\s(?=[A-Z]{3}))"
)
"""By its first sign: ` - `, `|`, `--`, a dash between Asian signs, `: `, ` l SITE`. White space has one of these behind
it, which is asked first: most has a letter."""

_SIGNS = frozenset("|｜_-–—•·»«›‹:/~")
"""One of these every separator has, or else a letter between spaces; most headlines have none."""

_SURE_SEPARATOR = re.compile(rf"\s*[|｜]\s*|(?<={_BEHIND})\s?[-–—_]+\s?(?={_BEFORE})")
_IS_ASIAN = re.compile(_BEFORE)
MAX_NAME = 30
"""Letters of what is cut behind a `|` without being known as the site's name; at most four words."""

MIN_TITLE = 25
"""Letters that must be left in front of a `|`."""

MIN_ASIAN_TITLE = 10


class SiteNames:
    """What a site is called: by itself, by its publisher, by its address."""

    def __init__(self, names: Iterable[str | None], host: str | None) -> None:
        self.bare, self._all = _bare((*names, host), host)
        """As `letters` gives them, and those with the parts of the address."""
        self._stripped: dict[str, str] = {}

    def is_name(self, text: str) -> bool:
        """Whether it is one of the names, a part of one, or little more than one."""
        bare = letters(text)
        return bool(bare) and any(
            bare == name
            or (len(bare) > 3 and bare in name)
            or (len(name) > 3 and name in bare and len(bare) < len(name) * 2 + 8)
            for name in self._all
        )

    def strip_from(self, title: str) -> str:
        """The title without the site's names at its ends; a dash of the headline's own is left alone."""
        if title not in self._stripped:
            self._stripped[title] = self._strip(title)
        return self._stripped[title]

    def _strip(self, title: str) -> str:
        if _SIGNS.isdisjoint(title) and " l " not in title:
            return title.strip() or title
        stripped = title
        while (cut := self._cut_once(stripped)) is not None:
            stripped = cut
        return _cut_sections(stripped).strip() or title

    def _cut_once(self, title: str) -> str | None:
        borders = [border for border in _SEPARATOR.finditer(title) if border.start() > 0]
        if not borders:
            return None
        first, last = borders[0], borders[-1]
        if not last[0].startswith(":") and self.is_name(title[last.end() :]):
            return title[: last.start()]
        if not first[0].startswith(":") and self.is_name(title[: first.start()]):
            return title[first.end() :]
        return None


@lru_cache(maxsize=1024)
def _bare(names: tuple[str | None, ...], host: str | None) -> tuple[frozenset[str], frozenset[str]]:
    bare = frozenset(bare for name in names if name and (bare := letters(name)))
    return bare, bare | frozenset(letters(label) for label in (host or "").split(".")[:-1] if len(label) > 3)


def _cut_sections(title: str) -> str:
    """What stands behind a `|` or behind a dash in Chinese, Japanese or Korean is the site's, if it is short."""
    if "|" not in title and (title.isascii() or ("｜" not in title and not _IS_ASIAN.search(title))):
        return title
    borders = [border for border in _SURE_SEPARATOR.finditer(title) if border.start() > 0]
    while borders:
        last = borders.pop()
        tail = title[last.end() :]
        enough = MIN_TITLE if last[0].strip() in {"|", "｜"} else MIN_ASIAN_TITLE
        if len(tail) >= MAX_NAME or len(tail.split()) > 4 or last.start() <= enough:
            return title
        title = title[: last.start()]
    return title
