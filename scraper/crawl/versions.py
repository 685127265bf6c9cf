"""What of an article makes a version of it, from the rows and records that hold it, and what one changed of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.article_rows import Edit
from scraper.identify import Version, changes, size, what_changed

if TYPE_CHECKING:
    from db.article_rows import ArticleRecord, Known, PastRow
    from db.past import VersionRow


def version_of(of: ArticleRecord | Known | PastRow | VersionRow) -> Version:
    """With how it was printed: what we have cut of it, and another time not, is no change of the publisher's."""
    return Version(of.title, of.lead, of.text, of.dateline_prefix, of.printed_hash)


def as_read(of: ArticleRecord | VersionRow) -> Version:
    """Without: of two readings of one page, each counts as it came out."""
    return Version(of.title, of.lead, of.text)


def edit_between(old: Version, new: Version) -> Edit:
    """What changed from one to the other; without `changed` where nobody has edited anything."""
    changed = what_changed(old, new)
    if not changed:
        return Edit()
    added, removed = size(changes(old, new))
    return Edit(tuple(sorted(changed)), added, removed)
