"""Which articles of the archive an article repeats: candidates from the index, compared word by word, stored as links.

One call an article, on the connection of its transaction; many articles may share one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from db import articles, fingerprints, links
from db.articles import TextRow
from db.links import LinkRow, MemberRow
from scraper.identify.compare import METHOD, Verdict, compare
from scraper.identify.fingerprint import Fingerprint, fingerprint
from scraper.identify.stories import Place, arrange, original_key
from scraper.identify.translate import Translation
from scraper.identify.wording import read_lines, wording
from scraper.text import normalise

COMPARED = 10
"""Candidates that are compared, those with the most keys in common first."""

REPEATED = 3
"""A line that stands in so many articles that aren't copies of each other is the site's, not the story's."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """`original`: the article of the same text that came first, which may be this one; None where there is no other."""

    place: Place
    original: int | None


COPIED = ("same", "excerpt")
MEASURED = (*COPIED, "overlap", "template")
"""Relations of texts in one language, as `compare` finds them."""

APART = Verdict("apart", "passages", 0.0, 0.0, 0.0)
"""Of two texts that were linked and have nothing in common any more."""

ALONE = Recognised(Place(None, None), None)


def recognise(connection: Connection, article_id: int, mark: Fingerprint, now: datetime) -> Recognised:
    """Find the copies of an article that has just been stored, link them, and let each take its place.

    `mark`: the fingerprint of its text.
    """
    return _recognise(connection, article_id, mark, {}, now)


def recognise_again(connection: Connection, article_id: int, mark: Fingerprint, now: datetime) -> Recognised:
    """The same for an article whose text has changed: its links to texts that it no longer resembles end."""
    before = {other_end(row, article_id): row for row in links.of(connection, [article_id])}
    return _recognise(connection, article_id, mark, before, now)


def rearrange(connection: Connection, ids: Collection[int]) -> dict[int, Place]:
    """Let everybody that is tied to these articles take the place that the links give; the places, by article id."""
    return _arrange(connection, *links.component(connection, ids))


def _arrange(
    connection: Connection, members: Sequence[MemberRow | TextRow], between: Sequence[LinkRow]
) -> dict[int, Place]:
    places = arrange(members, between)
    moved = [
        (places[member.id].duplicate_of, places[member.id].story_id, member.id)
        for member in members
        if places[member.id] != Place(member.duplicate_of, member.story_id)
    ]
    links.place(connection, moved)
    return places


def _plain_place(
    connection: Connection, subject: TextRow, verdicts: list[tuple[TextRow, Verdict | None]]
) -> Place | None:
    """The place of one more copy of a story, without reading the whole story; None where that takes a closer look.

    What `arrange` would say: a later copy in the story's own language, tied to that story only, changes nobody's place.
    """
    tied = [(other, verdict) for other, verdict in verdicts if verdict and verdict.relation in links.BINDING]
    if not tied:
        return Place(None, None)
    others = {other.id: other for other, _ in tied}
    if all(other.story_id is None for other in others.values()):
        return _first_place(connection, subject, others)
    originals = {other.duplicate_of or other.id for other in others.values()}
    if len(originals) > 1 or any(verdict.relation != "same" for _, verdict in tied):
        return None
    (original_id,) = originals
    original = others.get(original_id) or articles.texts(connection, originals)[0]
    if original.story_id is None or original.language != subject.language or _order(subject) < _order(original):
        return None
    if links.has_ban(connection, original.story_id):
        return None
    links.place(connection, [(original_id, original.story_id, subject.id)])
    return Place(original_id, original.story_id)


def _first_place(connection: Connection, subject: TextRow, others: Mapping[int, TextRow]) -> Place | None:
    """The place among others that had no story so far: they are the whole of the new one, if nothing else ties them."""
    between = links.of(connection, others.keys())
    everybody = {subject.id: subject, **others}
    if any(links.is_binding(row) and not {row.a_id, row.b_id} <= everybody.keys() for row in between):
        return None
    return _arrange(connection, list(everybody.values()), between)[subject.id]


def _order(text: TextRow) -> tuple[datetime, str]:
    return original_key(text.published_at, text.published_precision, text.canonical_url)


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


def _recognise(
    connection: Connection, article_id: int, mark: Fingerprint, before: Mapping[int, LinkRow], now: datetime
) -> Recognised:
    repeated = fingerprints.repeated_lines(connection, mark.lines)
    dropped = _dropped(mark.lines, repeated)
    if dropped:
        (subject,) = articles.texts(connection, [article_id])
        mark = replace(fingerprint(subject.text, dropped), lines=mark.lines)
    found = fingerprints.holders(connection, mark.asked)
    _store_keys(connection, article_id, mark, found)
    candidates = _candidates(found, article_id) | {other for other, row in before.items() if row.relation in MEASURED}
    if not candidates and not before:
        return ALONE

    rows = {row.id: row for row in articles.texts(connection, {article_id, *candidates})}
    subject = rows.pop(article_id)
    verdicts = _compare(subject, rows.values(), dropped)
    decided = [(other, verdict or APART) for other, verdict in verdicts if verdict or other.id in before]
    links.record(connection, [linked(subject, other, one, one.relation, METHOD, now) for other, one in decided])
    known_now = _count_lines(connection, mark.lines, repeated, verdicts)
    parted = _reconsider(connection, subject, rows, now) if known_now else set()
    place = None if before or parted else _plain_place(connection, subject, verdicts)
    if place is None:
        tied = {article_id, *before, *parted}  # who was tied to it may be on its own now
        place = rearrange(connection, tied)[article_id]
    return Recognised(place, place.duplicate_of or (article_id if place.story_id else None))


def _dropped(lines: Collection[int], repeated: dict[int, int]) -> frozenset[int]:
    """The site's own lines; none where nothing else would be left."""
    dropped = frozenset(line for line in lines if repeated.get(line, 0) >= REPEATED)
    return dropped if any(line not in dropped for line in lines) else frozenset()


def _store_keys(connection: Connection, article_id: int, mark: Fingerprint, found: list[tuple[int, int]]) -> None:
    postings = Counter(key for key, _ in found)
    rare = [key for key in mark.kept if postings[key] < fingerprints.POSTINGS]
    fingerprints.add_keys(connection, article_id, rare)


def _candidates(found: list[tuple[int, int]], article_id: int) -> set[int]:
    shared = Counter(holder for _, holder in found if holder != article_id)
    best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    return {holder for holder, _ in best[:COMPARED]}


def _compare(
    subject: TextRow, others: Iterable[TextRow], dropped: frozenset[int]
) -> list[tuple[TextRow, Verdict | None]]:
    mine = wording(subject.text, dropped)
    return [
        (other, compare(mine, wording(other.text, dropped), same_title=_same_title(subject, other))) for other in others
    ]


def _count_lines(
    connection: Connection,
    lines: Collection[int],
    repeated: dict[int, int],
    verdicts: list[tuple[TextRow, Verdict | None]],
) -> bool:
    """Note which lines this article has in common with articles that it doesn't copy.

    Returns whether one of them has now been seen often enough to be the site's own.
    """
    copied: set[int] = set()
    shared: set[int] = set()
    for other, verdict in verdicts:
        if verdict is not None:
            theirs = {line.hash for line in read_lines(other.text)}
            (copied if verdict.relation in COPIED else shared).update(theirs)
    own = set(lines) - copied
    fingerprints.count_lines(connection, own & repeated.keys())
    fingerprints.count_lines(connection, (own & shared) - repeated.keys(), first=2)
    return any(repeated.get(line) == REPEATED - 1 for line in own)


def _reconsider(connection: Connection, subject: TextRow, others: Mapping[int, TextRow], now: datetime) -> set[int]:
    """Compare anew what these are linked by, now that more lines are known to be the site's; who lost a copy by it."""
    texts = {subject.id: subject, **others}
    lines = {id_: [line.hash for line in read_lines(row.text)] for id_, row in texts.items()}
    repeated = fingerprints.repeated_lines(connection, sorted({line for own in lines.values() for line in own}))
    own = {id_: wording(row.text, _dropped(lines[id_], repeated)) for id_, row in texts.items()}
    decided: list[LinkRow] = []
    parted: set[int] = set()
    for row in links.of(connection, texts.keys()):
        a, b = texts.get(row.a_id), texts.get(row.b_id)
        if a is None or b is None or row.relation not in MEASURED or row.unlinked_at is not None:
            continue
        verdict = compare(own[a.id], own[b.id], same_title=_same_title(a, b)) or APART
        if verdict.relation != row.relation:
            decided.append(linked(a, b, verdict, verdict.relation, METHOD, now))
            parted |= {a.id, b.id} if row.relation in COPIED else set()
    links.record(connection, decided)
    return parted


def _same_title(one: TextRow, other: TextRow) -> bool:
    if not one.title or not other.title:
        return False
    return one.title == other.title or (bool(title := normalise(one.title)) and title == normalise(other.title))


def other_end(row: LinkRow, article_id: int) -> int:
    return row.b_id if row.a_id == article_id else row.a_id
