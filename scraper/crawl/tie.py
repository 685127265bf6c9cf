"""The row that says what two articles are to each other."""

from __future__ import annotations

from datetime import datetime

from db.article_rows import TextRow
from db.links import LinkRow
from scraper.identify.compare import Verdict
from scraper.identify.translate import Translation

COPIED = ("same", "excerpt")
MEASURED = (*COPIED, "overlap", "template")
"""Relations of texts in one language, as `compare` finds them."""

APART = Verdict("apart", "passages", 0.0, 0.0, 0.0)
"""Of two texts that were linked and have nothing in common any more."""


def linked(
    one: TextRow, other: TextRow, verdict: Verdict | Translation, relation: str, method: str, now: datetime
) -> LinkRow:
    """The row that says what two articles are to each other."""
    a, b = (one, other) if one.id < other.id else (other, one)
    shares = (verdict.a_in_b, verdict.b_in_a) if isinstance(verdict, Verdict) else None
    a_in_b, b_in_a = (shares if a is one else shares[::-1]) if shares else (None, None)
    return LinkRow(
        a_id=a.id,
        b_id=b.id,
        relation=relation,
        rule=verdict.rule,
        score=round(verdict.score, 4),
        a_in_b=None if a_in_b is None else round(a_in_b, 4),
        b_in_a=None if b_in_a is None else round(b_in_a, 4),
        apart_s=int((b.published_at - a.published_at).total_seconds()) if a.published_at and b.published_at else None,
        method=method,
        decided_at=now,
    )


def other_end(row: LinkRow, article_id: int) -> int:
    return row.b_id if row.a_id == article_id else row.a_id
