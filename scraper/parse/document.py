"""What a page says about itself, found in one walk: meta tags, links, JSON-LD, headings, times, bylines."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborAttributes, LexborHTMLParser, LexborNode

from db.frozen import frozen
from scraper.parse.jsonld import read_jsonld, types_of
from scraper.parse.query import Query
from scraper.spacing import collapsed

_ORIGIN = re.compile(r"https?://[\w.:-]+(?=[/?#]|$)", re.ASCII)
_PLAIN_PATH = re.compile(r"(?!.*/\.)/(?:[\w=&%,;:~-][\w./=&%,;:~?-]*[\w/=&-])?$", re.ASCII)
"""A path from the root: to be put behind the origin, which takes urljoin twenty times as long."""

MAX_TIMES = 200
"""Elements with times, and headings, of which these are the first."""

RELS = frozenset({"canonical", "next", "prev", "alternate", "amphtml"})
"""Kinds of links that tell of an article; a page has dozens of stylesheets and icons."""

_TELLING = Query(
    {
        "base": [("href", ())],
        "title": (),
        "meta": [("content", ())],
        "link": [("rel", sorted(RELS))],
        "script": [("type", ["ld+json"])],
        "h1": (),
        "time": (),
    },
    anywhere=[("itemprop", ["datePublished"])],
)
LINKS = Query({"a": ()})


@frozen
class Document:
    """`meta`: content by lower-case name or property, the first of each; `lists`: all of those that may repeat."""

    tree: LexborHTMLParser
    url: str | None
    meta: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    alternates: tuple[tuple[str, str], ...] = ()
    jsonld: tuple[dict[str, Any], ...] = ()
    types: frozenset[str] = frozenset()
    """Of all nodes of its JSON-LD."""
    language: str | None = None
    title: str | None = None
    """The text of <title>, as it is."""
    headings: tuple[LexborNode, ...] = ()
    """Every <h1>."""
    address: str | None = None
    """The page's own address, as fetched; `url` is what its links are relative to."""
    hrefs: str = ""
    """Where its links lead, as they are written, in its order, each between two NULs: hardly one is asked for."""
    times: tuple[LexborNode, ...] = ()
    """Every <time> and what is marked as the date of publication, among every <h1>, in the page's order."""

    def first(self, *names: str) -> str | None:
        """The first of these meta values that says something."""
        for name in names:
            if told := self.meta.get(name):
                return told
        return None

    def absolute(self, link: str | None) -> str | None:
        """The link as an absolute http(s) address."""
        return _absolute(self.url, link)


def read_document(tree: LexborHTMLParser, url: str | None) -> Document:
    reading = _Reading(url)
    whole = tree.root.attributes if tree.root is not None else {}
    told, hrefs = _TELLING.find_with(tree, LINKS, "href")
    for node in told:
        reading.take(node)
    jsonld = read_jsonld(reading.scripts)
    return Document(
        tree,
        reading.base,
        reading.meta,
        reading.lists,
        reading.links,
        tuple(dict.fromkeys(reading.alternates)),
        tuple(jsonld),
        frozenset(name for node in jsonld for name in types_of(node)),
        whole.get("lang") or whole.get("xml:lang"),
        reading.title,
        tuple(reading.headings),
        url,
        hrefs,
        tuple(reading.times),
    )


class _Reading:
    """The query's results, sorted as they come."""

    def __init__(self, url: str | None) -> None:
        self.base = url
        self.meta: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}
        self.links: dict[str, str] = {}
        self.alternates: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.headings: list[LexborNode] = []
        self.times: list[LexborNode] = []
        self.title: str | None = None

    def take(self, node: LexborNode) -> None:
        tag = node.tag
        if tag == "meta":
            self._meta(node.attrs)
        elif tag == "link":
            self._link(node.attrs)
        elif tag == "script":
            self.scripts.append(node.text())
        elif tag == "base":
            self.base = _absolute(self.base, node.attrs.get("href")) or self.base
        elif tag == "title":
            self.title = self.title or node.text()
        elif tag == "h1":
            self.headings.append(node)
            self.times.append(node)
        elif len(self.times) < MAX_TIMES:
            self.times.append(node)

    def _meta(self, attributes: LexborAttributes) -> None:
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        told = attributes.get("content")
        if not name or not told:
            return
        name, content = name.lower().strip(), collapsed(told)
        if not name or not content:
            return
        if name.endswith("ld+json"):  # as Next.js writes a script that it was told of among the page's tags
            self.scripts.append(told)
        if name in self.meta:
            self.lists[name].append(content)
        else:
            self.meta[name], self.lists[name] = content, [content]

    def _link(self, attributes: LexborAttributes) -> None:
        rels = RELS.intersection((attributes.get("rel") or "").lower().split())
        address = _absolute(self.base, attributes.get("href")) if rels else None
        if address is None:
            return
        for rel in rels:
            self.links.setdefault(rel, address)
        if "alternate" in rels and (language := attributes.get("hreflang")):
            self.alternates.append((language, address))


def _absolute(base: str | None, link: str | None) -> str | None:
    if not link or link.isspace():
        return None
    link = link.strip()
    if link.startswith(("https://", "http://")):
        return link
    if base and (address := from_root(base, link)):
        return address
    try:
        address = urljoin(base or "", link)
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def from_root(base: str, link: str) -> str | None:
    """The address of a plain path that begins at the root; None for another link."""
    origin = _ORIGIN.match(base) if _PLAIN_PATH.match(link) else None
    return origin[0] + link if origin else None
