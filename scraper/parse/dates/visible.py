"""The date that readers see: in <time>, in places named for it, on lines near the headline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from db.frozen import frozen
from scraper.parse.classes import LONGEST_NAMES
from scraper.parse.dates.moment import Moment
from scraper.parse.dates.read import around_years, has_year, moments_in, read_moment
from scraper.parse.dates.words import BESIDE, NOT_OURS, PLACE, PLACES, SAYS_CHANGED, SAYS_WHEN, UPDATED
from scraper.parse.document import Document
from scraper.parse.nearby import Nearby, is_foreign
from scraper.parse.query import Query
from scraper.spacing import collapsed

FEW = 5
"""<time> elements at the page's top, among which the article's own stands."""

MAX_PLACES = 60
MAX_TEXT = 250
"""Letters of a place that holds a date; a longer one is the article's text."""

MAX_DATELINE = 60
"""Letters at a text's beginning that may hold its date, as in `Ort (12.11.2021).`"""

MAX_SAYING = 60
"""Letters of words that tell of a publication, and more."""

MAX_DATE_LINE = 80
"""Letters of a line that holds a date and little else, as in `10.02.2022 | Anna Müller`; a Chinese one counts twice."""

MAX_OPENING = 3000
"""Letters of the page that are read where no place is named for a date."""

MAX_BODY = 200_000
"""Letters of the page that are searched for such words."""

ZONES = timedelta(days=2)
"""A day shown may differ by less from the instant told beside it."""

_NAMED = Query({"h1": ()}, anywhere=[(name, PLACES) for name in ("class", "id", "itemprop")])
_LEAD_IN = 24
"""Letters before a date that tell what it is the date of."""


@frozen
class Seen:
    """A date on the page, whether it is said to be a change's, and whether its line near the headline is its own."""

    moment: Moment
    is_update: bool
    is_plain: bool = False


def seen_dates(document: Document, near: Nearby, month_first: str) -> list[Seen]:
    """The most telling first: <time> near the headline, lines near it, places named for dates, those of other boxes."""
    lines = sorted(_in_lines(near, month_first), key=lambda seen: not seen.is_plain)
    times = list(_in_time_elements(document, near, month_first))
    header = next((seen.moment.at.date() for seen in lines if seen.is_plain and not seen.is_update), None)
    if header is not None and times:
        agreeing = [seen for seen in times if abs(seen.moment.at.date() - header) < ZONES]
        lines, times = ([], [*agreeing, *lines]) if agreeing else (lines, [])
    if times or lines:
        return [*times, *lines]
    places = _places(document, near)
    ours = [node for node in places if not is_foreign(node)]
    dates = list(_in_places(ours, month_first)) or list(_in_places(places, month_first))
    return dates or list(_in_body(document, month_first))


def marked_dates(document: Document) -> list[Moment]:
    """What the page's markup calls its publication (`itemprop="datePublished"`), outside other articles' boxes.

    Nothing where it marks several days: then each comment, or each post of a thread, has one.
    """
    marked = (node for node in document.times if node.attrs.get("itemprop") == "datePublished" and not is_foreign(node))
    found = [moment for node in marked if (moment := read_moment(_value(node), "time"))]
    return found if len({moment.at.date() for moment in found}) == 1 else []


def shown_times(document: Document) -> Iterator[Moment]:
    """What the first <time> elements tell, outside other articles' boxes."""
    times = (node for node in document.times if node.tag == "time" and not is_foreign(node))
    for node in islice(times, FEW):
        if moment := read_moment(_value(node), "time"):
            yield moment


def _value(node: LexborNode) -> str:
    told = node.attrs.get("datetime") or node.attrs.get("content") or node.attrs.get("title")
    return told or collapsed(node.text(separator=" "))


def _in_time_elements(document: Document, near: Nearby, month_first: str) -> Iterator[Seen]:
    nodes = [node for node in near.reading_order(document.times) if node.tag == "time"]
    for node in nodes[:MAX_PLACES]:
        if is_foreign(node):
            continue
        attributes = node.attrs
        moment = _of_time_element(node, month_first)
        if moment is not None:
            parent = node.parent
            hints = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''} {_words_before(node)}"
            hints += f" {parent.attributes.get('class') or ''}" if parent is not None else ""
            hints = hints.lower()
            yield Seen(moment, UPDATED.search(hints) is not None and "publish" not in hints)


def _of_time_element(node: LexborNode, month_first: str) -> Moment | None:
    """What its attribute says, unless readers are shown another day: then the attribute is of the last change."""
    told = read_moment(_value(node), "time", month_first=month_first)
    text = collapsed(node.text())[:MAX_DATE_LINE] if told and node.attrs.get("datetime") else ""
    if told is None or not any(map(str.isdecimal, text)):
        return told
    shown = next((moment for moment, _ in moments_in(text, "time", month_first=month_first)), told)
    return shown if abs(shown.at - told.at) > ZONES else told


def _words_before(node: LexborNode) -> str:
    before = node.prev
    return (before.text_content or before.text())[-_LEAD_IN:] if before is not None else ""


def _in_lines(near: Nearby, month_first: str) -> Iterator[Seen]:
    for line in near.lines:
        if not has_year(line.text) or BESIDE.search(_names_around(line.node).lower()):
            continue
        is_text = len(line.text) > MAX_TEXT
        for seen in _in_text(line.text[:MAX_DATELINE] if is_text else line.text, month_first):
            yield Seen(seen.moment, seen.is_update, _is_short(line.text))


def _is_short(text: str) -> bool:
    if len(text) > MAX_DATE_LINE or text.isascii():
        return len(text) <= MAX_DATE_LINE
    return len(text) + sum(char > "\u2e80" for char in text) <= MAX_DATE_LINE


def _names_around(node: LexborNode) -> str:
    parent = node.parent
    names = [node.attrs.get("class"), parent.attributes.get("class") if parent is not None else None]
    return " ".join(name for name in names if name)


def _places(document: Document, near: Nearby) -> list[LexborNode]:
    """Those closest to the headline first, before it or behind it."""
    nodes = [node for node in _NAMED.find(document.tree) if _is_place(node)]
    at = near.place_in(nodes)
    behind = sorted(range(len(nodes)), key=lambda i: (abs(i - at), i < at))
    return [nodes[i] for i in behind if nodes[i].tag not in {"h1", "time"}][:MAX_PLACES]


def _is_place(node: LexborNode) -> bool:
    attributes = node.attrs
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
    return _is_called_for_dates(names[:LONGEST_NAMES]) or node.tag == "h1"


@lru_cache(maxsize=8192)
def _is_called_for_dates(names: str) -> bool:
    return PLACE.search(names.lower()) is not None


def _in_places(nodes: list[LexborNode], month_first: str) -> Iterator[Seen]:
    for node in nodes:
        text = _value(node)
        if 6 <= len(text) <= MAX_TEXT:
            yield from _in_text(text, month_first)


def _in_body(document: Document, month_first: str) -> Iterator[Seen]:
    """Behind words that tell of a publication, wherever they stand; else the first date on the page."""
    body = document.tree.body
    text = collapsed(body.text(separator=" ")[: 4 * MAX_BODY]) if body is not None else ""
    dated = "\n".join(around_years(text[:MAX_BODY], before=MAX_SAYING + MAX_DATELINE, behind=MAX_DATELINE))
    for words in (SAYS_WHEN, SAYS_CHANGED):
        for match in words.find(dated):
            behind = dated[match.end() : match.end() + MAX_DATELINE]
            found = next(moments_in(behind, "text", month_first=month_first), None)
            if found is not None and found[1] <= _LEAD_IN:
                yield Seen(found[0], words is SAYS_CHANGED)
                return
    for piece in around_years(text[:MAX_OPENING], before=MAX_DATELINE + _LEAD_IN, behind=MAX_DATELINE):
        yield from _in_text(piece, month_first)


def _in_text(text: str, month_first: str) -> Iterator[Seen]:
    for moment, at in moments_in(text, "text", month_first=month_first):
        before = text[max(0, at - _LEAD_IN) : at].lower()
        if not NOT_OURS.search(before):
            yield Seen(moment, UPDATED.search(before) is not None)
