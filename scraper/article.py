"""An article as the whole program knows it: what `parse()` returns, under the names of the public contract."""

from __future__ import annotations

from dataclasses import field, fields
from datetime import UTC, datetime
from typing import Any, Literal

from db.frozen import frozen

Kind = Literal["article", "liveblog", "video", "gallery", "page"]
"""`page` is whatever is not an article: home, section, login, error page; `rejected_because` says which."""

SOFT_404 = "a soft 404"
"""Is in `rejected_because` of a page that says that there is none."""

Precision = Literal["second", "minute", "hour", "day", "month", "year"]


@frozen
class Entry:
    """A dated entry of a live blog. `text`: paragraphs parted by a blank line."""

    published_at: datetime | None
    title: str | None
    text: str


@frozen
class Article:
    """One news page, read. What a page doesn't say is None or empty.

    Texts are NFC; times are aware, in the zone in which the page tells them.
    """

    url: str | None = None
    """As fetched."""
    canonical_url: str | None = None
    """The page's own claim (`rel=canonical`, `og:url`), made absolute; `identify` decides whether to believe it."""
    title: str | None = None
    lead: str | None = None
    text: str = ""
    """Paragraphs parted by a blank line; no boilerplate, no title, no captions, no dateline, no signature."""
    authors: tuple[str, ...] = ()
    """People, without job titles; where none is named, the agency or newsroom that the page names in their stead."""
    agencies: tuple[str, ...] = ()
    """News agencies named in byline, dateline or signature."""
    keywords: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_precision: Precision | None = None
    published_from: str | None = None
    """Where it was found: `jsonld`, `meta`, `time`, `feed`, `sitemap`, `list`, `url`, `text`, `script`, `rule`; or
    `modified`: the page only tells when it was changed, and was published no later."""
    modified_at: datetime | None = None
    language: str | None = None
    """ISO 639-1, of the text."""
    section: str | None = None
    dateline: str | None = None
    """The place that opens the text, as in `Asien`."""
    dateline_prefix: str | None = None
    """The opening as it was printed: `BERLIN (dpa) - `, which the text keeps; `Asien (bbabo.net), - `, which is cut."""
    signature: str | None = None
    """The closing line as it was printed, as in `bbabo.Net`."""
    publisher: str | None = None
    image_url: str | None = None
    kind: Kind = "article"
    rejected_because: str | None = None
    """Why this is no article: a few words for a person; None for an article."""
    is_free: bool | None = None
    is_truncated: bool | None = None
    """Does the page show only a part? As observed, whatever `is_free` claims; None where nothing speaks for either."""
    word_count: int = 0
    content_hash: str = ""
    """Of title-less normalised text (`identify.text`): the same words, the same hash."""
    parser_version: str = ""
    entries: tuple[Entry, ...] = field(default=())
    """Of a live blog, in the page's order; `text` has them as well, as the page shows them."""
    alternates: tuple[tuple[str, str], ...] = field(default=())
    """(hreflang, absolute URL) pairs of the page's other languages."""
    links: tuple[str, ...] = field(default=())
    """Absolute http(s) links of the page, in its order, once each; filled for a `page` only."""
    next_page: str | None = None
    """Where the article goes on, absolute; None on its last or only page."""
    whole_page: str | None = None
    """Where the same site offers all parts on one page, absolute."""
    provenance: tuple[tuple[str, str], ...] = field(default=())
    """(field, source) pairs: `rule`, `jsonld`, `meta`, `h1`, `title`, `byline`, `link`, `feed`, `text` and the like."""
    jsonld: str | None = None
    """The JSON-LD node that describes the article, whole, as JSON; the database leaves it to the raw page."""

    def as_dict(self) -> dict[str, Any]:
        """The public keys (DESIGN 5), JSON-ready: times in UTC as `2022-02-10T09:30:00Z`, tuples as lists."""
        public = {name: _plain(getattr(self, name)) for name in PUBLIC_KEYS}
        return public | {"provenance": dict(self.provenance)}


_BESIDE = frozenset({"alternates", "links", "next_page", "whole_page", "jsonld"})
PUBLIC_KEYS = tuple(f.name for f in fields(Article) if f.name not in _BESIDE)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Entry):
        return {"published_at": _plain(value.published_at), "title": value.title, "text": value.text}
    return value
