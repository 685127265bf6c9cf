"""Why an article is a copy, an excerpt, a translation of another one, or nothing of the kind, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db.frozen import frozen

_SAYS = {
    "same": "has the same text as",
    "excerpt": "is cut from, or was the longer form of,",
    "overlap": "shares passages with, and is no copy of,",
    "template": "is the same form with other figures as, and no copy of,",
    "translation": "is, in another language, the same as",
    "apart": "once resembled, and does no more,",
}
_MEASURES = {
    "similarity": "share of all runs of three words",
    "containment": "share of the shorter text in the longer",
    "passages": "share of one text in the other",
    "figures": "likeness, but figures differ in the same places",
    "hreflang": "the site names it as its alternate",
    "id": "one number in both addresses, with time and names",
    "image": "one image, with time and names",
    "text": "figures, names and length",
}


@frozen
class Tie:
    """What an article is to another one; `apart_s`: seconds from this one's publication to the other's."""

    other_id: int
    other_url: str
    relation: str
    rule: str
    score: float
    apart_s: int | None
    method: str
    decided_at: datetime
    unlinked_at: datetime | None


def explain_ties(article_id: int, duplicate_of: int | None, story_id: int | None, ties: Iterable[Tie]) -> list[str]:
    """Lines: its place first, then each link with its rule and score, surest first."""
    lines = []
    if duplicate_of is not None:
        lines.append(f"article {article_id} repeats article {duplicate_of}, which was published first")
    elif story_id is not None:
        lines.append(f"article {article_id} is the original of its text, in story {story_id}")
    return lines + [_line(article_id, tie) for tie in sorted(ties, key=lambda tie: (-tie.score, tie.other_id))]


def _line(article_id: int, tie: Tie) -> str:
    other = f"article {tie.other_id} ({tie.other_url})"
    if tie.unlinked_at is not None:
        return f"article {article_id} was parted from {other} by hand on {tie.unlinked_at:%Y-%m-%d}, for good"
    measure = _MEASURES.get(tie.rule, tie.rule)
    when = "" if tie.apart_s is None else f", published {_span(abs(tie.apart_s))} {_side(tie.apart_s)}"
    return (
        f"article {article_id} {_SAYS.get(tie.relation, tie.relation)} {other}: rule {tie.rule}, score {tie.score:.2f} "
        f"({measure}){when}; decided {tie.decided_at:%Y-%m-%d} by {tie.method}"
    )


def _side(apart_s: int) -> str:
    """When this one came out, seen from the other."""
    return "earlier" if apart_s > 0 else "later"


def _span(seconds: int) -> str:
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} seconds"
