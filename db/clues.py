"""The days that clues count in. By clues translations find each other: what the site tells, what survives translation.

Names are looked for among the articles of the same days only, so common ones lead to few, the time that it takes
doesn't grow with the archive, and what is old can be forgotten.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete

from db.schema import clue

BUCKET_DAYS = 6
"""Names are looked for in their own six days and the nearer of the six before and after: three days at least."""

_BUCKET_S = BUCKET_DAYS * 86400

ALWAYS = 0
"""The bucket of what the site itself tells: it counts at any time."""

POSTINGS = 16
"""Articles that are stored for one clue and bucket. A name that more have leads nowhere: all of them are let go of."""

KEPT_FOR = timedelta(days=30)
"""After that nobody looks for the names of an article any more."""


Clue = tuple[int, int]
"""Bucket and hash."""


class Holders(NamedTuple):
    """The articles that have a clue, with their languages; both parted by commas, as most are never asked for."""

    number: int
    ids: str
    languages: str

    def foreign(self, language: str | None) -> list[int]:
        """The ids of those in another language."""
        languages = self.languages.split(",")
        if languages.count(language or "") == len(languages):
            return []
        ids = zip(map(int, self.ids.split(",")), languages, strict=True)
        return [id_ for id_, theirs in ids if theirs != language]


def buckets(published_at: datetime) -> tuple[int, int]:
    """Its own and the nearer one beside it: numbers of six-day spans since 1970."""
    span, into = divmod(int(published_at.timestamp()), _BUCKET_S)
    return span, span + (1 if 2 * into >= _BUCKET_S else -1)


def forget(connection: Connection, now: datetime) -> None:
    """Let go of the names of articles that are too old for a translation to appear."""
    oldest = int((now.astimezone(UTC) - KEPT_FOR).timestamp()) // _BUCKET_S
    connection.execute(delete(clue).where(clue.c.bucket > ALWAYS, clue.c.bucket < oldest))
