"""The byline that readers see: in places marked as such, or as `By ...` near the headline."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from selectolax.lexbor import LexborNode

from scraper.automaton import Mentions
from scraper.parse.blocks import Page
from scraper.parse.byline_words import SAYS_BY, SAYS_WHO, WHO_OPENS
from scraper.parse.classes import COMMENT, NAVIGATION, RELATED
from scraper.parse.document import LINKS, Document
from scraper.parse.names import Name, read_names
from scraper.parse.nearby import Nearby, is_foreign
from scraper.parse.query import Query
from scraper.spacing import collapsed

FEW = 40
"""Marked places that are looked at."""

MAX_MARKED = 200
"""Places that are marked, of which these are the first."""

MAX_DATE = 40
"""Letters of a line that is a date, with a time or a reading time at most."""

MAX_SAYING = 80
"""Letters of a line that tells who wrote the page ..."""

LONGEST_OPENING = 24
"""... and of the words in it that say so."""

OTHERS = COMMENT | RELATED | NAVIGATION
"""Places of other articles and other people's words."""

MAX_HANDLE = 40
"""Letters of a place that holds a single word as its author's name."""

_AUTHORS = ("author", "autor", "byline")
_MARKED = Query({"h1": ()}, anywhere=[("itemprop", ["author"]), ("rel", ["author"]), ("class", _AUTHORS)])
_NAME_PLACE = re.compile(r"name|\bfn\b|link|url")
_NO_PLACE = re.compile(
    r"bio|desc|image|img|avatar|photo|picture|social|date|time|role|position|job|title|email|twitter|count|follow|box-text"
)
"""What places of names are called, and those of other things, in small letters."""
_AUTHOR_PAGES = (
    "/author", "/autor", "/auteur", "/contributor", "/profil", "/people/", "/redaktion/", "/team/", "/writers/",
    "/staff/", "/creator/", "/user/", "/journalist", "/newsteam/", "/producers/", "/reporter", "/by/", "/yazar",
    "/redazione/",
)  # fmt: skip
"""In an address in small letters."""

_NAME_LINE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s+){1,3}[^\W\d_a-z][\w.'’-]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d\d[./-]\d\d[./-]\d\d")
_BESIDE_A_DATE = re.compile(r"\b(?:19|20)\d\d\b.{0,20}[|·•–—-]|[|·•–—-].{0,20}\b(?:19|20)\d\d\b")
"""`10.02.2022 | Anna Müller`."""


def find_byline(document: Document, near: Nearby, sites: frozenset[str]) -> tuple[Name, ...]:
    """Names of the best place: marked and close to the headline, said near the headline, linked to an author's page."""
    fallback: tuple[Name, ...] = ()
    for look in (_from_marks, _from_lines, _from_links):
        found = look(document, near, sites)
        if _names_somebody(found):
            return found
        fallback = fallback or found
    return fallback


def names_said(page: Page, sites: frozenset[str]) -> tuple[Name, ...]:
    """People of `Written by Anna Miller` wherever that stands, as below the text; the name may be on the next line."""
    is_said = False
    for block in page.blocks:
        text = block.text
        if not is_said and (text[:2] not in WHO_OPENS or not SAYS_WHO.match(text[:LONGEST_OPENING].lower())):
            continue
        is_said = SAYS_WHO.sub("", text.lower()) == ""
        if len(text) <= MAX_SAYING and not any(
            page.elements[at].names & OTHERS for at in page.ancestors(block.element)
        ):
            people = tuple(name for name in read_names(text, sites) if name.sort == "person")
            if people:
                return people
    return ()


def _is_person_named(names: tuple[Name, ...]) -> bool:
    return any(name.sort == "person" for name in names)


def _names_somebody(names: tuple[Name, ...]) -> bool:
    return any(name.sort in {"person", "handle"} for name in names)


def _from_marks(document: Document, near: Nearby, sites: frozenset[str]) -> tuple[Name, ...]:
    """The first marked place behind the headline that names somebody, else the last before it, else an organisation."""
    marked = tuple(islice(filter(_is_marked, _MARKED.find(document.tree)), MAX_MARKED))
    return _first_named(tuple(node for node in near.reading_order(marked) if node.tag not in {"h1", "time"}), sites)


def _is_marked(node: LexborNode) -> bool:
    """Whether it names authors, or is a headline; of the elements with `itemprop` it does not if that tells else."""
    if node.tag == "h1":
        return True
    attributes = node.attrs
    told, rel = attributes.get("itemprop"), attributes.get("rel") or ""
    names = (attributes.get("class") or "").lower()
    if not told:
        return any(map(names.__contains__, _AUTHORS)) or "author" in rel.split()
    return "author" in told or rel == "author" or "author" in names


def _from_links(document: Document, _: Nearby, sites: frozenset[str]) -> tuple[Name, ...]:
    """Links to authors' own pages that stand by themselves: in a sentence they lead to whom it is about."""
    if not _lead_to_authors(document.hrefs):
        return ()
    theirs = (node for node in LINKS.find(document.tree) if _lead_to_authors(node.attrs.get("href") or ""))
    return _first_named(tuple(node for node in islice(theirs, FEW) if _stands_alone(node)), sites)


def _lead_to_authors(addresses: str) -> bool:
    """Whether one of them does."""
    return _in_author_pages().distinct(addresses.lower()) > 0


@cache
def _in_author_pages() -> Mentions:
    return Mentions((_AUTHOR_PAGES,))


def _first_named(candidates: tuple[LexborNode, ...], sites: frozenset[str]) -> tuple[Name, ...]:
    best: tuple[Name, ...] = ()
    for node in candidates[:FEW]:
        if is_foreign(node):
            continue
        names = _names_of(node, sites)
        if _is_person_named(names) or (len(names) == 1 and names[0].sort == "handle" and len(node.text()) < MAX_HANDLE):
            return _with_siblings(names, node, candidates[:FEW], sites)
        best = best or names
    return best


def _stands_alone(link: LexborNode) -> bool:
    parent = link.parent
    return parent is None or len(parent.text()) < len(link.text()) + 60


def _names_of(node: LexborNode, sites: frozenset[str]) -> tuple[Name, ...]:
    hints = _hints(node).lower()
    if _NO_PLACE.search(hints) and not _NAME_PLACE.search(hints):
        return ()
    text = "\n".join(line for part in node.text(separator="\n").split("\n") if (line := collapsed(part)))
    return read_names(text, sites)


def _with_siblings(
    names: tuple[Name, ...], node: LexborNode, candidates: tuple[LexborNode, ...], sites: frozenset[str]
) -> tuple[Name, ...]:
    """Several authors stand in places of one make under one roof."""
    roofs = _roofs(node)
    make = _hints(node)
    found = dict.fromkeys(name for name in names)
    alike = (other for other in candidates if other.mem_id != node.mem_id and _hints(other) == make)
    for other in alike:
        if roofs & _roofs(other) and not is_foreign(other):
            found |= dict.fromkeys(_names_of(other, sites))
    return tuple(found)


def _roofs(node: LexborNode) -> set[int]:
    parent = node.parent
    above = parent.parent if parent is not None else None
    return {roof.mem_id for roof in (parent, above) if roof is not None and roof.tag not in {"body", "main", "article"}}


def _from_lines(_: Document, near: Nearby, sites: frozenset[str]) -> tuple[Name, ...]:
    """`By Anna Miller` on a line of its own near the headline."""
    lines = [line.text for line in near.lines]
    for at, line in enumerate(lines):
        if len(line) > 150:
            continue
        if SAYS_BY.match(line.lower() + " "):
            names = read_names(line, sites) or (read_names(lines[at + 1], sites) if at + 1 < len(lines) else ())
            if names:
                return names
        elif (_has_century(line) and _BESIDE_A_DATE.search(line)) or _stands_by_a_date(lines, at):
            names = read_names(line, sites)
            if len(names) == 1 and names[0].sort == "person":
                return names
    return ()


def _has_century(line: str) -> bool:
    """What a year begins with: few lines have it, and looking for more takes a hundred times as long."""
    return "19" in line or "20" in line


def _stands_by_a_date(lines: list[str], at: int) -> bool:
    """Whether a line of two to four capitalised words has a line next to it that is a date, and nothing else."""
    if not 1 <= lines[at].count(" ") <= 3 or not _NAME_LINE.fullmatch(lines[at]):
        return False
    return any(len(line) <= MAX_DATE and _YEAR.search(line) for line in (*lines[at + 1 : at + 2], *lines[at - 1 : at]))


def _hints(node: LexborNode) -> str:
    attributes = node.attrs
    return f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
