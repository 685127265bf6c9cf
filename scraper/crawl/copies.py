"""Copies of an article among those that the index names: compared word by word, stored as links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain

from db import clues, links, marks
from db.article_rows import TextRow
from db.connection import Connection
from db.frozen import frozen
from db.links import LinkRow
from scraper.crawl.tie import APART, COPIED, MEASURED, linked
from scraper.identify.compare import METHOD, Verdict, compare, is_slight
from scraper.identify.lines import read_lines
from scraper.identify.wording import Wording, wording
from scraper.text import normalise

COMPARED = 6
"""Candidates that are compared, those with the most keys in common first. With ten no more pairs were found."""

REPEATED = 3
"""A line that stands in so many articles that aren't copies of each other is the site's, not the story's."""

REPEATS = 0.8
"""Similarity of texts that have the same names."""


@frozen
class Lines:
    """The lines of an article. `repeated`: those known to stand in several, and in how many; `dropped`: the site's."""

    own: Collection[int]
    repeated: Mapping[int, int]
    dropped: frozenset[int]


@frozen
class Compared:
    """`links`: what was decided of it; `parted`: articles that lost a copy, as a line that they share has turned
    out to be the site's."""

    verdicts: list[tuple[TextRow, Verdict | None]]
    links: list[LinkRow]
    parted: set[int]


def lines_of(own: Collection[int], repeated: Mapping[int, int]) -> Lines:
    """Nothing is dropped where nothing else would be left."""
    if not repeated:
        return Lines(own, repeated, frozenset())
    dropped = frozenset([line for line in own if repeated.get(line, 0) >= REPEATED])
    return Lines(own, repeated, dropped if any(line not in dropped for line in own) else frozenset())


def copy_candidates(holders: Mapping[int, Sequence[int]], article_id: int) -> set[int]:
    """Of the articles by key. A key that as many hold as are stored is a set phrase, and alone makes no candidate."""
    if not holders:
        return set()
    shared = Counter(chain.from_iterable(holders.values()))
    shared.pop(article_id, None)
    few = [ids for ids in holders.values() if len(ids) - (article_id in ids) < marks.POSTINGS]
    telling = set(chain.from_iterable(few))
    likely = [holder for holder, count in shared.items() if count > 1 or holder in telling]
    if len(likely) > COMPARED:
        likely.sort(key=lambda holder: (-shared[holder], holder))
    return set(likely[:COMPARED])


def link_copies(
    connection: Connection,
    subject: TextRow,
    others: Mapping[int, TextRow],
    lines: Lines,
    before: Mapping[int, LinkRow],
    now: datetime,
) -> Compared:
    """Say what these are to the article, and note which lines they have in common without being copies."""
    verdicts = compare_all(subject, others.values(), lines.dropped)
    decided = [(other, verdict or APART) for other, verdict in verdicts if verdict or other.id in before]
    rows = [linked(subject, other, one, one.relation, METHOD, now) for other, one in decided]
    links.record(connection, rows)
    is_news = _count_lines(connection, lines, verdicts)
    return Compared(verdicts, rows, _reconsider(connection, subject, others, now) if is_news else set())


def is_repeated(subject: TextRow, verdicts: Sequence[tuple[TextRow, Verdict | None]]) -> bool:
    """Whether another article says the same nearly word for word in the same days: its names lead to both, and a story
    that all papers copy doesn't make its own names common."""
    if subject.published_at is None:
        return False
    days = clues.buckets(subject.published_at)
    repeats = [other for other, one in verdicts if one and one.rule == "similarity" and one.score >= REPEATS]
    return any(
        other.language == subject.language and other.published_at and clues.buckets(other.published_at) == days
        for other in repeats
    )


def compare_all(
    subject: TextRow, others: Iterable[TextRow], dropped: frozenset[int]
) -> list[tuple[TextRow, Verdict | None]]:
    """What each is to the article, both without the lines of these hashes."""
    mine = wording(subject.text, dropped)
    return [(other, _verdict(subject, mine, other, wording(other.text, dropped))) for other in others]


def _count_lines(connection: Connection, lines: Lines, verdicts: list[tuple[TextRow, Verdict | None]]) -> bool:
    """Note which lines this article has in common with articles that it doesn't copy.

    Returns whether one of them has now been seen often enough to be the site's own.
    """
    copied: set[int] = set()
    shared: set[int] = set()
    for other, verdict in verdicts:
        if verdict is not None:
            (copied if verdict.relation in COPIED else shared).update(read_lines(other.text).hashes)
    if not shared and not lines.repeated:
        return False
    own = set(lines.own) - copied
    marks.count_lines(connection, own & lines.repeated.keys())
    marks.count_lines(connection, (own & shared) - lines.repeated.keys(), first=2)
    return any(lines.repeated.get(line) == REPEATED - 1 for line in own)


def _reconsider(connection: Connection, subject: TextRow, others: Mapping[int, TextRow], now: datetime) -> set[int]:
    """Compare anew what these are linked by, now that more lines are known to be the site's; who lost a copy by it."""
    texts = {subject.id: subject, **others}
    lines = {id_: read_lines(row.text).hashes for id_, row in texts.items()}
    repeated = marks.repeated_lines(connection, sorted({line for own in lines.values() for line in own}))
    own = {id_: wording(row.text, lines_of(lines[id_], repeated).dropped) for id_, row in texts.items()}
    decided: list[LinkRow] = []
    parted: set[int] = set()
    for row in links.of(connection, texts.keys()):
        a, b = texts.get(row.a_id), texts.get(row.b_id)
        if a is None or b is None or row.relation not in MEASURED or row.unlinked_at is not None:
            continue
        verdict = _verdict(a, own[a.id], b, own[b.id]) or APART
        if verdict.relation != row.relation:
            decided.append(linked(a, b, verdict, verdict.relation, METHOD, now))
            parted |= {a.id, b.id} if row.relation in COPIED else set()
    links.record(connection, decided)
    return parted


def _verdict(one: TextRow, its: Wording, other: TextRow, theirs: Wording) -> Verdict | None:
    by_title = is_slight(its) or is_slight(theirs)
    return compare(its, theirs, same_title=by_title and _same_title(one, other))


def _same_title(one: TextRow, other: TextRow) -> bool:
    if not one.title or not other.title:
        return False
    return one.title == other.title or (bool(title := _plain(one.title)) and title == _plain(other.title))


_plain = lru_cache(maxsize=1024)(normalise)
