"""An article and its versions as values: what is stored, what is found, and which columns take which fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from db.frozen import frozen
from db.search.prepare import Words


@frozen
class EntryRow:
    """A dated entry of a live blog."""

    published_at: datetime | None
    title: str | None
    text: str


@frozen
class ArticleRecord:
    """An article as it is to be stored."""

    url: str
    canonical_url: str
    url_key: str
    title: str | None
    lead: str | None
    text: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    published_at: datetime | None
    published_precision: str | None
    published_from: str | None
    modified_at: datetime | None
    language: str | None
    section: str | None
    dateline: str | None
    dateline_prefix: str | None
    signature: str | None
    publisher: str | None
    image_url: str | None
    kind: str
    is_free: bool | None
    is_truncated: bool | None
    word_count: int
    content_hash: str
    parser_version: str
    printed_hash: str | None = None
    """Of the text with the boilerplate that was cut from it, if any was (`scraper.identify.printed_hash`)."""
    agencies: tuple[str, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    words: Words | None = None
    """Its words for the search index, where they are prepared already."""


@frozen
class Known:
    """What the archive has of an article: its newest version."""

    id: int
    source_id: int
    canonical_url: str
    newest: int
    """The number of its newest version; not the one that stands where a publisher has gone back to an old one."""
    revision_id: int
    """Of the version that stands."""
    title: str | None
    lead: str | None
    text: str
    dateline_prefix: str | None
    printed_hash: str | None


@frozen
class PastRow:
    """A version of an article."""

    id: int
    number: int
    seen_at: datetime
    title: str | None
    lead: str | None
    text: str
    dateline_prefix: str | None
    printed_hash: str | None


@frozen
class Edit:
    """What a version changed: which of title, lead, text, and how many words were added and removed."""

    changed: tuple[str, ...] = ()
    words_added: int | None = None
    words_removed: int | None = None


class TextRow(NamedTuple):
    """What of an article is compared with others, and the place that it has among them."""

    id: int
    title: str | None
    text: str
    published_at: datetime | None
    published_precision: str | None
    canonical_url: str
    image_url: str | None
    language: str | None
    duplicate_of: int | None
    story_id: int | None


PLACE = ("url", "canonical_url", "url_key")
META = (
    "authors",
    "keywords",
    "agencies",
    "published_at",
    "published_precision",
    "published_from",
    "language",
    "section",
    "dateline",
    "publisher",
    "image_url",
    "kind",
    "is_free",
    "is_truncated",
)
VERSION = (
    "title",
    "lead",
    "text",
    "modified_at",
    "dateline_prefix",
    "signature",
    "word_count",
    "content_hash",
    "printed_hash",
    "parser_version",
)


def values(record: ArticleRecord, names: tuple[str, ...]) -> dict[str, Any]:
    """These fields as the tables take them."""
    return {name: getattr(record, name) for name in names}
