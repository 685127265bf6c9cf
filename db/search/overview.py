"""What every search has to know of the archive before it can ask: one statement, of a few looks at indexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from db.connection import Connection
from db.frozen import frozen
from db.raw import carry_out


@frozen
class Overview:
    """`languages`: those that the archive has articles in; `sources`: their names by id; `past_newest`: a number that
    no revision has reached yet; `days`: the UTC days of the oldest and the newest article, None if none has a date.
    """

    languages: Sequence[str]
    sources: Mapping[int, str]
    past_newest: int
    days: tuple[date, date] | None

    def source_id(self, name: str) -> int | None:
        return next((number for number, known in self.sources.items() if known == name), None)


def overview(connection: Connection) -> Overview:
    rows = carry_out(connection, _OVERVIEW, ()).fetchall()
    days = [date.fromisoformat(word[:10]) for kind, _, word in rows if kind == "day" and word]
    return Overview(
        languages=[word for kind, _, word in rows if kind == "language"],
        sources={number: word for kind, number, word in rows if kind == "source"},
        past_newest=next(number or 0 for kind, number, _ in rows if kind == "newest") + 1,
        days=(min(days), max(days)) if days else None,
    )


_OVERVIEW = """
    WITH RECURSIVE known (language) AS (
        SELECT min(language) FROM article UNION ALL
        SELECT (SELECT min(language) FROM article WHERE language > known.language) FROM known
        WHERE language IS NOT NULL
    )
    SELECT 'language' AS kind, NULL AS number, language AS word FROM known WHERE language IS NOT NULL
    UNION ALL SELECT 'source', id, name FROM source
    UNION ALL SELECT 'newest', max(id), NULL FROM revision
    UNION ALL SELECT 'day', NULL, CAST((SELECT min(published_at) FROM article) AS text)
    UNION ALL SELECT 'day', NULL, CAST((SELECT max(published_at) FROM article) AS text)
"""
"""Times in the words of the database, which begin with the day in both."""
