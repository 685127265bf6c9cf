"""What of an article makes a version of it, from the rows and records that hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.identify import Version

if TYPE_CHECKING:
    from db.article_rows import ArticleRecord, Known, PastRow
    from db.past import VersionRow


def version_of(of: ArticleRecord | Known | PastRow | VersionRow) -> Version:
    """With how it was printed: what we have cut of it, and another time not, is no change of the publisher's."""
    return Version(of.title, of.lead, of.text, of.dateline_prefix, of.printed_hash)


def as_read(of: ArticleRecord | VersionRow) -> Version:
    """Without: of two readings of one page, each counts as it came out."""
    return Version(of.title, of.lead, of.text)
