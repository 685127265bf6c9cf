"""Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom by feedparser, and JSON Feed 1.1. Broken ones are normal input."""

from __future__ import annotations

import calendar
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from scraper.discover.listing import Entry, Listing, newest_first
from scraper.discover.times import read_time

_TAG = re.compile(r"<[^>]*>")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)
_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]*)|0*([0-9]*));")
_LONGEST = 7
"""Digits of a reference to the last character of all, U+10FFFF."""

_JUNK = b"\xef\xbb\xbf \t\r\n\0"

MAX_SIZE = 5 * 1024 * 1024
"""Bytes of an XML feed that are read; one with whole articles has two million, and a million entries take minutes."""

HEAD = 4096
"""Bytes of a document that show what it is."""


def read_feed(body: bytes, url: str, content_type: str | None = None) -> Listing:
    """The entries of a feed. Raises nothing but MemoryError: what can't be read is told as `problem`."""
    body = body.lstrip(_JUNK)
    if not body:
        return Listing("feed", problem="the feed is empty")
    if body[:1] == b"{":
        return _read_json(body, url)
    body, is_cut = body[:MAX_SIZE], len(body) > MAX_SIZE
    head = body[:HEAD]
    if _HTML.search(head) and not _FEED.search(head):
        return Listing("feed", problem="this is an HTML page and no feed")
    listing = _read_xml(_REFERENCE.sub(_if_a_character, body), url, content_type)
    return replace(listing, problem=f"only the first {MAX_SIZE} bytes are read") if is_cut else listing


def _if_a_character(reference: re.Match[bytes]) -> bytes:
    """The reference, or nothing where XML has no such character: the whole feed would be lost with a surrogate."""
    digits, base = (reference[1], 16) if reference[1] is not None else (reference[2], 10)
    number = int(digits, base) if digits and len(digits) <= _LONGEST else 0
    is_character = number in {0x9, 0xA, 0xD} or 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return reference[0] if is_character and number not in {0xFFFE, 0xFFFF} else b""


def _read_xml(body: bytes, url: str, content_type: str | None) -> Listing:
    import feedparser  # with the first feed that has changed: it takes a tenth of a second

    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    try:
        parsed = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        entries = newest_first(_xml_entries(parsed, url))
    except MemoryError:  # as if it had listed nothing, its entries would be lost until it changes
        raise
    except Exception as error:  # whatever a parser of broken feeds trips over is the feed's fault
        return Listing("feed", problem=f"no feed can be read here: {type(error).__name__}: {error}")
    problem = None
    if not parsed.get("version") and not entries:
        problem = "this is no feed"
    elif parsed.get("bozo"):
        problem = f"the feed is broken, and read as well as can be: {parsed.get('bozo_exception')}"
    title = _text(parsed.feed.get("title"))
    return Listing("feed", entries, problem=problem, title=title, ttl_s=_ttl(parsed.feed.get("ttl")))


def _xml_entries(parsed: Any, url: str) -> Iterator[Entry]:
    language = _language(parsed.feed.get("language"))
    for position, item in enumerate(parsed.entries):
        link = _link(item)
        address = _absolute(link, url)
        if address is not None:
            yield Entry(
                url=address,
                position=position,
                title=_text(item.get("title")),
                published_at=_moment(item, "published") or _moment(item, "created"),
                updated_at=_moment(item, "updated"),
                language=_language(item.get("language")) or language,
                guid=item.get("id"),
            )


def _link(item: Any) -> str | None:
    """The article's own address: not Feedburner's, and the guid where it is the only link."""
    if original := item.get("feedburner_origlink"):
        return str(original)
    for link in item.get("links", ()):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link["href"])
    return item.get("link") or _permalink(item.get("id"))


def _permalink(guid: object) -> str | None:
    return guid if isinstance(guid, str) and guid.startswith(("http://", "https://")) else None


def _moment(item: Any, name: str) -> datetime | None:
    """feedparser's own reading (many formats, in UTC), else ours."""
    parsed = item.get(f"{name}_parsed") if name in item or f"{name}_parsed" in item else None
    if parsed is not None:
        try:
            return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError):
            return None
    return read_time(item.get(name)) if name in item else None


def _read_json(body: bytes, url: str) -> Listing:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org)."""
    try:
        feed = json.loads(body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        return Listing("feed", problem=f"the JSON feed can't be read: {error}")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Listing("feed", problem="this is JSON, but no JSON Feed: it has no list of `items`")
    entries = newest_first(_json_entries(items, url, _language(feed.get("language"))))
    return Listing("feed", entries, title=_text(feed.get("title")))


def _json_entries(items: list[Any], url: str, language: str | None) -> Iterator[Entry]:
    for position, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        guid = str(item["id"]) if item.get("id") is not None else None
        address = _absolute(item.get("url") or item.get("external_url") or _permalink(guid), url)
        if address is not None:
            yield Entry(
                url=address,
                position=position,
                title=_text(item.get("title")),
                published_at=read_time(_string(item.get("date_published"))),
                updated_at=read_time(_string(item.get("date_modified"))),
                language=_language(item.get("language")) or language,
                guid=guid,
            )


def _absolute(link: object, base: str) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        address = urljoin(base, html.unescape(link.strip()))
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _text(value: object) -> str | None:
    """A title without markup, entities and line breaks."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(_TAG.sub("", value)).split()) or None


def _language(value: object) -> str | None:
    return value.split("-")[0].split("_")[0].strip().lower() or None if isinstance(value, str) else None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _ttl(value: object) -> int | None:
    """RSS's `ttl` is in minutes."""
    return int(value) * 60 if isinstance(value, str) and value.strip().isdecimal() and len(value) < 7 else None
