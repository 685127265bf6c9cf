"""Where a text from the past belongs among the versions of its article. Pure: the rows go in, a decision comes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from db.article_rows import Edit
from db.frozen import frozen
from db.past import VersionRow
from scraper.crawl.versions import edit_between, version_of
from scraper.identify import Version


@frozen
class Newest:
    """It comes after all others."""

    edit: Edit


@frozen
class Earlier:
    """It takes this number; what has it now moves up. `edit_after`: what the next one changed."""

    number: int
    edit: Edit
    edit_after: Edit


@frozen
class Same:
    """It is this version, seen at another time; `is_earlier`: before we knew of it."""

    version_id: int
    is_earlier: bool


Decision = Newest | Earlier | Same


def place(versions: Sequence[VersionRow], text: Version, seen_at: datetime) -> Decision:
    """`versions`: all that are known, in the order of time, at least one."""
    before = [version for version in versions if version.seen_at <= seen_at]
    after = next((version for version in versions if version.seen_at > seen_at), None)
    edit = edit_between(version_of(before[-1]), text) if before else Edit()
    if before and not edit.changed:
        return Same(before[-1].id, is_earlier=False)
    if after is None:
        return Newest(edit)
    edit_after = edit_between(text, version_of(after))
    if not edit_after.changed:
        return Same(after.id, is_earlier=True)
    return Earlier(after.number, edit, edit_after)


Outcome = Literal["new", "revised", "unchanged"]


def outcome(decision: Decision) -> Outcome:
    """In the words of the fetch log."""
    return "unchanged" if isinstance(decision, Same) else "revised"
