"""The parser's article in the words of the tables."""

from __future__ import annotations

from db.article_rows import ArticleRecord, EntryRow
from scraper.reading import Reading


def to_record(reading: Reading, url: str, canonical: str, key: str) -> ArticleRecord:
    """The parser's article with the identity that we gave it."""
    article = reading.article
    return ArticleRecord(
        url=url,
        canonical_url=canonical,
        url_key=key,
        title=article.title,
        lead=article.lead,
        text=article.text,
        authors=article.authors,
        keywords=article.keywords,
        published_at=article.published_at,
        published_precision=article.published_precision,
        published_from=article.published_from,
        modified_at=article.modified_at,
        language=article.language,
        section=article.section,
        dateline=article.dateline,
        dateline_prefix=article.dateline_prefix,
        signature=article.signature,
        publisher=article.publisher,
        image_url=article.image_url,
        kind=article.kind,
        is_free=article.is_free,
        is_truncated=article.is_truncated,
        word_count=article.word_count,
        content_hash=article.content_hash,
        printed_hash=reading.printed_hash,
        parser_version=article.parser_version,
        agencies=reading.agencies,
        entries=tuple(EntryRow(entry.published_at, entry.title, entry.text) for entry in article.entries),
        words=reading.words,
    )
