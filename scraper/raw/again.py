"""Reading a capture again in a reader process, its record too: what says nothing new comes back as one word."""

from __future__ import annotations

import pickle
from datetime import datetime
from functools import lru_cache
from typing import Any

from db.article_rows import META, ArticleRecord
from db.frontier import PageRow
from db.frozen import frozen
from db.reread import OWN, KnownText, Reread
from scraper.archive import Files, read_capture
from scraper.article import Article
from scraper.config import Source
from scraper.crawl.to_read import to_read
from scraper.crawl.to_record import to_record
from scraper.errors import ArchiveError
from scraper.identify import Fingerprint
from scraper.raw.response import as_response
from scraper.reading import Reading, finish, hash_if_cut


@frozen
class Same:
    """The article stands as today's parser reads it."""


@frozen
class NoArticle:
    """What today's parser makes of the page."""


@frozen
class Renewed:
    """The same text, and something else beside it."""

    record: ArticleRecord


@frozen
class Damaged:
    reason: str


Said = Same | NoArticle | Renewed | Damaged | Reading


@frozen
class Circumstances:
    """What the captures of a source have in common."""

    files: Files
    settings: Source
    template: str

    def packed(self) -> bytes:
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)


@frozen
class CaptureToRead:
    """A capture as it goes to a reader process. `circumstances`: packed once, and unpacked there once."""

    circumstances: bytes
    file: str
    offset: int
    length: int
    url: str
    fetched_at: datetime
    page: PageRow
    known: KnownText | None = None
    """None: all that the page says is wanted."""

    def read(self) -> Said:
        common = _unpacked(self.circumstances)
        try:
            captured = read_capture(common.files, self.file, self.offset, self.length)
        except ArchiveError as error:
            return Damaged(str(error))
        response = as_response(captured, self.url, self.fetched_at)
        page = to_read(common.settings, common.template, self.page, response)
        parsed = page.parse()
        article = parsed.article
        if article.kind == "page":
            return NoArticle()
        if self.known is None or article.next_page or article.whole_page or not has_text(self.known, article):
            return finish(page, parsed)
        reading = Reading(article, Fingerprint((), ()), printed_hash=hash_if_cut(parsed.uncut, article.text))
        record = to_record(reading, self.url, "", "")
        return Same() if values_of(record) == _plain(self.known.values) else Renewed(record)


def to_read_again(row: Reread, circumstances: bytes) -> CaptureToRead:
    return CaptureToRead(
        circumstances, row.file, row.offset, row.length, row.final_url, row.fetched_at, row.page, row.known
    )


def has_text(known: KnownText, article: Article) -> bool:
    """Whether it is the text that stands: not a letter of its title and lead is another, nor a word of its body."""
    return (known.title, known.lead, known.content_hash) == (article.title, article.lead, article.content_hash)


def values_of(record: ArticleRecord) -> tuple[Any, ...]:
    """What KnownText has as `values`, of what was read just now."""
    return _plain((*(getattr(record, name) for name in (*META, *OWN)), len(record.entries)))


def _plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """As they compare: the database knows times to the second, and no tuples."""
    return tuple(_one(value) for value in values)


def _one(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


@lru_cache(maxsize=64)
def _unpacked(circumstances: bytes) -> Circumstances:
    """Of our own making, from the process that has sent the page."""
    found = pickle.loads(circumstances)  # noqa: S301
    assert isinstance(found, Circumstances)
    return found
