"""Articles as a feed: Atom (RFC 4287) and JSON Feed 1.1, so that any reader can follow a search."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from db.frozen import frozen
from db.query import plain

Row = Mapping[str, Any]

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'

_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
"""Characters that XML 1.0 can't hold, however they are escaped."""


@frozen
class Feed:
    """`url`: where the feed itself is; `home`: the page that shows the same to people."""

    title: str
    url: str
    home: str


def atom(feed: Feed, rows: Sequence[Row]) -> Iterator[str]:
    """The document in pieces. An entry's id is the article's own address, which never changes."""
    updated = max((_changed(row) for row in rows), default=datetime(1970, 1, 1, tzinfo=UTC))
    yield f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>{_text(feed.url)}</id><title>{_text(feed.title)}</title><updated>{plain(updated)}</updated>\n"
    yield f'<link rel="self" href={_attribute(feed.url)}/><link href={_attribute(feed.home)}/>\n'
    yield "<generator>dateline</generator>\n"
    for row in rows:
        yield _entry(row)
    yield "</feed>\n"


def json_feed(feed: Feed, rows: Sequence[Row]) -> str:
    items = [
        {
            "id": row["canonical_url"],
            "url": row["canonical_url"],
            "title": row["title"] or row["canonical_url"],
            "summary": row["lead"],
            "content_text": row["text"],
            "image": row["image_url"],
            "date_published": plain(row["published_at"]),
            "date_modified": plain(row["modified_at"]),
            "authors": [{"name": name} for name in row["authors"]] or [{"name": row["source"]}],
            "tags": row["keywords"],
            "language": row["language"],
        }
        for row in rows
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "items": [{key: value for key, value in item.items() if value not in (None, [])} for item in items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def opml(sources: Sequence[Row], feeds: Sequence[Row]) -> str:
    """OPML 2.0: an outline for each feed (`source`, `url`), and one for each source (`name`, `url`) that has none."""
    lines = []
    for source in sources:
        own = [feed["url"] for feed in feeds if feed["source"] == source["name"]]
        about = f"text={_attribute(source['name'])} htmlUrl={_attribute(source['url'])}"
        lines += [f'    <outline type="rss" {about} xmlUrl={_attribute(url)}/>' for url in own]
        lines += [] if own else [f"    <outline {about}/>"]
    body = "\n".join(lines)
    head = "<head><title>Sources of a dateline archive</title></head>"
    return f'{_XML}<opml version="2.0">\n  {head}\n  <body>\n{body}\n  </body>\n</opml>\n'


def _entry(row: Row) -> str:
    names = "".join(f"<author><name>{_text(name)}</name></author>" for name in row["authors"] or [row["source"]])
    tags = "".join(f"<category term={_attribute(tag)}/>" for tag in row["keywords"])
    published = f"<published>{plain(row['published_at'])}</published>" if row["published_at"] else ""
    summary = f"<summary>{_text(row['lead'])}</summary>" if row["lead"] else ""
    language = f" xml:lang={_attribute(row['language'])}" if row["language"] else ""
    return (
        f"<entry{language}><id>{_text(row['canonical_url'])}</id>"
        f"<title>{_text(row['title'] or row['canonical_url'])}</title>"
        f"<link href={_attribute(row['canonical_url'])}/>{names}{tags}{published}"
        f"<updated>{plain(_changed(row))}</updated>{summary}<content>{_text(row['text'])}</content></entry>\n"
    )


def _changed(row: Row) -> datetime:
    changed: datetime = row["modified_at"] or row["published_at"] or row["first_seen_at"]
    return changed


def _text(value: str) -> str:
    return escape(value.translate(_FORBIDDEN))


def _attribute(value: str) -> str:
    return quoteattr(value.translate(_FORBIDDEN))
