"""Sitemaps 0.9, sitemap indexes and Google News sitemaps, plain or gzipped, as XML or as lines of addresses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from scraper.discover.listing import MOST, Child, Entry, Listing, newest_first
from scraper.discover.times import read_time

MAX_SIZE = 50 * 1024 * 1024
"""Bytes after decompression; the protocol allows no more."""

MOST_TAGS = 2_000_000
"""The protocol's 50,000 addresses have half of that with all that can be said of them; as a tree it takes 250 MB."""

GZIP = b"\x1f\x8b"

_LINE = re.compile(rb"[^\r\n]+")
_WHOLE = re.compile(r"https?://[\w.:-]+/[\w./%=&+~,:@!-]*(?:\?[\w./%=&+~,:@!-]+)?", re.ASCII)
"""An address that stays as it is when it is joined to another."""


def read_sitemap(body: bytes, url: str) -> Listing:
    """The addresses of a sitemap, or the sitemaps of an index. Never raises: what can't be read is a `problem`."""
    problem = None
    if body[:2] == GZIP:
        body, problem = _unzip(body)
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not body:
        return Listing("sitemap", problem=problem or "the sitemap is empty")
    if body[:1] != b"<":
        return _read_lines(body, problem)
    end = _end(body)
    root = _parse(body[:end])
    if end < len(body):
        problem = f"only the first {end} bytes are read: it has more than {MOST_TAGS} tags"
    if root is None:
        return Listing("sitemap", problem="this is no XML")
    kind = _name(root)
    if kind == "sitemapindex":
        children = tuple(_children(root, url))
        return Listing("sitemap_index", children=_freshest(children), problem=problem)
    if kind in {"html", "rss", "feed"}:
        return Listing("sitemap", problem=f"this is {'an HTML page' if kind == 'html' else 'a feed'} and no sitemap")
    return Listing("sitemap", newest_first(_entries(root, url)), problem=problem)


def _unzip(body: bytes) -> tuple[bytes, str | None]:
    """As much as is whole and within MAX_SIZE."""
    engine = zlib.decompressobj(wbits=31)
    try:
        text = engine.decompress(body, MAX_SIZE)
    except zlib.error as error:
        return b"", f"the gzip file is broken: {error}"
    if engine.unconsumed_tail:
        return text, f"only the first {MAX_SIZE} bytes are read"
    return text, None if engine.eof else "the gzip file is cut off, and read as far as it goes"


def _end(body: bytes) -> int:
    """How far it is read: a bomb of empty elements unfolds to thirty times its size as a tree."""
    step, tags = 65536, 0
    for start in range(0, len(body), step):
        tags += body.count(b"<", start, start + step)
        if tags > MOST_TAGS:
            return start
    return len(body)


def _parse(body: bytes) -> etree._Element | None:
    """No entities, no network, no huge trees: a sitemap needs none of them, an attack does."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _entries(root: etree._Element, base: str) -> Iterator[Entry]:
    for position, node in enumerate(_outermost([root], "url")):
        fields: dict[str, str] = {}
        alternates = []
        for part in node.iter():
            name = _name(part)
            if name == "link" and part.get("rel") == "alternate":
                if (alternate := _absolute(part.get("href"), base)) is not None:
                    alternates.append((part.get("hreflang") or "", alternate))
            elif name and (text := part.text) and (said := " ".join(text.split())) and not _is_image(part):
                fields.setdefault(name, said)
        address = _absolute(fields.get("loc"), base)
        if address is not None:
            yield Entry(
                url=address,
                position=position,
                title=fields.get("title"),
                published_at=read_time(fields.get("publication_date")),
                updated_at=read_time(fields.get("lastmod")),
                language=fields.get("language", "").split("-")[0].lower() or None,
                alternates=tuple(alternates),
            )


def _is_image(node: etree._Element) -> bool:
    """`image:title` and `video:title` are not the article's; nor is `image:loc` its address."""
    space = node.tag.partition("}")[0]
    return "image" in space or "video" in space


def _children(root: etree._Element, base: str) -> Iterator[Child]:
    for node in _outermost([root], "sitemap"):
        fields = {_name(part): (part.text or "").strip() for part in node.iter()}
        address = _absolute(fields.get("loc"), base)
        if address is not None:
            yield Child(address, read_time(fields.get("lastmod")))


def _outermost(nodes: Iterable[etree._Element], name: str) -> Iterator[etree._Element]:
    """The elements of this name that stand in no other of it: nested ones would be read over and over, for hours."""
    for node in nodes:
        if _name(node) == name:
            yield node
        else:
            yield from _outermost(node, name)


def _freshest(children: tuple[Child, ...]) -> tuple[Child, ...]:
    """The last changed first; those that don't say in their place among the rest, for they may be the freshest."""
    dated = sorted((c for c in children if c.lastmod), key=lambda c: c.lastmod.timestamp(), reverse=True)  # type: ignore[union-attr]
    return tuple(dict.fromkeys([*(c for c in children if c.lastmod is None), *dated]))


def _read_lines(body: bytes, problem: str | None) -> Listing:
    """A plain-text sitemap: one address a line, UTF-8."""
    lines = (line[0].decode("utf-8", "replace").strip() for line in islice(_LINE.finditer(body), MOST))
    urls = [line for line in lines if line.startswith(("http://", "https://"))]
    if not urls:
        return Listing("sitemap", problem="this is no sitemap")
    return Listing("sitemap", newest_first(Entry(url, n) for n, url in enumerate(urls)), problem=problem)


def _absolute(loc: str | None, base: str) -> str | None:
    if not loc:
        return None
    loc = loc.strip()
    if _WHOLE.fullmatch(loc):  # as nearly all are; what follows is dear
        return loc
    try:
        address = urljoin(base, loc)
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _name(node: etree._Element) -> str:
    """The tag without its namespace, which is often wrong or missing."""
    return _without_namespace(node.tag) if isinstance(node.tag, str) else ""


@lru_cache(maxsize=256)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
