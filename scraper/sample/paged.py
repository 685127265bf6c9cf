"""Articles that the site spreads over several pages, in the ways that sites have of doing so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from db.frozen import frozen
from scraper.sample.oddities import Place, at
from scraper.sample.resources import Resource

Way = Literal["parameter", "path", "whole"]
"""`?page=2` with `rel=next`; `/2` with numbers below the text; `?page=2` with `?page=all` for the whole."""

SPREAD: dict[Place, tuple[Way, int]] = {
    (10415, "en"): ("parameter", 2),
    (10377, "fr"): ("path", 2),
    (10424, "de"): ("whole", 2),
}
"""Into how many pages."""

_BODY = re.compile(r'(<div class="story-body"[^>]*>\n)(.*?)(\n</div>\n</article>)', re.DOTALL)
_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)


@frozen
class Spread:
    path: str
    way: Way
    pages: int

    def address(self, number: int) -> str:
        if number == 1:
            return self.path
        return f"{self.path}/{number}" if self.way == "path" else f"{self.path}?page={number}"


def part_at(key: str, there: Mapping[str, Resource]) -> Resource | None:
    """What is at this path (with its query) where it is a page of such an article; None for all others."""
    for place, (way, pages) in SPREAD.items():
        spread = Spread(at(place).path, way, pages)
        if key == f"{spread.path}?page=all" and way == "whole":
            return there[spread.path]
        for number in range(1, pages + 1):
            if key == spread.address(number):
                return _part(spread, there[spread.path], number)
    return None


def _part(spread: Spread, whole: Resource, number: int) -> Resource:
    """One page of it: its share of the paragraphs, and the way to the others."""
    html = whole.body.decode()
    match = _BODY.search(html)
    assert match is not None
    paragraphs = _PARAGRAPH.findall(match[2])
    size = -(-len(paragraphs) // spread.pages)
    shown = "\n".join(paragraphs[(number - 1) * size : number * size])
    html = f"{html[: match.start()]}{match[1]}{shown}{match[3]}\n{_pager(spread, number)}{html[match.end() :]}"
    if spread.way == "parameter" and number < spread.pages:
        html = html.replace("</head>", f'<link rel="next" href="{spread.address(number + 1)}">\n</head>', 1)
    return replace(whole, body=html.encode())


def _pager(spread: Spread, number: int) -> str:
    numbers = [
        str(other) if other == number else f'<a href="{spread.address(other)}">{other}</a>'
        for other in range(1, spread.pages + 1)
    ]
    if spread.way == "whole":
        numbers.append(f'<a href="{spread.path}?page=all">1–{spread.pages}</a>')
    return f'<nav class="pages">{" ".join(numbers)}</nav>'
